// What a template says for e-mail, and a mail with its texts filled.
import { z } from 'zod';

const source = z.string().min(1).max(400_000);

export const emailContent = z
  .strictObject({
    subject: z.string().min(1).max(500),
    /** What an inbox shows behind the subject; nobody sees it in the mail. */
    preheader: z.string().max(500).optional(),
    /** Undefined: as the account or the brand says. */
    from_name: z.string().max(200).optional(),
    reply_to: z.string().max(320).optional(),
    mjml: source.optional(),
    html: source.optional(),
    /** Undefined: made from what the mail shows. */
    text: z.string().max(200_000).optional(),
  })
  .refine((content) => (content.mjml === undefined) !== (content.html === undefined), {
    message: 'A mail has a body: either mjml or html.',
    path: ['html'],
  });
export type EmailContent = z.infer<typeof emailContent>;

/** Nothing is left to be filled. */
export type RenderedMail = {
  subject: string;
  html: string;
  text: string;
  fromName?: string;
  replyTo?: string;
};

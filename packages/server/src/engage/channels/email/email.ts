// The channel e-mail.
import type { Channel } from '../channel.ts';
import { type EmailContent, emailContent, type RenderedMail } from './content.ts';
import { outbox } from './outbox.ts';
import { renderMail } from './rendering.ts';
import { smtp } from './smtp/smtp.ts';

export const email: Channel<EmailContent, RenderedMail> = {
  slug: 'email',
  preference: 'email',
  reaches: ['email'],
  content: emailContent,
  render: renderMail,
  providers: [outbox, smtp],
};

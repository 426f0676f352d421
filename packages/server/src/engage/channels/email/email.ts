// The channel e-mail.
import type { Channel } from '../channel.ts';
import { compileMail } from './compiling.ts';
import { type EmailContent, emailContent, type RenderedMail } from './content.ts';
import { outbox } from './outbox.ts';
import { renderMail } from './rendering.ts';
import { smtp } from './smtp/smtp.ts';

export const email: Channel<EmailContent, RenderedMail> = {
  slug: 'email',
  preference: 'email',
  reaches: ['email'],
  content: emailContent,
  async listProblems(content, language) {
    return (await compileMail(content, language)).problems;
  },
  render: renderMail,
  providers: [outbox, smtp],
};

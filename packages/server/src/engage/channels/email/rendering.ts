// Fills what a template says for e-mail.
import { z } from 'zod';
import type { RenderInput } from '../channel.ts';
import { Rejected } from '../faults.ts';
import { compileMail } from './compiling.ts';
import type { EmailContent, RenderedMail } from './content.ts';
import { followLinks, withPixel } from './following.ts';
import { onOneLine } from './smtp/headers.ts';

const address = z.email();

export async function renderMail(input: RenderInput<EmailContent>): Promise<RenderedMail> {
  const { content, fill, links, track, pixel } = input;
  const compiled = await compileMail(content, input.language);
  const [subject, html, text, fromName, replyTo] = await Promise.all([
    fill(content.subject, 'text'),
    fill(compiled.html, 'html'),
    fill(compiled.text, 'text'),
    content.from_name === undefined ? '' : fill(content.from_name, 'text'),
    content.reply_to === undefined ? '' : fill(content.reply_to, 'text'),
  ]);
  const followed = followLinks(html, track, links);
  const mail: RenderedMail = {
    subject: onOneLine(subject),
    html: pixel === undefined ? followed : withPixel(followed, pixel),
    text: text.trim(),
  };
  if (onOneLine(fromName) !== '') mail.fromName = onOneLine(fromName);
  if (replyTo.trim() !== '') mail.replyTo = checked(replyTo.trim());
  return mail;
}

function checked(replyTo: string): string {
  if (address.safeParse(replyTo).success) return replyTo;
  throw new Rejected(`The template says that replies go to "${replyTo}", which is no e-mail address.`);
}

// Our mark on a mail, by which it is known again when it comes back: in its Message-ID and in the address to which bounces go.
// The ids of messages are numbers that anybody can guess; with the mark, nobody can make up a bounce of a mail that they did not
// see, and so have an address suppressed.
import { createHmac, timingSafeEqual } from 'node:crypto';

/** What comes back to such an address. */
export type Purpose = 'bounce' | 'unsubscribe';
const letters: Record<Purpose, string> = { bounce: 'b', unsubscribe: 'u' };

/** Without a secret nothing is taken back, so nothing has to be known again. */
export function toMessageId(id: string, domain: string, secret: string | undefined): string {
  return `<${secret === undefined ? id : `${id}.${markOf(id, secret)}`}@${domain}>`;
}

/** `mail@in.example` becomes `mail+b17.0a1b…@in.example`. */
export function toReturnAddress(purpose: Purpose, id: string, address: string, secret: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at)}+${letters[purpose]}${id}.${markOf(id, secret)}${address.slice(at)}`;
}

/** The id in a Message-ID that is ours; undefined where it is not. */
export function readMessageId(messageId: string, secret: string): string | undefined {
  const [, id = '', mark = ''] = /<?(\d{1,19})\.([0-9a-f]{20})@[^>\s]+>?/.exec(messageId) ?? [];
  return isOurs(id, mark, secret) ? id : undefined;
}

export function readReturnAddress(
  address: string,
  secret: string,
): { purpose: Purpose; id: string } | undefined {
  const [, letter, id = '', mark = ''] = /\+([bu])(\d{1,19})\.([0-9a-f]{20})@/i.exec(address) ?? [];
  if (!isOurs(id, mark.toLowerCase(), secret)) return undefined;
  return { purpose: letter?.toLowerCase() === 'u' ? 'unsubscribe' : 'bounce', id };
}

function isOurs(id: string, mark: string, secret: string): boolean {
  return id !== '' && timingSafeEqual(Buffer.from(mark), Buffer.from(markOf(id, secret)));
}

function markOf(id: string, secret: string): string {
  return createHmac('sha256', secret).update(`mail:${id}`).digest('hex').slice(0, 20);
}

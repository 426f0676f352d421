// A mail as bytes: headers, a text, a page, and a signature over all of it.
import MimeNode from 'nodemailer/lib/mime-node';
import type { Outgoing } from '../../channel.ts';
import type { RenderedMail } from '../content.ts';
import { type DkimKey, signMail } from './dkim.ts';
import { toMessageId, toReturnAddress } from './marks.ts';
import type { SmtpSettings } from './settings.ts';
import { vendorHeaders } from './vendor-headers.ts';

export type Letter = {
  /** Who is told when it cannot be delivered. */
  from: string;
  to: string;
  messageId: string;
  bytes: Buffer;
};

export async function writeLetter(
  outgoing: Outgoing<RenderedMail>,
  settings: SmtpSettings,
  dkim: DkimKey | undefined,
): Promise<Letter> {
  const { id, to, rendered } = outgoing;
  const { inbound_address: inbound, inbound_secret: secret, from_address: address } = settings;
  const messageId = toMessageId(id, address.slice(address.lastIndexOf('@') + 1), secret);
  const root = new MimeNode('multipart/alternative', { disableFileAccess: true, disableUrlAccess: true });
  root.setHeader([
    { key: 'From', value: { name: rendered.fromName ?? settings.from_name ?? outgoing.brand.name, address } },
    { key: 'To', value: { address: to.value } },
    { key: 'Subject', value: rendered.subject },
    { key: 'Date', value: new Date(outgoing.at) },
    { key: 'Message-ID', value: messageId },
    { key: 'Content-Language', value: outgoing.language },
    // No holiday answer comes back to what a machine wrote (RFC 3834).
    { key: 'Auto-Submitted', value: 'auto-generated' },
    ...stopHeaders(outgoing, inbound, secret),
    ...vendorHeaders(settings.answers_from, id),
  ]);
  if (rendered.replyTo !== undefined) root.setHeader('Reply-To', { address: rendered.replyTo });
  root.createChild('text/plain; charset=utf-8').setContent(withCrLf(rendered.text));
  root.createChild('text/html; charset=utf-8').setContent(withCrLf(rendered.html));
  const mail = await root.build();
  return {
    from: inbound && secret ? toReturnAddress('bounce', id, inbound, secret) : address,
    to: to.value,
    messageId,
    bytes: dkim === undefined ? mail : await signMail(mail, dkim),
  };
}

/** RFC 8058: an address that ends it by one POST. On one line: not every mailbox reads folded ones. */
function stopHeaders({ id, links }: Outgoing, inbound: string | undefined, secret: string | undefined) {
  if (links.unsubscribe === null) return [];
  const mailbox = inbound && secret && toReturnAddress('unsubscribe', id, inbound, secret);
  const ways = [links.unsubscribe, ...(mailbox ? [`mailto:${mailbox}?subject=unsubscribe`] : [])];
  const value = ways.map((way) => `<${way.replace(/[<>\s]/g, encodeURIComponent)}>`).join(', ');
  return [
    { key: 'List-Unsubscribe', value: { prepared: true, value } },
    { key: 'List-Unsubscribe-Post', value: { prepared: true, value: 'List-Unsubscribe=One-Click' } },
  ];
}

/** As the server will read it: it is signed in the same form. */
function withCrLf(text: string): string {
  return text.replace(/\r\n|\r|\n/g, '\r\n');
}

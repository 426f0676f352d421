// A mail as bytes: headers, a text, a page, and a signature over all of it. The same message makes the same bytes each time.
import type { Outgoing } from '../../channel.ts';
import type { RenderedMail } from '../content.ts';
import { type DkimKey, signMail } from './dkim.ts';
import { onOneLine, toAddress, toHeaderText, toMailbox } from './headers.ts';
import { toMessageId, toReturnAddress } from './marks.ts';
import { toQuotedPrintable } from './quoted-printable.ts';
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
  // Quoted-printable never holds `=_`, so no text ends its part.
  const border = `=_rapport_${id.replace(/\W/g, '')}`;
  const headers: [name: string, value: string][] = [
    ['From', toMailbox(rendered.fromName ?? settings.from_name ?? outgoing.brand.name, address)],
    ['To', toAddress(to.value)],
    ...(rendered.replyTo === undefined
      ? []
      : ([['Reply-To', toAddress(rendered.replyTo)]] as [[string, string]])),
    ['Subject', toHeaderText(rendered.subject, 'Subject: '.length)],
    ['Date', new Date(outgoing.at).toUTCString().replace('GMT', '+0000')],
    ['Message-ID', messageId],
    ['Content-Language', outgoing.language.replace(/[^\w-]/g, '')],
    // No holiday answer comes back to what a machine wrote (RFC 3834).
    ['Auto-Submitted', 'auto-generated'],
    ...stopHeaders(outgoing, inbound, secret),
    ...vendorHeaders(settings.answers_from, id),
    ['MIME-Version', '1.0'],
    ['Content-Type', `multipart/alternative; boundary="${border}"`],
  ];
  const mail = Buffer.from(
    `${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n` +
      `${toPart(border, 'text/plain', rendered.text)}${toPart(border, 'text/html', rendered.html)}--${border}--\r\n`,
  );
  return {
    from: inbound && secret ? toReturnAddress('bounce', id, inbound, secret) : address,
    to: to.value,
    messageId,
    bytes: dkim === undefined ? mail : await signMail(mail, dkim),
  };
}

function toPart(border: string, type: string, text: string): string {
  return (
    `--${border}\r\nContent-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n` +
    `${toQuotedPrintable(text)}\r\n`
  );
}

/** RFC 8058: an address that ends it by one POST. On one line: not every mailbox reads folded ones. */
function stopHeaders(
  { id, links }: Outgoing,
  inbound: string | undefined,
  secret: string | undefined,
): [name: string, value: string][] {
  if (links.unsubscribe === null) return [];
  const mailbox = inbound && secret && toReturnAddress('unsubscribe', id, inbound, secret);
  const ways = [links.unsubscribe, ...(mailbox ? [`mailto:${mailbox}?subject=unsubscribe`] : [])];
  return [
    [
      'List-Unsubscribe',
      ways.map((way) => `<${onOneLine(way).replace(/[<> ]/g, encodeURIComponent)}>`).join(', '),
    ],
    ['List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'],
  ];
}

// DKIM signatures (RFC 6376), relaxed/relaxed and RSA, over a mail that is whole already. Signing goes to another thread: it takes
// longer than anything else that happens to a mail here.
import { createPrivateKey, generateKeyPair, hash, type KeyObject, sign } from 'node:crypto';
import { promisify } from 'node:util';

export type DkimKey = { domain: string; selector: string; key: KeyObject };

/** From and Subject stand twice: then none can be added behind our back. */
const signedNames = [
  ...['from', 'from', 'subject', 'subject', 'to', 'reply-to', 'date', 'message-id', 'mime-version'],
  ...['content-type', 'content-language', 'auto-submitted', 'list-unsubscribe', 'list-unsubscribe-post'],
];

const signAsync = promisify(sign);

export function toDkimKey(domain: string, selector: string, privateKey: string): DkimKey {
  return { domain, selector, key: createPrivateKey(privateKey) };
}

/** The mail with its signature before it. Each header must stand in it once. */
export async function signMail(mail: Buffer, { domain, selector, key }: DkimKey): Promise<Buffer> {
  const end = mail.indexOf('\r\n\r\n');
  const headers = readHeaders(mail.subarray(0, end).toString('latin1'));
  const names = signedNames.filter((name) => headers.has(name));
  const signature =
    `v=1; a=rsa-sha256; c=relaxed/relaxed; d=${domain}; s=${selector}; ` +
    `bh=${hash('sha256', relaxBody(mail.subarray(end + 4)), 'base64')}; h=${toList(names)}; b=`;
  // Of names that stand twice, the second names a header that is not there.
  const lines = [...new Set(names)].map((name) => `${name}:${headers.get(name)}\r\n`);
  const signed = Buffer.from(`${lines.join('')}dkim-signature:${signature}`, 'latin1');
  const value = (await signAsync('sha256', signed, key)).toString('base64');
  const folded = signature.replace(/(?<=[;:]) /g, '\r\n ') + value.replace(/.{72}(?=.)/g, '$&\r\n ');
  return Buffer.concat([Buffer.from(`DKIM-Signature: ${folded}\r\n`, 'latin1'), mail]);
}

/** With spaces where the line may be folded. */
function toList(names: readonly string[]): string {
  return names.map((name, at) => (at > 0 && at % 5 === 0 ? ` ${name}` : name)).join(':');
}

/** A key of 2048 bits, and what goes into the DNS under `<selector>._domainkey.<domain>`. */
export async function makeDkimKey(): Promise<{ privateKey: string; record: string }> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return { privateKey, record: `v=DKIM1; k=rsa; p=${publicKey.toString('base64')}` };
}

/** Values by lower-case name, unfolded, with runs of spaces as one. */
function readHeaders(text: string): Map<string, string> {
  const lines = text.replace(/\r\n(?=[ \t])/g, '').split('\r\n');
  return new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      const value = line
        .slice(colon + 1)
        .replace(/[ \t]+/g, ' ')
        .trim();
      return [line.slice(0, colon).toLowerCase(), value];
    }),
  );
}

/** Most of our bodies are in this form already: quoted-printable has no blanks at the ends of its lines. */
function relaxBody(body: Buffer): Buffer {
  const text = body.toString('latin1');
  const relaxed = /\t| {2}| \r\n/.test(text)
    ? text.replace(/[ \t]+(?=\r\n|$)/g, '').replace(/[ \t]+/g, ' ')
    : text.replace(/ $/, '');
  const end = relaxed.replace(/(?:\r\n)+$/, '');
  return Buffer.from(end === '' ? '' : `${end}\r\n`, 'latin1');
}

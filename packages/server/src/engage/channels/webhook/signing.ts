// Signatures as the Standard Webhooks scheme has them: who gets a webhook can tell that it comes from us, and when it was sent, so that
// nobody can send it once more later.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { CredentialsInvalid } from '../faults.ts';

export const secretForm = /^whsec_[A-Za-z0-9+/]{32,86}={0,2}$/;

/** What is older or newer than this was sent by somebody who listened. */
const toleranceMs = 300_000;

type Signed = { id: string; atMs: number; body: string | Buffer };

export function toSignedHeaders(secret: string, { id, atMs, body }: Signed): Record<string, string> {
  const timestamp = String(Math.floor(atMs / 1000));
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${sign(secret, id, timestamp, body).toString('base64')}`,
  };
}

/** Whose it is: the id. Throws `CredentialsInvalid`. */
export function verify(
  secret: string,
  headers: Record<string, string | undefined>,
  body: string | Buffer,
  nowMs: number,
): string {
  const id = headers['webhook-id'] ?? '';
  const timestamp = headers['webhook-timestamp'] ?? '';
  const isNow = /^\d{1,12}$/.test(timestamp) && Math.abs(nowMs - Number(timestamp) * 1000) <= toleranceMs;
  if (id === '' || !isNow)
    throw new CredentialsInvalid('The webhook has no id, or its timestamp is not of the last minutes.');
  const expected = sign(secret, id, timestamp, body);
  // While a secret is changed there are two.
  const given = (headers['webhook-signature'] ?? '').split(' ').slice(0, 10);
  const isOurs = given.some(
    (one) => one.startsWith('v1,') && isSame(Buffer.from(one.slice(3), 'base64'), expected),
  );
  if (!isOurs) throw new CredentialsInvalid('The webhook is not signed with the secret of this account.');
  return id;
}

function sign(secret: string, id: string, timestamp: string, body: string | Buffer): Buffer {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
}

const isSame = (one: Buffer, other: Buffer): boolean =>
  one.length === other.length && timingSafeEqual(one, other);

// The envelope in which Amazon brings what SES tells: signed by a certificate that lies at an address of Amazon's.
import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { z } from 'zod';
import { CredentialsInvalid, RetryLater } from '../../faults.ts';

export const snsEnvelope = z.object({
  Type: z.enum(['Notification', 'SubscriptionConfirmation', 'UnsubscribeConfirmation']),
  MessageId: z.string(),
  TopicArn: z.string(),
  Subject: z.string().nullish(),
  Message: z.string(),
  Timestamp: z.string(),
  SignatureVersion: z.enum(['1', '2']),
  Signature: z.string(),
  SigningCertURL: z.string(),
  SubscribeURL: z.string().optional(),
  Token: z.string().optional(),
});
export type SnsEnvelope = z.infer<typeof snsEnvelope>;

const host = /^sns\.[a-z0-9-]{3,30}\.amazonaws\.com(?:\.cn)?$/;
const fetchMsMax = 10_000;

/** An address at Amazon's SNS; of another nothing is fetched, or anybody could sign, and reach inside the house. */
export function toAmazonUrl(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isAmazon = url?.protocol === 'https:' && host.test(url.hostname) && url.port === '';
  if (url === undefined || !isAmazon || url.username !== '') {
    throw new CredentialsInvalid(`${address.slice(0, 200)} is no address of Amazon SNS.`);
  }
  return url;
}

export async function fetchFromAmazon(address: string): Promise<string> {
  const url = toAmazonUrl(address);
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(fetchMsMax) });
    if (!response.ok) throw new Error(`It answers ${response.status}.`);
    return await response.text();
  } catch (cause) {
    throw new RetryLater(`Nothing could be fetched from ${url.hostname}.`, { cause });
  }
}

/** Throws where it is not signed by a certificate of Amazon's. */
export async function checkSns(
  envelope: SnsEnvelope,
  fetchText: (address: string) => Promise<string>,
): Promise<void> {
  const key = await keyAt(toAmazonUrl(envelope.SigningCertURL).href, fetchText);
  const algorithm = envelope.SignatureVersion === '1' ? 'sha1' : 'sha256';
  const signature = Buffer.from(envelope.Signature, 'base64');
  if (!verify(algorithm, Buffer.from(toSigned(envelope)), key, signature)) {
    throw new CredentialsInvalid('The request is not signed by Amazon SNS.');
  }
}

const keysMax = 20;
const keys = new Map<string, KeyObject>();

async function keyAt(address: string, fetchText: (address: string) => Promise<string>): Promise<KeyObject> {
  const known = keys.get(address);
  if (known !== undefined) return known;
  const key = createPublicKey(await fetchText(address));
  if (keys.size >= keysMax) keys.clear();
  keys.set(address, key);
  return key;
}

function toSigned(envelope: SnsEnvelope): string {
  const names =
    envelope.Type === 'Notification'
      ? (['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'] as const)
      : (['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'] as const);
  return names.map((name) => (envelope[name] == null ? '' : `${name}\n${envelope[name]}\n`)).join('');
}

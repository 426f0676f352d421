// The signed event web hook of SendGrid: ECDSA over the timestamp and the body.
import { createPublicKey, verify } from 'node:crypto';
import { z } from 'zod';
import type { Answer, AnswerKind, AnswerRequest } from '../../channel.ts';
import { CredentialsInvalid, Misconfigured } from '../../faults.ts';
import { idName } from '../smtp/vendor-headers.ts';
import { checkAge, parseBody, pointOf, textMax } from './signed.ts';

const event = z.object({
  event: z.string(),
  email: z.string().optional(),
  timestamp: z.number(),
  sg_event_id: z.string(),
  sg_message_id: z.string().optional(),
  type: z.string().optional(),
  reason: z.string().optional(),
  response: z.string().optional(),
  url: z.string().optional(),
  sg_machine_open: z.boolean().optional(),
  [idName]: z.string().optional(),
});
type Event = z.infer<typeof event>;

const kinds: Record<string, AnswerKind> = {
  delivered: 'delivered',
  bounce: 'bounced',
  dropped: 'failed',
  open: 'opened',
  click: 'clicked',
  spamreport: 'complained',
  unsubscribe: 'unsubscribed',
  group_unsubscribe: 'unsubscribed',
};

export function readSendgrid({ headers, body, at }: AnswerRequest, publicKey: string): Answer[] {
  const timestamp = headers['x-twilio-email-event-webhook-timestamp'] ?? '';
  const signature = headers['x-twilio-email-event-webhook-signature'] ?? '';
  const signed = Buffer.concat([Buffer.from(timestamp), body]);
  if (!verify('sha256', signed, toKey(publicKey), Buffer.from(signature, 'base64'))) {
    throw new CredentialsInvalid('The request is not signed by the key of the event web hook.');
  }
  checkAge(Number(timestamp) * 1000, at);
  return parseBody(body, z.array(event)).flatMap(toAnswer);
}

function toAnswer(told: Event): Answer[] {
  const kind = kinds[told.event];
  if (kind === undefined) return [];
  const id = told[idName];
  const text = told.reason ?? told.response;
  return [
    {
      kind,
      message: id === undefined ? undefined : { id },
      point: pointOf(told.email),
      at: told.timestamp * 1000,
      answerId: `sendgrid:${told.sg_event_id}`,
      // `blocked` is a refusal that says nothing of the address.
      ...(kind === 'bounced' ? { hard: told.type !== 'blocked' } : {}),
      ...(told.sg_machine_open ? { machine: true } : {}),
      ...(text === undefined ? {} : { text: text.slice(0, textMax) }),
      ...(kind === 'clicked' && told.url !== undefined ? { url: told.url } : {}),
    },
  ];
}

/** SendGrid shows it as one line of base64. */
function toKey(publicKey: string) {
  try {
    if (publicKey.includes('BEGIN')) return createPublicKey(publicKey);
    return createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
  } catch (cause) {
    throw new Misconfigured('The public key of the event web hook cannot be read.', { cause });
  }
}

// The web hooks of Mailgun: HMAC over a timestamp and a token. The body is not signed, so it is not known that nobody changed it on the
// way: HTTPS says that.
import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Answer, AnswerKind, AnswerRequest } from '../../channel.ts';
import { CredentialsInvalid } from '../../faults.ts';
import { idName } from '../smtp/vendor-headers.ts';
import { checkAge, isSame, parseBody, pointOf, textMax } from './signed.ts';

const hook = z.object({
  signature: z.object({ timestamp: z.coerce.string(), token: z.string(), signature: z.string() }),
  'event-data': z.object({
    event: z.string(),
    id: z.string(),
    timestamp: z.number(),
    recipient: z.string().optional(),
    severity: z.string().optional(),
    reason: z.string().optional(),
    url: z.string().optional(),
    'delivery-status': z
      .object({ message: z.string().optional(), description: z.string().optional() })
      .optional(),
    'client-info': z.object({ bot: z.string().optional() }).optional(),
    'user-variables': z.object({ [idName]: z.coerce.string().optional() }).optional(),
  }),
});
type Event = z.infer<typeof hook>['event-data'];

const kinds: Record<string, AnswerKind> = {
  delivered: 'delivered',
  failed: 'bounced',
  opened: 'opened',
  clicked: 'clicked',
  complained: 'complained',
  unsubscribed: 'unsubscribed',
};

export function readMailgun({ body, at }: AnswerRequest, signingKey: string): Answer[] {
  const { signature, 'event-data': told } = parseBody(body, hook);
  const expected = createHmac('sha256', signingKey)
    .update(signature.timestamp + signature.token)
    .digest('hex');
  if (!isSame(signature.signature, expected)) {
    throw new CredentialsInvalid('The request is not signed by the webhook signing key.');
  }
  checkAge(Number(signature.timestamp) * 1000, at);
  return toAnswer(told);
}

/** Mailgun says `failed` of both: what it gives up (`permanent`) and what it tries again (`temporary`), which tells nothing yet. */
function toAnswer(told: Event): Answer[] {
  const kind = kinds[told.event];
  if (kind === undefined || (kind === 'bounced' && told.severity !== 'permanent')) return [];
  const id = told['user-variables']?.[idName];
  const status = told['delivery-status'];
  const text = status?.description || status?.message || told.reason;
  const isMachine = told['client-info']?.bot !== undefined && told['client-info'].bot !== '';
  return [
    {
      kind,
      message: id === undefined ? undefined : { id },
      point: pointOf(told.recipient),
      at: Math.round(told.timestamp * 1000),
      // Their id is its own for a day only.
      answerId: `mailgun:${told.id}:${told.timestamp}`,
      ...(kind === 'bounced' ? { hard: told.reason !== 'espblock' } : {}),
      ...(isMachine ? { machine: true } : {}),
      ...(text ? { text: text.slice(0, textMax) } : {}),
      ...(kind === 'clicked' && told.url !== undefined ? { url: told.url } : {}),
    },
  ];
}

// The web hooks of Postmark, which are known by the user and password in the address that they are sent to.
import { z } from 'zod';
import type { Answer, AnswerKind, AnswerRequest } from '../../channel.ts';
import { CredentialsInvalid } from '../../faults.ts';
import { idName } from '../smtp/vendor-headers.ts';
import { isSame, parseBody, pointOf, textMax } from './signed.ts';

const hook = z.object({
  RecordType: z.string(),
  MessageID: z.string().nullish(),
  ID: z.number().nullish(),
  Metadata: z.record(z.string(), z.coerce.string()).nullish(),
  Recipient: z.string().nullish(),
  Email: z.string().nullish(),
  DeliveredAt: z.string().nullish(),
  BouncedAt: z.string().nullish(),
  ReceivedAt: z.string().nullish(),
  ChangedAt: z.string().nullish(),
  Type: z.string().nullish(),
  Description: z.string().nullish(),
  Details: z.string().nullish(),
  OriginalLink: z.string().nullish(),
  SuppressSending: z.boolean().nullish(),
  SuppressionReason: z.string().nullish(),
});
type Hook = z.infer<typeof hook>;

const kinds: Record<string, AnswerKind> = {
  Delivery: 'delivered',
  Bounce: 'bounced',
  SpamComplaint: 'complained',
  Open: 'opened',
  Click: 'clicked',
};
const hardTypes = ['HardBounce', 'BadEmailAddress'];
/** Postmark calls all of these bounces, though they are none: it is still tried, or somebody's program answered. */
const noBounces = [
  'Transient',
  'AutoResponder',
  'ChallengeVerification',
  'AddressChange',
  'Subscribe',
  'VirusNotification',
  'OpenRelayTest',
];

export function readPostmark({ headers, body, at }: AnswerRequest, userAndPassword: string): Answer[] {
  const expected = `Basic ${Buffer.from(userAndPassword).toString('base64')}`;
  if (!isSame(headers.authorization ?? '', expected)) {
    throw new CredentialsInvalid('The request does not carry the user and password of the account.');
  }
  return toAnswer(parseBody(body, hook), at);
}

function toAnswer(told: Hook, at: number): Answer[] {
  const kind = kindOf(told);
  if (kind === undefined) return [];
  const time = told.DeliveredAt ?? told.BouncedAt ?? told.ReceivedAt ?? told.ChangedAt ?? '';
  const id = Object.entries(told.Metadata ?? {}).find(([name]) => name.toLowerCase() === idName)?.[1];
  const text = [told.Description, told.Details].filter(Boolean).join(' ');
  return [
    {
      kind,
      message: id ? { id } : undefined,
      point: pointOf(told.Recipient ?? told.Email),
      at: Number.isNaN(Date.parse(time)) ? at : Date.parse(time),
      answerId: ['postmark', told.RecordType, told.MessageID, told.ID ?? told.OriginalLink, time].join(':'),
      ...(kind === 'bounced' ? { hard: hardTypes.includes(told.Type ?? '') } : {}),
      ...(text === '' ? {} : { text: text.slice(0, textMax) }),
      ...(kind === 'clicked' && told.OriginalLink ? { url: told.OriginalLink } : {}),
    },
  ];
}

/** A change of the subscription that a bounce or complaint made is told by that. */
function kindOf(told: Hook): AnswerKind | undefined {
  if (told.RecordType === 'Bounce' && noBounces.includes(told.Type ?? '')) return undefined;
  if (told.RecordType === 'Bounce' && told.Type === 'Unsubscribe') return 'unsubscribed';
  if (told.RecordType !== 'SubscriptionChange') return kinds[told.RecordType];
  return told.SuppressSending && told.SuppressionReason === 'ManualSuppression' ? 'unsubscribed' : undefined;
}

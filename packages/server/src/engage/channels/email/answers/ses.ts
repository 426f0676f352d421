// What Amazon SES tells by SNS: notifications of an identity, and events of a configuration set, which look nearly the same.
import { z } from 'zod';
import type { Answer, AnswerRequest } from '../../channel.ts';
import { CredentialsInvalid, Misconfigured } from '../../faults.ts';
import { idName } from '../smtp/vendor-headers.ts';
import { checkAge, parseBody, pointOf, textMax } from './signed.ts';
import { checkSns, fetchFromAmazon, snsEnvelope } from './sns.ts';

const recipient = z.object({
  emailAddress: z.string(),
  status: z.string().optional(),
  diagnosticCode: z.string().optional(),
});
const time = z.string();

const sesMessage = z.object({
  notificationType: z.string().optional(),
  eventType: z.string().optional(),
  mail: z.object({
    messageId: z.string(),
    destination: z.array(z.string()).optional(),
    tags: z.record(z.string(), z.array(z.string())).optional(),
  }),
  bounce: z
    .object({ bounceType: z.string(), bouncedRecipients: z.array(recipient), timestamp: time })
    .optional(),
  complaint: z
    .object({
      complainedRecipients: z.array(recipient),
      timestamp: time,
      complaintFeedbackType: z.string().nullish(),
      complaintSubType: z.string().nullish(),
    })
    .optional(),
  delivery: z
    .object({
      timestamp: time,
      recipients: z.array(z.string()).optional(),
      smtpResponse: z.string().optional(),
    })
    .optional(),
  open: z.object({ timestamp: time }).optional(),
  click: z.object({ timestamp: time, link: z.string().optional() }).optional(),
  reject: z.object({ reason: z.string().optional() }).optional(),
});
type SesMessage = z.infer<typeof sesMessage>;

/** What a recipient's answer says beside which message it is about. */
type Part = Omit<Answer, 'message' | 'answerId'>;

export async function readSes(
  request: AnswerRequest,
  topic: string,
  fetchText: (address: string) => Promise<string> = fetchFromAmazon,
): Promise<Answer[]> {
  const envelope = parseBody(request.body, snsEnvelope);
  // Amazon signs for everybody who has a topic there: without this, each of them could tell us of mails.
  if (envelope.TopicArn !== topic) throw new CredentialsInvalid('The request comes from another topic.');
  await checkSns(envelope, fetchText);
  checkAge(Date.parse(envelope.Timestamp), request.at);
  if (envelope.Type === 'SubscriptionConfirmation') await fetchText(envelope.SubscribeURL ?? '');
  if (envelope.Type !== 'Notification') return [];
  // SES says hello to a new topic in plain words.
  if (!envelope.Message.startsWith('{')) return [];
  const told = parseBody(Buffer.from(envelope.Message), sesMessage);
  const id = told.mail.tags?.[idName]?.[0];
  return toParts(told, Date.parse(envelope.Timestamp)).map((part) => {
    if (Number.isNaN(part.at)) throw new Misconfigured('The request is not of the form that SES sends.');
    return {
      ...part,
      message: id === undefined ? { providerId: told.mail.messageId } : { id },
      answerId: ['ses', part.kind, told.mail.messageId, part.point?.value, part.at, part.url].join(':'),
    };
  });
}

function toParts(told: SesMessage, at: number): Part[] {
  const { bounce, complaint, delivery, open, click, mail } = told;
  const point = pointOf(mail.destination?.[0]);
  switch (told.eventType ?? told.notificationType) {
    case 'Bounce':
      return (bounce?.bouncedRecipients ?? []).map((of) => ({
        kind: 'bounced',
        point: pointOf(of.emailAddress),
        at: Date.parse(bounce?.timestamp ?? ''),
        hard: bounce?.bounceType === 'Permanent',
        ...toText(of.diagnosticCode ?? of.status),
      }));
    case 'Complaint':
      return (complaint?.complainedRecipients ?? []).map((of) => ({
        kind: 'complained',
        point: pointOf(of.emailAddress),
        at: Date.parse(complaint?.timestamp ?? ''),
        ...toText(complaint?.complaintFeedbackType ?? complaint?.complaintSubType),
      }));
    case 'Delivery':
      return [
        {
          kind: 'delivered',
          point,
          at: Date.parse(delivery?.timestamp ?? ''),
          ...toText(delivery?.smtpResponse),
        },
      ];
    case 'Open':
      return [{ kind: 'opened', point, at: Date.parse(open?.timestamp ?? '') }];
    case 'Click': {
      const url = click?.link === undefined ? {} : { url: click.link };
      return [{ kind: 'clicked', point, at: Date.parse(click?.timestamp ?? ''), ...url }];
    }
    case 'Reject':
    case 'Rendering Failure':
      return [{ kind: 'failed', point, at, ...toText(told.reject?.reason) }];
    default:
      return [];
  }
}

function toText(text: string | null | undefined): { text?: string } {
  return text ? { text: text.slice(0, textMax) } : {};
}

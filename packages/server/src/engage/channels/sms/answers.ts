// What comes back of text messages: what became of them, and what people answered, signed with the token of the account.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Answer, AnswerKind, AnswerRequest } from '../channel.ts';
import { CredentialsInvalid, Misconfigured } from '../faults.ts';

const stopWords = new Set(['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'OPTOUT', 'REVOKE']);
/** Of a status: nobody will ever be reached there. */
const hardCodes = new Set(['30005', '30006', '21211', '21614']);
const softCodes = new Set(['30002', '30003', '30004', '30008']);

/** Throws `CredentialsInvalid` or `Misconfigured`. */
export function readAnswers({ headers, body, url, at }: AnswerRequest, token: string): Answer[] {
  const form = new URLSearchParams(body.toString('utf8'));
  refuseUnsigned(headers['x-twilio-signature'] ?? '', url, form, token);
  const sid = form.get('MessageSid') ?? form.get('SmsSid');
  if (sid === null || sid === '')
    throw new Misconfigured('The body names no message: it needs "MessageSid".');
  const status = form.get('MessageStatus') ?? (form.has('Body') ? null : form.get('SmsStatus'));
  return status === null ? [toReply(form, sid, at)] : toStatus({ form, sid, status, url, at });
}

function toReply(form: URLSearchParams, sid: string, at: number): Answer {
  const text = (form.get('Body') ?? '').slice(0, 2000);
  const word = text
    .trim()
    .replace(/[.!]+$/, '')
    .toUpperCase();
  // Where the company reads it for us, in the languages that it knows.
  const told = form.get('OptOutType');
  const stops = told === null ? stopWords.has(word) : told === 'STOP';
  return {
    ...{
      kind: stops ? 'unsubscribed' : 'replied',
      message: undefined,
      text,
      at,
      answerId: `${sid} received`,
    },
    point: { type: 'phone', value: form.get('From') ?? '' },
  };
}

type Told = { form: URLSearchParams; sid: string; status: string; url: string; at: number };

function toStatus({ form, sid, status, url, at }: Told): Answer[] {
  const code = form.get('ErrorCode') ?? '';
  const kind = toKind(status, code);
  if (kind === undefined) return [];
  const id = URL.parse(url)?.searchParams.get('message');
  const number = form.get('To');
  return [
    {
      ...{ kind, at, answerId: `${sid} ${status}`, message: id == null ? { providerId: sid } : { id } },
      point: number === null ? undefined : { type: 'phone', value: number },
      ...(kind === 'bounced' ? { hard: hardCodes.has(code) } : {}),
      ...(code === '' ? {} : { text: code }),
    },
  ];
}

/** Undefined: it is on its way. */
function toKind(status: string, code: string): AnswerKind | undefined {
  if (status === 'delivered') return 'delivered';
  if (status === 'read') return 'opened';
  if (status !== 'failed' && status !== 'undelivered') return undefined;
  return hardCodes.has(code) || softCodes.has(code) ? 'bounced' : 'failed';
}

/** The address with all fields of the form, in the order of their names. Ports come and go on the way, so each form of it counts. */
function refuseUnsigned(given: string, url: string, form: URLSearchParams, token: string): void {
  const names = [...new Set(form.keys())].sort();
  const fields = names
    .map((name) =>
      [...new Set(form.getAll(name))]
        .sort()
        .map((value) => name + value)
        .join(''),
    )
    .join('');
  const bytes = Buffer.from(given, 'base64');
  const isOurs = formsOf(url).some((form) => {
    const expected = createHmac('sha1', token)
      .update(form + fields)
      .digest();
    return bytes.length === expected.length && timingSafeEqual(bytes, expected);
  });
  if (!isOurs) throw new CredentialsInvalid('This is not signed with the token of the account.');
}

function formsOf(text: string): string[] {
  const bare = text.replace(/^(https?:\/\/[^/:?#]+|https?:\/\/\[[^\]]+\]):\d+/, '$1');
  const port = /^https:/i.test(text) ? ':443' : ':80';
  return [text, bare, bare.replace(/^(https?:\/\/[^/?#]+)/, `$1${port}`)];
}

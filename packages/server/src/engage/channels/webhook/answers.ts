// What the other side tells of messages that it got as webhooks: a webhook in the other direction, signed with the same secret.
import { z } from 'zod';
import { type Answer, type AnswerRequest, answerKinds } from '../channel.ts';
import { Misconfigured } from '../faults.ts';
import { verify } from './signing.ts';

const told = z.object({
  kind: z.enum(answerKinds),
  message: z.string().max(100).optional(),
  to: z.object({ type: z.string().max(100), value: z.string().max(1000) }).optional(),
  at: z.iso.datetime({ offset: true }).optional(),
  hard: z.boolean().optional(),
  machine: z.boolean().optional(),
  text: z.string().optional(),
  url: z.string().max(2000).optional(),
});

/** Throws `CredentialsInvalid` or `Misconfigured`. */
export function readAnswers({ headers, body, at }: AnswerRequest, secret: string): Answer[] {
  const answerId = verify(secret, headers, body, at);
  const { data } = told.safeParse(parse(body));
  if (data === undefined || (data.message === undefined && data.to === undefined))
    throw new Misconfigured('The body is no answer: it needs "kind", and "message" or "to".');
  const { kind, message, to, at: toldAt, text, ...more } = data;
  return [
    {
      ...more,
      ...(text === undefined ? {} : { text: text.slice(0, 2000) }),
      ...{ kind, answerId, point: to },
      message: message === undefined ? undefined : { id: message },
      at: toldAt === undefined ? at : Date.parse(toldAt),
    },
  ];
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

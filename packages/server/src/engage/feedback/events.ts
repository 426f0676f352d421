// What became of messages, as events of the tracking protocol: with the one identifier that says whose they are.
import { hash } from 'node:crypto';
import type { Deciding } from '../../connect/identity/index.ts';
import type { Point } from '../channels/index.ts';
import type { ToldMessage } from '../messages/index.ts';
import { eventNames, type KeptAnswer } from './model.ts';

export type TrackedEvent = Record<string, unknown>;

/**
 * One identifier joins nobody with anybody. The protocol asks for an account or a visitor in each message: who is known by an
 * address alone gets a visitor of their own, which is named with that address and with nothing else, ever.
 */
export function toNamed({ type, value }: Deciding): TrackedEvent {
  if (type === 'user_id') return { userId: value };
  if (type === 'anonymous_id') return { anonymousId: value };
  const own = hash('sha256', `${type}\0${value}`, 'base64url').slice(0, 22);
  const externalIds = [{ type, id: value, collection: 'users', encoding: 'none' }];
  return { anonymousId: `engage-${own}`, context: { externalIds } };
}

const toProperties = (message: ToldMessage): TrackedEvent => {
  const { trigger, arm, topic, campaignId } = message;
  return {
    message_id: String(message.id),
    ...{ channel: message.channel, template: message.template, template_version: message.templateVersion },
    ...(topic !== null && { topic }),
    ...(trigger.kind === 'campaign' && { campaign: trigger.name }),
    ...(campaignId !== null && { campaign_id: String(campaignId) }),
    ...(trigger.kind === 'journey' && { journey: trigger.name }),
    ...(arm !== null && { arm }),
  };
};

export const sentEvent = (message: ToldMessage & { sentMs: number }, named: Deciding): TrackedEvent => ({
  ...{ type: 'track', event: eventNames.sent, messageId: `engage-sent-${message.id}` },
  timestamp: new Date(message.sentMs).toISOString(),
  ...toNamed(named),
  properties: toProperties(message),
});

type AnswerTold = { answer: KeptAnswer; message: ToldMessage | undefined; isMachine: boolean };

export function answerEvent({ answer, message, isMachine }: AnswerTold, named: Deciding): TrackedEvent {
  const { hard, text, url } = answer.told;
  return {
    ...{ type: 'track', event: eventNames[answer.kind], messageId: `engage-answer-${answer.id}` },
    timestamp: new Date(answer.at).toISOString(),
    ...toNamed(named),
    properties: {
      ...(message === undefined ? { channel: answer.channel } : toProperties(message)),
      ...((answer.kind === 'opened' || answer.kind === 'clicked') && { machine: isMachine }),
      ...(answer.kind === 'bounced' && { hard: hard === true }),
      ...(url !== undefined && { url }),
      // What a mail server or a company says of it may name the address: it is in the history of the message.
      ...(answer.kind === 'replied' && text !== undefined && { text }),
    },
  };
}

const subjectLengthMax = 200;

/** What somebody wrote back is work for the service desk: the catalog makes a ticket of it, as of those of a help desk. */
export function ticketEvent({ answer, message }: AnswerTold, named: Deciding): TrackedEvent {
  const text = answer.told.text ?? '';
  const subject = text.split('\n').find((line) => line.trim() !== '') ?? '';
  return {
    ...{ type: 'track', event: 'Ticket Created', messageId: `engage-ticket-${answer.id}` },
    timestamp: new Date(answer.at).toISOString(),
    ...toNamed(named),
    properties: {
      ...{
        ticket_id: `reply-${answer.id}`,
        subject: subject.trim().slice(0, subjectLengthMax),
        via: answer.channel,
      },
      ...(message?.topic != null && { topic: message.topic }),
    },
  };
}

/** Whom an answer is about, of which no message is known. */
export const toDeciding = ({ type, value }: Point): Deciding => ({ type, value });

// Messages and the built-in outbox, as the API tells them.
import { z } from 'zod';
import { channelSlugs, outboxListQuery, outboxQuery } from '../engage/channels/index.ts';
import { messageBody, messageListQuery, messageQuery, messageStates } from '../engage/messages/index.ts';
import { answer, type Chapter, json, listOf, moment, named, reason } from './operation.ts';

const reading = { access: 'key', scope: 'messages:read' } as const;
const writing = { access: 'key', scope: 'messages:write' } as const;
const one = '/api/messages/{id}';

const trigger = named(
  'MessageTrigger',
  z
    .looseObject({ kind: z.enum(['api', 'campaign', 'journey', 'test']), name: z.string() })
    .describe(
      'What made it: the slug of a campaign or journey, or who asked, with the event, the path and what conditions saw.',
    ),
);
const why = named(
  'MessageWhy',
  z.strictObject({
    decision: z.enum(['permit', 'deny', 'wait']),
    by: z.enum(['gate', 'preference', 'rules', 'message']).describe('Who decided.'),
    channel: z.enum(channelSlugs),
    purpose: z.string().nullable(),
    reason,
    tried: z
      .array(z.strictObject({ channel: z.enum(channelSlugs), reason }))
      .describe('What channels said that were asked before.'),
    decision_id: z.string().optional(),
  }),
);
const fields = {
  ...{ id: z.string(), key: z.string(), profile_id: z.string(), channel: z.enum(channelSlugs) },
  point: z
    .strictObject({ type: z.string(), value: z.string() })
    .nullable()
    .describe('Where it goes; masked.'),
  template: z.strictObject({ slug: z.string(), title: z.string(), version: z.int() }),
  ...{ topic: z.string().nullable(), purpose: z.string().nullable(), trigger },
  state: z.enum(messageStates),
  reason: z.string().nullable().describe('The code of why it was refused, put off or failed.'),
  why: why.nullable().describe('What was decided last, and on what ground.'),
  due_at: moment.describe('Not before; of what waits, until when.'),
  created_at: moment,
  ...{ sent_at: moment.nullable(), delivered_at: moment.nullable() },
  ...{ opened_at: moment.nullable(), clicked_at: moment.nullable() },
  arm: z.string().nullable().describe('Of an experiment.'),
  attempts: z.int(),
  account: z.string().nullable().describe('By which it went; null: what is built in.'),
};
const displayName = z
  .string()
  .nullable()
  .describe('Null without a purpose, and for whom it may not be read.');
const message = answer('Message', fields);
const mail = {
  ...{ message_id: z.string(), profile_id: z.string(), purpose: z.string() },
  ...{ from: z.string(), to: z.string(), subject: z.string(), sent_at: moment },
};

export const messages: Chapter = {
  name: 'Messages',
  description:
    'One communication to one person, from the intent to its outcome. Each tells why it went, waits, or did not go.',
  operations: [
    {
      ...reading,
      ...{ id: 'listMessages', method: 'get', path: '/api/messages' },
      summary: 'What became of messages, the newest first',
      query: messageListQuery,
      answer: listOf('MessageList', z.strictObject({ ...fields, display_name: displayName })),
      errors: ['purpose_unknown'],
    },
    {
      ...writing,
      ...{ id: 'sendMessage', method: 'post', path: '/api/messages' },
      summary: 'Send a message to one person',
      description:
        'Answered when it is kept; it goes soon after, where the gate, the preferences and the rules let it. 200: the same key was sent before.',
      body: messageBody,
      status: 201,
      answer: message,
      otherAnswers: { 200: message },
      errors: ['profile_not_found', 'template_unknown'],
    },
    {
      ...reading,
      ...{ id: 'getMessage', method: 'get', path: one },
      summary: 'One message, with its history',
      query: messageQuery,
      answer: answer('MessageWithHistory', {
        ...{ ...fields, display_name: displayName },
        history: z.array(
          z.strictObject({
            ...{ state: z.enum(messageStates), at: moment },
            ...{ reason: z.string().optional(), detail: z.string().optional() },
          }),
        ),
      }),
      errors: ['message_not_found', 'purpose_unknown'],
    },
    {
      ...writing,
      ...{ id: 'retryMessage', method: 'post', path: `${one}/retry` },
      summary: 'Send again what failed',
      answer: message,
      errors: ['message_not_found', 'conflict'],
    },
    {
      ...writing,
      ...{ id: 'cancelMessage', method: 'post', path: `${one}/cancel` },
      summary: 'Keep from going what has not gone yet',
      answer: message,
      errors: ['message_not_found', 'conflict'],
    },
    {
      ...reading,
      ...{ id: 'listOutbox', method: 'get', path: '/api/outbox' },
      summary: 'Mails that would have been sent',
      description:
        'Where no account of e-mail is set up, mails go to the built-in outbox. Those that were sent for the purpose.',
      query: outboxListQuery,
      answer: listOf('OutboxList', z.strictObject(mail)),
      errors: ['purpose_required', 'purpose_unknown'],
    },
    {
      ...reading,
      ...{ id: 'getOutboxMail', method: 'get', path: '/api/outbox/{id}' },
      summary: 'A mail as it would have been sent',
      description:
        'Needs the scope `consents:write` too: the links in it work, so whoever reads it can speak for the person.',
      query: outboxQuery,
      answer: answer('OutboxMail', { ...mail, html: z.string(), text: z.string(), headers: json }),
      errors: ['message_not_found', 'purpose_required', 'purpose_unknown', 'mail_withheld'],
    },
  ],
};

// What was collected, as the API tells it.
import { messageTypes } from '@rapport/protocol';
import { z } from 'zod';
import { eventListQuery } from '../connect/events/index.ts';
import { gateReason } from './consents.ts';
import { answer, type Chapter, json, moment, nextCursor, sourceName } from './operation.ts';

const summaryFields = {
  id: z.string(),
  message_id: z.string().describe('The `messageId` of the protocol.'),
  type: z.enum(messageTypes),
  event: z.string().nullable().describe('Name of a track call.'),
  name: z.string().nullable().describe('Name of the track call, the page or the screen.'),
  profile_id: z
    .string()
    .describe('The person whose it is now. In lists of all events it may be the one of a second ago.'),
  timestamp: moment.describe('When it happened, corrected for the clock of the sender.'),
  received_at: moment,
  source: sourceName,
  user_id: z.string().nullable(),
  anonymous_id: z.string().nullable(),
};
const contentFields = {
  properties: json,
  traits: json.optional().describe('What an identify or group call told.'),
  context: json,
  gpc: z.boolean().describe('The browser sent `Sec-GPC: 1`: its user asks not to be sold or shared.'),
  imported: z.boolean().describe('It came as history: by `/v1/import` or in a file.'),
};

const denied = z.array(z.strictObject({ field: z.string(), reason: gateReason }));
const redacted = {
  raw: json.describe('The message as it was sent, without the fields that the purpose does not cover.'),
  denied: denied.describe('Those fields, with the reason.'),
  masked: denied.describe('Fields that are not shown in clear to this role or key, with the reason.'),
};

const eventSummary = answer('EventSummary', {
  ...summaryFields,
  excerpt: z
    .string()
    .nullable()
    .describe(
      'A few words of what it holds: a product, an amount, a path; of identify and group calls the names of what they told.',
    ),
});
const timelineEvent = answer('TimelineEvent', {
  ...summaryFields,
  ...contentFields,
  ...redacted,
});
export const timeline = answer('Timeline', {
  items: z.array(timelineEvent),
  next_cursor: nextCursor,
  denied: denied.optional().describe('Why there is nothing.'),
});
const event = answer('Event', {
  ...summaryFields,
  ...contentFields,
  normalised: z
    .strictObject({
      ...summaryFields,
      ...contentFields,
      sent_at: moment.nullable(),
      original_timestamp: moment.nullable(),
    })
    .describe('What Rapport made of the message.'),
  ...redacted,
});

export const events: Chapter = {
  name: 'Events',
  description: 'What happened, of everybody. The timeline of one person is under People.',
  operations: [
    {
      id: 'listEvents',
      method: 'get',
      path: '/api/events',
      summary: 'Events, the newest arrival first',
      description: 'Events that were collected while the purpose was permitted.',
      access: 'key',
      scope: 'events:read',
      query: eventListQuery,
      answer: answer('EventList', {
        items: z.array(eventSummary),
        next_cursor: nextCursor,
        masked: redacted.masked.optional(),
      }),
    },
    {
      id: 'watchEvents',
      method: 'get',
      path: '/api/events/live',
      summary: 'Events as they arrive, as server-sent events',
      description:
        'Each `data:` line is one EventSummary. A comment comes every ten seconds, and `event: end` with the reason when whoever reads may not go on. A busy pipeline shows a sample: at most ' +
        '200 events of each batch, and a reader that is too slow loses some.',
      access: 'key',
      scope: 'events:read',
      query: eventListQuery.pick({ purpose: true, type: true, event: true, source: true }),
      answer: { contentType: 'text/event-stream', description: 'A stream that ends when the reader leaves.' },
    },
    {
      id: 'getEvent',
      method: 'get',
      path: '/api/events/{id}',
      summary: 'One event, normalised and raw',
      access: 'key',
      scope: 'events:read',
      query: eventListQuery.pick({ purpose: true }),
      answer: event,
      errors: ['not_found'],
    },
  ],
};

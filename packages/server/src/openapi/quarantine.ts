// Messages that were set aside, as the API tells it.
import { messageTypes, quarantineTable } from '@rapport/protocol';
import { z } from 'zod';
import { quarantineListQuery, quarantineQuery, quarantineSelection } from '../connect/quarantine/index.ts';
import { answer, type Chapter, listOf, moment, nextCursor, reason, sourceName } from './operation.ts';

const code = z.enum(Object.keys(quarantineTable) as [string, ...string[]]);
const itemFields = {
  id: z.string(),
  reason: z.strictObject({ code, message: z.string().describe('What to do about it.') }),
  source: sourceName,
  received_at: moment,
  message_id: z.string().nullable(),
  type: z
    .string()
    .nullable()
    .describe(`As sent; one of ${messageTypes.join(', ')} where it is known.`),
  size_bytes: z.number().int(),
  excerpt: z.string().describe('How the message begins.'),
};
const masked = z
  .array(z.strictObject({ field: z.string(), reason }))
  .describe('What is not shown in clear to this role or key, with the reason.');
const listItem = answer('QuarantinedSummary', itemFields);
const item = answer('Quarantined', {
  ...itemFields,
  body: z.string().describe('The message as JSON text.'),
  masked: masked.optional(),
});

export const quarantine: Chapter = {
  name: 'Quarantine',
  description:
    'Messages that cannot be stored as events, with the reason. The others of their batch went on.',
  operations: [
    {
      id: 'listQuarantined',
      method: 'get',
      path: '/api/quarantine',
      summary: 'Messages in quarantine, the newest first',
      access: 'key',
      scope: 'quarantine:read',
      query: quarantineListQuery,
      answer: answer('QuarantinedList', {
        items: z.array(listItem),
        next_cursor: nextCursor,
        masked: masked.optional(),
      }),
    },
    {
      id: 'listQuarantineReasons',
      method: 'get',
      path: '/api/quarantine/reasons',
      summary: 'The reasons that occur, with how often',
      access: 'key',
      scope: 'quarantine:read',
      answer: listOf(
        'QuarantineReasonList',
        z.strictObject({ code, message: z.string(), count: z.number().int() }),
      ),
    },
    {
      id: 'getQuarantined',
      method: 'get',
      path: '/api/quarantine/{id}',
      summary: 'One message in quarantine, whole',
      access: 'key',
      scope: 'quarantine:read',
      query: quarantineQuery,
      answer: item,
      errors: ['not_found'],
    },
    {
      id: 'replayQuarantined',
      method: 'post',
      path: '/api/quarantine/replay',
      summary: 'Send messages through the inbox again, as they were',
      description: 'At most 10,000 in one call. What is still wrong comes back into quarantine.',
      access: 'key',
      scope: 'quarantine:write',
      body: quarantineSelection,
      answer: answer('Replayed', {
        replayed: z.number().int().describe('Rows that are in quarantine no more.'),
        suppressed: z
          .number()
          .int()
          .describe(
            'Messages of these that were not stored, since somebody whom they name must not be collected.',
          ),
      }),
    },
    {
      id: 'dropQuarantined',
      method: 'post',
      path: '/api/quarantine/drop',
      summary: 'Delete messages from quarantine',
      access: 'key',
      scope: 'quarantine:write',
      body: quarantineSelection,
      answer: answer('Dropped', { dropped: z.number().int() }),
    },
  ],
};

// Suppressions, as the API tells it.
import { z } from 'zod';
import {
  liftBody,
  stopScopes,
  suppressedChannels,
  suppressionBody,
  suppressionCheckBody,
  suppressionListQuery,
  suppressionScopes,
} from '../respect/suppression/index.ts';
import { answer, type Chapter, listOf, moment, sourceName } from './operation.ts';

const suppression = answer('Suppression', {
  id: z.string(),
  scope: z.enum(suppressionScopes),
  channel: z.enum(suppressedChannels).describe('`*`: all there are.'),
  identifier_kind: z.string().describe('Of what type the identifier is. Its value is kept nowhere.'),
  key_id: z.int().describe('Which key of the workspace made its hash.'),
  reason: z.string(),
  legal_ref: z.string().nullable(),
  created_at: moment,
  created_by: z.string().describe('`member:` or `api_key:` and an id.'),
  created_by_name: z.string().nullable().describe('Null for who is gone.'),
  review_at: moment.nullable(),
  lifted_at: moment.nullable().describe('Null while it is in force.'),
  lifted_by: z.enum(['subject', 'operator']).nullable(),
  lifted_reason: z.string().nullable(),
  lift_recorded_by: z.string().nullable(),
  lift_recorded_by_name: z.string().nullable(),
});
const list = listOf('SuppressionList', suppression);

const count = answer('SuppressionCount', {
  day: z.iso.date().describe('In UTC.'),
  scope: z.enum(stopScopes),
  source: sourceName,
  messages: z.int(),
});

const inForce = answer('SuppressionInForce', {
  scope: z.enum(suppressionScopes),
  channel: z.enum(suppressedChannels),
  since: moment,
  ids: z.array(z.string()).describe('The entries: lifting all of them ends it.'),
});

export const suppressions: Chapter = {
  name: 'Suppressions',
  description:
    'Who must not be collected, contacted or sold. An identifier is kept as a keyed hash alone, in its normal form, so that every spelling of it is found.',
  operations: [
    {
      id: 'addSuppressions',
      method: 'post',
      path: '/api/suppressions',
      summary: 'Suppress an identifier, or up to 1,000',
      description:
        'It holds from the moment of this answer. With `no_collect` or `no_recollect`, messages that name the identifier are not stored, and their senders are answered as always. An entry that is in force already is answered as it is; 200 where all are. With `items`, the answer is a list in the same order.',
      access: 'key',
      scope: 'suppressions:write',
      body: suppressionBody,
      status: 201,
      answer: z.union([suppression, list]),
      otherAnswers: { 200: z.union([suppression, list]) },
    },
    {
      id: 'listSuppressions',
      method: 'get',
      path: '/api/suppressions',
      summary: 'All suppressions, also those that were lifted, newest first',
      access: 'key',
      scope: 'suppressions:read',
      query: suppressionListQuery,
      answer: list,
    },
    {
      id: 'checkSuppression',
      method: 'post',
      path: '/api/suppressions/check',
      summary: 'What is in force for an identifier',
      description: 'What is asked is neither stored nor logged.',
      access: 'key',
      scope: 'suppressions:read',
      body: suppressionCheckBody,
      answer: listOf('SuppressionCheck', inForce),
    },
    {
      id: 'liftSuppression',
      method: 'post',
      path: '/api/suppressions/{id}/lift',
      summary: 'Lift a suppression: it stays in the list, with the reason',
      access: 'key',
      scope: 'suppressions:write',
      body: liftBody,
      answer: suppression,
      errors: ['not_found', 'conflict'],
    },
    {
      id: 'rotateSuppressionKey',
      method: 'post',
      path: '/api/suppressions/rotate-key',
      summary: 'Make new suppressions with a new key; those there are stay in force',
      access: 'key',
      scope: 'suppressions:write',
      answer: answer('SuppressionKey', { key_id: z.int() }),
    },
    {
      id: 'listSuppressionCounts',
      method: 'get',
      path: '/api/suppressions/counts',
      summary: 'How many entries are in force, and how many messages were not collected in the last 90 days',
      access: 'key',
      scope: 'suppressions:read',
      answer: answer('SuppressionCounts', {
        items: z.array(count),
        next_cursor: z.null(),
        in_force: z.record(z.enum(suppressionScopes), z.int()).describe('Entries that hold now, by scope.'),
        key: z
          .strictObject({ id: z.int(), created_at: moment, created_by: z.string() })
          .nullable()
          .describe('With which new entries are made.'),
      }),
    },
  ],
};

// Deciding by hand who is who, as the API tells it.
import { z } from 'zod';
import { identityListQuery, refusalListQuery } from '../connect/identity/index.ts';
import { changeBodies, previewBody } from '../connect/identity-changes/index.ts';
import { answer, type Chapter, listOf, moment, type Operation } from './operation.ts';

const identifier = z.strictObject({ type: z.string(), value: z.string() });
const owned = identifier.extend({ profile_id: z.string().nullable() });

const rules = answer('IdentityRules', {
  version: z.int().describe('0 while the rules are as shipped.'),
  types: z
    .array(
      z.strictObject({
        type: z.string(),
        limit: z.int().describe('So many different values one person may have.'),
        period_days: z.int().nullable().describe('Only values of so many days are counted; null: all.'),
        merges: z.boolean().describe('False: kept beside people, joins none.'),
        on_conflict: z
          .enum(['keep', 'share', 'transfer'])
          .describe('What becomes of the weaker of two that may not join.'),
      }),
    )
    .describe('The strongest first.'),
  super_node_max: z.int().describe('An identifier named with more stronger ones than this joins nobody.'),
  cluster_identifiers_max: z.int().describe('More identifiers than this are not decided together.'),
  default_country: z.string().nullable().describe('Of telephone numbers that are written without one.'),
});
const refusal = answer('IdentityRefusal', {
  a: owned,
  b: owned,
  reason: z.enum(['limit', 'shared']),
  type: z.string().nullable().describe('Type whose limit was in the way.'),
  limit: z.int().nullable(),
  weaker: z.enum(['a', 'b']),
  outcome: z.enum(['kept', 'shared', 'transferred']).describe('What became of the weaker.'),
  at: moment,
});
const superNode = answer('SuperNode', {
  ...{ id: z.string(), type: z.string(), value: z.string() },
  reason: z.enum(['super_node', 'crowded']),
  partners: z.int().describe('Stronger identifiers that it was named with.'),
  profile_id: z.string().nullable(),
  first_seen_at: moment,
});
const decision = answer('IdentityDecision', {
  id: z.string(),
  kind: z.enum(['unlink', 'link', 'remove', 'restore', 'split', 'revert']),
  identifiers: z.array(identifier),
  at: moment,
  by: z.string(),
  reason: z.string(),
});
const reading = { method: 'get', access: 'key', scope: 'profiles:read' } as const;

const outcome = answer('IdentityOutcome', {
  people: z
    .array(
      z.strictObject({
        id: z.string(),
        is_new: z.boolean().describe('New, or back after having been merged away.'),
        identifiers: z.array(identifier),
      }),
    )
    .describe('The people that hold other identifiers than before, as they are afterwards.'),
  merged: z.array(z.string()).describe('Profile ids that lead to one of them now.'),
});

const summaries: Record<keyof typeof changeBodies, string> = {
  unlink: 'Part two identifiers that messages named together, as if they never had',
  link: 'Let two identifiers belong together: ones that were parted, or ones that no message named together',
  remove: 'Take an identifier out: it says nothing about who anybody is',
  restore: 'Put an identifier back that was taken out',
  split: 'Make a person of their own of some identifiers of one person',
  revert: 'Give a person that was merged away back what they held',
};

const toOperation = (action: keyof typeof changeBodies): Operation => ({
  id: `${action}Identity`,
  method: 'post',
  path: `/api/identity/${action}`,
  summary: summaries[action],
  access: 'key',
  scope: 'profiles:write',
  body: changeBodies[action],
  answer: outcome,
  errors: ['invalid_request', action === 'revert' ? 'not_found' : 'profile_not_found'],
});

export const identity: Chapter = {
  name: 'Identity',
  description:
    'Deciding by hand who is who. Events, attributes and memberships follow the identifiers that they are of.',
  operations: [
    {
      ...{ id: 'getIdentityRules', ...reading, path: '/api/identity/rules' },
      summary: 'The rules in force: which identifiers make one person, and how many a person may have',
      answer: rules,
    },
    {
      ...{ id: 'listIdentityRefusals', ...reading, path: '/api/identity/refusals' },
      summary: 'Links that a rule kept from joining people, the latest first',
      query: refusalListQuery,
      answer: listOf('IdentityRefusalList', refusal),
    },
    {
      ...{ id: 'listSuperNodes', ...reading, path: '/api/identity/super-nodes' },
      summary: 'Identifiers of too many people, which join nobody',
      query: identityListQuery,
      answer: listOf('SuperNodeList', superNode),
    },
    {
      ...{ id: 'listIdentityDecisions', ...reading, path: '/api/identity/decisions' },
      summary: 'What was decided by hand, by whom and why, the latest first',
      query: identityListQuery,
      answer: listOf('IdentityDecisionList', decision),
    },
    {
      id: 'previewIdentity',
      method: 'post',
      path: '/api/identity/preview',
      summary: 'What would follow from a decision; nothing of it stays',
      access: 'key',
      scope: 'profiles:write',
      body: previewBody,
      answer: outcome,
      errors: ['invalid_request', 'not_found', 'profile_not_found'],
    },
    ...(Object.keys(changeBodies) as (keyof typeof changeBodies)[]).map(toOperation),
  ],
};

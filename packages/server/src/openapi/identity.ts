// Deciding by hand who is who, as the API tells it.
import { z } from 'zod';
import { identityListQuery, refusalListQuery } from '../connect/identity/index.ts';
import { changeBodies, previewBody } from '../connect/identity-changes/index.ts';
import { rulesVersionsQuery, setRulesBody } from '../connect/identity-rules/index.ts';
import { answer, type Chapter, json, listOf, moment, named, type Operation } from './operation.ts';

const identifier = z.strictObject({ type: z.string(), value: z.string() });
const owned = identifier.extend({ profile_id: z.string().nullable() });

const blockedValue = answer('BlockedValue', {
  type: z.string().optional().describe('Of identifiers of this type; of all when absent.'),
  kind: z.enum(['value', 'pattern']),
  text: z.string(),
});
const rules = answer('IdentityRules', {
  version: z.int().describe('0 while the rules are as shipped.'),
  set: json.describe('What the workspace has set; what it leaves out is as shipped.'),
  types: z
    .array(
      z.strictObject({
        type: z.string(),
        limit: z.int().describe('So many different values one person may have.'),
        period: z.enum(['ever', 'annual', 'monthly', 'weekly']),
        period_days: z.int().nullable().describe('Only values of so many days are counted; null: all.'),
        priority: z.int().describe('1 is the strongest.'),
        merges: z.boolean().describe('False: kept beside people, joins none.'),
        on_conflict: z
          .enum(['keep', 'share', 'transfer'])
          .describe('What becomes of the weaker of two that may not join.'),
        recycle_after_days: z
          .int()
          .nullable()
          .describe('One that was not seen for so long may be transferred.'),
        shipped: z.boolean().describe('Rapport knows the type from the start; false: an own one.'),
      }),
    )
    .describe('The strongest first.'),
  super_node_max: z.int().describe('An identifier named with more stronger ones than this joins nobody.'),
  cluster_identifiers_max: z.int().describe('More identifiers than this are not decided together.'),
  default_country: z.string().nullable().describe('Of telephone numbers that are written without one.'),
  blocked: z
    .strictObject({ shipped: z.array(blockedValue), own: z.array(blockedValue) })
    .describe('Values that name nobody.'),
  application: z
    .strictObject({
      version: z.int(),
      state: z.enum(['none', 'running', 'done']),
      looked_at: z.int().describe('So many of `to_look_at` are done; more may be found on the way.'),
      to_look_at: z.int(),
      people_changed: z.int().describe('People who hold other identifiers than before, so far.'),
      started_at: moment.nullable(),
      finished_at: moment.nullable(),
    })
    .describe('How far people who were there before follow the rules.'),
});
const rulesVersion = answer('IdentityRulesVersion', {
  version: z.int(),
  rules: json,
  at: moment,
  by: z.string(),
  reason: z.string(),
});
const personShown = z.strictObject({
  id: z.string().nullable().describe('Null: somebody who has no number yet.'),
  identifiers: z.array(identifier).describe('At most 50.'),
});
const rulesPreview = answer('IdentityRulesPreview', {
  splits: z.int().describe('People whose identifiers would belong to several.'),
  merges: z.int().describe('People who would hold what belongs to several.'),
  people_before: z.int(),
  people_after: z.int(),
  refusals_before: z.int(),
  refusals_after: z.int(),
  samples: z
    .array(
      z.strictObject({
        kind: z.enum(['split', 'merge']),
        before: z.array(personShown).describe('At most 50.'),
        after: z.array(personShown).describe('At most 50.'),
      }),
    )
    .describe('At most 20.'),
  looked_at: z.int().describe('Identifiers that were looked at.'),
  complete: z.boolean().describe('False: ten seconds were not enough; the counts are of what was looked at.'),
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
export const decision = answer('IdentityDecision', {
  id: z.string(),
  kind: z.enum(['unlink', 'link', 'remove', 'restore', 'split', 'revert']),
  identifiers: z.array(identifier),
  at: moment,
  by: z.string().describe('`member:` or `api_key:` and an id.'),
  by_name: z.string().nullable(),
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
      ...{ id: 'setIdentityRules', method: 'post', path: '/api/identity/rules' },
      ...{ access: 'key', scope: 'profiles:write' },
      summary:
        'Set the rules: they hold for messages at once, and people who are there follow in the background',
      description: 'A new version replaces all that was set; what it leaves out is as shipped.',
      body: setRulesBody,
      answer: rules,
      errors: ['invalid_request', 'conflict'],
    },
    {
      ...{ id: 'listIdentityRulesVersions', ...reading, path: '/api/identity/rules/versions' },
      summary: 'What was set, by whom and why, the latest first',
      query: rulesVersionsQuery,
      answer: listOf('IdentityRulesVersionList', rulesVersion),
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
      description:
        'For `rules` the answer is an `IdentityRulesPreview`, for all others an `IdentityOutcome`.',
      body: previewBody,
      answer: named('IdentityPreview', z.union([outcome, rulesPreview])),
      errors: ['invalid_request', 'not_found', 'profile_not_found'],
    },
    ...(Object.keys(changeBodies) as (keyof typeof changeBodies)[]).map(toOperation),
  ],
};

// Profiles, as the API tells it.
import { z } from 'zod';
import { graphQuery } from '../connect/identity/index.ts';
import { profileListQuery, profileQuery, timelineQuery } from '../connect/profiles/index.ts';
import { changesQuery } from '../understand/timeline/index.ts';
import { decided, gateReason } from './consents.ts';
import { reasons } from './definitions.ts';
import { timeline } from './events.ts';
import { decision } from './identity.ts';
import { answer, type Chapter, evidence, json, moment, named, nextCursor, reason } from './operation.ts';

const identifier = z.strictObject({ type: z.string(), value: z.string() });
const seen = { first_seen_at: moment.nullable(), last_seen_at: moment.nullable() };
export const denied = z
  .array(z.strictObject({ field: z.string(), reason: gateReason }))
  .describe('What the purpose may not see, with the reason. Nothing is silently missing.');

export const masked = z
  .array(z.strictObject({ field: z.string(), reason: gateReason }))
  .describe('What is shown, but not in clear to this role or key, with the reason.');

const personSummary = answer('PersonSummary', {
  id: z.string(),
  display_name: z.string(),
  identifiers: z.array(identifier),
  attributes: json.describe('Name to value.'),
  created_at: moment,
  ...seen,
});

const changes = answer('ProfileChangeList', {
  items: z.array(
    z.strictObject({
      ...{ id: z.string(), at: moment },
      kind: z.enum(['entered', 'left', 'changed']).describe('`changed`: a trait has another value.'),
      reason: z
        .enum(reasons)
        .describe('Why. `definition`: the segment or trait was set, changed or computed once more.'),
      definition: z.strictObject({
        kind: z.enum(['segment', 'trait']),
        ...{ name: z.string(), title: z.string() },
        version: z.int().describe('By which it came to this.'),
        removed: z.boolean().describe('It does not exist any more.'),
      }),
      value: z.unknown().optional().describe('Of a trait. Null where it has none now, or it is denied.'),
      denied: gateReason.nullable().optional().describe('Why the value is not told.'),
      masked: reason.nullable().optional().describe('Why it is not shown in clear.'),
    }),
  ),
  next_cursor: nextCursor,
  denied: denied.optional(),
});

const mergedId = named(
  'MergedId',
  z.strictObject({
    from_profile_id: z.string(),
    into_profile_id: z.string(),
    at: moment,
    reason: z
      .enum(['link', 'derived'])
      .describe(
        '`link`: a message named the two together. `derived`: they were decided anew, with all that hangs on them.',
      ),
    message_id: z.string().nullable().describe('The message that linked the two.'),
    decision: z
      .strictObject({ id: z.string(), kind: z.string(), by: z.string(), at: moment, reason: z.string() })
      .nullable()
      .describe('The decision of a member that it came of.'),
  }),
);

const person = answer('Person', {
  id: z.string().describe('Profile id. Ids of merged profiles keep resolving.'),
  display_name: z.string(),
  identifiers: z.array(
    identifier.extend({
      original: z.string().nullable().describe('As it was sent, where that differs.'),
      first_seen_at: moment,
      source: z
        .string()
        .describe(
          'Slug of the source whose message named it; `consent` where a call of POST /api/consents did.',
        ),
    }),
  ),
  attributes: z.record(
    z.string(),
    z.strictObject({
      value: z.unknown(),
      source: z.string().describe('Slug of the source that told it.'),
      message_id: z.string(),
      collected_at: moment,
    }),
  ),
  traits: z
    .record(
      z.string(),
      z.strictObject({
        value: z.unknown(),
        computed_at: moment.describe('Since when it is the value.'),
        version: z.int().describe('Of the definition, that made it.'),
        evidence,
      }),
    )
    .describe('Computed values of traits for this purpose, by name.'),
  segments: z
    .array(z.strictObject({ name: z.string(), since: moment }))
    .describe('Segments for this purpose that the person is in.'),
  permissions: z
    .record(z.string(), z.strictObject(decided))
    .describe('Per purpose: may it be used now, and why.'),
  denied,
  masked,
  accounts: z.array(
    z.strictObject({
      id: z.string(),
      group_id: z.string(),
      name: z.string().nullable(),
      role: z.string().nullable(),
      since: moment.describe('When the person was first said to belong to it.'),
    }),
  ),
  redirect: mergedId.nullable().describe('Asked for by an id that was merged away: why it leads here.'),
  created_at: moment,
  first_seen_at: moment.nullable().optional(),
  last_seen_at: moment.nullable().optional(),
  event_count: z.number().int().optional(),
});

const lineage = answer('Lineage', {
  items: z.array(
    z.strictObject({
      value: z.unknown(),
      source: z.string(),
      message_id: z.string(),
      collected_at: moment,
      received_at: moment,
      identifier: identifier.describe('The identifier that it was told about.'),
      accepted: z.boolean().describe('It became the value when it arrived.'),
      current: z.boolean().describe('It is the value now.'),
      reason: reason.nullable().describe('Why it was not accepted.'),
    }),
  ),
  next_cursor: nextCursor,
  denied,
  masked,
});

const identityGraph = answer('IdentityGraph', {
  profile_id: z.string(),
  nodes: z.array(
    z.strictObject({
      id: z.string(),
      type: z.string(),
      value: z.string(),
      first_seen_at: moment,
      guessed: z.boolean().describe('Only the `previousId` of an alias names it.'),
      inert: z.string().nullable().describe('Why it joins nobody: super_node, crowded or removed.'),
      links_withheld: z.int().describe('Messages that named more than this and were not permitted to link.'),
      profile_id: z
        .string()
        .nullable()
        .describe(
          'Whose it is: another person where a link joined nobody, null for what is kept beside people.',
        ),
      from_at: moment.nullable().describe('Since when it is this person’s, where it changed hands.'),
      until_at: moment.nullable(),
    }),
  ),
  edges: z.array(
    z.strictObject({
      a: z.string(),
      b: z.string(),
      kind: z
        .string()
        .describe('Type of the message that is the earliest evidence, or `decision` where a member made it.'),
      source: z.string().nullable(),
      message_id: z.string(),
      first_seen_at: moment,
      last_seen_at: moment,
      apart: z.boolean().describe('A member set the two apart: it counts as never told.'),
    }),
  ),
  merges: z.array(mergedId),
  linking: z
    .strictObject(decided)
    .describe('Whether messages may link identifiers now, for the purpose `identity.link`.'),
  refusals: z
    .array(
      z.strictObject({
        a: z.string(),
        b: z.string(),
        reason: z.string().describe('`limit`: a limit was in the way. `shared`: one of the two is nobody’s.'),
        type: z.string().nullable().describe('Type whose limit was in the way.'),
        limit: z.int().nullable(),
        identifiers: z.array(z.string()).describe('Those that are too many together.'),
        weaker: z.string(),
        outcome: z.string().describe('What became of the weaker: kept, shared or transferred.'),
        at: moment,
      }),
    )
    .describe('Links that a rule kept from joining people.'),
  decisions: z.array(decision).describe('What members decided about these identifiers, the latest first.'),
  denied,
  masked,
});

const onePurpose = profileListQuery.pick({ purpose: true });

export const people: Chapter = {
  name: 'People',
  description: 'Profiles: one record per person.',
  operations: [
    {
      id: 'listProfiles',
      method: 'get',
      path: '/api/profiles',
      summary: 'Search people by any identifier or attribute, the newest first',
      description:
        'Every word of `q` must occur. Attributes that the purpose may not see, or that are masked, are not searched either; identifiers that are masked are found by the whole of them.',
      access: 'key',
      scope: 'profiles:read',
      query: profileListQuery,
      answer: answer('PersonList', {
        items: z.array(personSummary),
        next_cursor: nextCursor,
        total: z.number().int(),
        masked: masked.optional(),
      }),
    },
    {
      id: 'getProfile',
      method: 'get',
      path: '/api/profiles/{type}/{value}',
      summary: 'One person, as the purpose may see them',
      access: 'key',
      scope: 'profiles:read',
      query: profileQuery,
      answer: person,
      errors: ['profile_not_found'],
    },
    {
      id: 'listProfileEvents',
      method: 'get',
      path: '/api/profiles/{type}/{value}/events',
      summary: 'The timeline of a person, the newest first',
      access: 'key',
      scope: 'profiles:read',
      query: timelineQuery,
      answer: timeline,
      errors: ['profile_not_found'],
    },
    {
      id: 'listProfileChanges',
      method: 'get',
      path: '/api/profiles/{type}/{value}/changes',
      summary:
        'When a person came into segments and left them, and what their traits became, the newest first',
      description:
        'Only of segments and traits that are for the purpose, those that were removed since among them. Each value is shown as what made it may be seen now.',
      access: 'key',
      scope: 'profiles:read',
      query: changesQuery,
      answer: changes,
      errors: ['profile_not_found'],
    },
    {
      id: 'listLineage',
      method: 'get',
      path: '/api/profiles/{type}/{value}/lineage/{attribute}',
      summary: 'The history of one attribute, accepted and rejected, the newest arrival first',
      access: 'key',
      scope: 'profiles:read',
      query: onePurpose,
      answer: lineage,
      errors: ['profile_not_found'],
    },
    {
      id: 'getIdentityGraph',
      method: 'get',
      path: '/api/profiles/{type}/{value}/identity',
      summary: 'Identifiers of a person, the links between them with their evidence, and the merges',
      access: 'key',
      scope: 'profiles:read',
      query: graphQuery,
      answer: identityGraph,
      errors: ['profile_not_found'],
    },
  ],
};

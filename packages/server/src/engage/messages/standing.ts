// What is known of the people to whom messages are to go, at the moment at which they are to: all that decides, in a few questions
// for all of them.
import { listAllReachedBy, type Reached } from '../../connect/identity/index.ts';
import { listSubjects, type SuppressionList, withSuppressedAt } from '../../connect/permissions/index.ts';
import { readSayings, type Sayings } from '../../connect/preference-changes/index.ts';
import { binaryArray, type Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Subject } from '../../respect/gate/index.ts';
import { listTopics, type Topic } from '../../respect/preferences/index.ts';
import { listPurposes, type Purpose } from '../../respect/purposes/index.ts';
import {
  getResidency,
  listRecipients,
  type RecipientRecord,
  type ResidencyRule,
} from '../../respect/recipients/index.ts';
import type { Account, Channel, ChannelSlug, Point } from '../channels/index.ts';
import { lookBackMs, type MessageRules, type SentBefore } from '../rules/index.ts';
import { type Due, listSentBefore } from './store.ts';

/** One person. */
export type Standing = Reached & {
  subject: Subject;
  /** Those that tell where somebody is: their time zone and country. */
  facts: Record<string, unknown>;
};
type Before = SentBefore & { id: number };

export type World = {
  at: number;
  /** By the id that the message names. */
  people: ReadonlyMap<number, Standing>;
  /** What went to each, by who they are now; what is claimed together is added to it as it is decided. */
  before: Map<number, Before[]>;
  sayings: Sayings;
  purposes: readonly Purpose[];
  topics: readonly Topic[];
  recipients: readonly RecipientRecord[];
  residency: readonly ResidencyRule[];
  rules: MessageRules;
  channels: readonly Channel[];
  accounts: readonly Account[];
  /** Campaigns that do not run now, by their id. */
  held: ReadonlyMap<number, 'paused' | 'cancelled'>;
  /** By which channels the version of a template speaks. */
  speaksBy(templateId: number, version: number): readonly ChannelSlug[];
  /** The person with what the list says of them and of this address. */
  suppressedAt(person: Standing, point: Point): Promise<Subject>;
};

export type WorldDeps = {
  suppressions: SuppressionList;
  channels: readonly Channel[];
  listAccounts(scope: Scope<Queryable>): Promise<readonly Account[]>;
  getRules(scope: Scope<Queryable>): Promise<MessageRules>;
  listSpoken(
    scope: Scope<Queryable>,
    templates: readonly { templateId: number; templateVersion: number }[],
  ): Promise<World['speaksBy']>;
};

const factNames = ['timezone', 'time_zone', 'country', 'address'];

export async function readWorld(
  deps: WorldDeps,
  scope: Scope<Queryable>,
  due: readonly Due[],
  at: Date,
): Promise<World> {
  const ids = [...new Set(due.map(({ profileId }) => profileId))];
  // Sent at once: the database works on one while the next is on its way.
  const [
    reached,
    subjects,
    purposes,
    topics,
    rules,
    accounts,
    speaksBy,
    recipients,
    { rules: residency },
    held,
  ] = await Promise.all([
    listAllReachedBy(scope, ids),
    listSubjects(scope, ids, at.getTime()),
    listPurposes(scope),
    listTopics(scope),
    deps.getRules(scope),
    deps.listAccounts(scope),
    deps.listSpoken(scope, due),
    listRecipients(scope),
    getResidency(scope),
    listHeld(scope, due),
  ]);
  const owners = [...new Set([...reached.values()].map(({ owner }) => owner))];
  const points = [...reached.values()].flatMap((one) => one.reached);
  const given = due.flatMap(({ pointType: type, pointValue: value }) =>
    type === null || value === null ? [] : [{ type, value }],
  );
  const [sayings, facts, before] = await Promise.all([
    readSayings(scope, [...points, ...given]),
    listFacts(scope, owners),
    listSentBefore(scope, owners, new Date(at.getTime() - lookBackMs(rules, 'monthly')), at),
  ]);
  const people = new Map(
    [...reached].flatMap(([id, one]): [number, Standing][] => {
      const subject = subjects.get(id);
      return subject === undefined ? [] : [[id, { ...one, subject, facts: facts.get(one.owner) ?? {} }]];
    }),
  );
  const own = scope as Scope;
  return {
    ...{
      at: at.getTime(),
      people,
      sayings,
      purposes,
      topics,
      recipients,
      residency,
      rules,
      accounts,
      speaksBy,
      held,
    },
    before: Map.groupBy(before, ({ profileId }) => profileId),
    channels: deps.channels,
    suppressedAt: ({ subject, reached: all }, point) =>
      deps.suppressions.any(scope.workspaceId)
        ? withSuppressedAt(own, subject, [...all, point], deps.suppressions, point)
        : Promise.resolve(subject),
  };
}

async function listHeld({ db, workspaceId }: Scope<Queryable>, due: readonly Due[]): Promise<World['held']> {
  const ids = [...new Set(due.flatMap(({ campaignId: id }) => (id === null ? [] : [id])))];
  if (ids.length === 0) return new Map();
  const rows = await db.query<{ id: number; state: 'paused' | 'cancelled' }>(
    'select id, state from held_campaigns where workspace_id = $1 and id = any($2::int4[])',
    [workspaceId, ids],
    'list_held_campaigns',
  );
  return new Map(rows.map(({ id, state }) => [id, state]));
}

async function listFacts(
  { db, workspaceId }: Scope<Queryable>,
  owners: readonly number[],
): Promise<Map<number, Record<string, unknown>>> {
  const rows = await db.query<{ id: number; facts: Record<string, unknown> | null }>(
    `select p.id, (
       select json_object_agg(n, p.attributes -> n -> 'v') from unnest($3::text[]) n where (p.attributes -> n) is not null) as facts
     from profiles p where p.workspace_id = $1 and p.id = any($2::int8[])`,
    [workspaceId, binaryArray('int8', owners), factNames],
    'list_message_facts',
  );
  return new Map(rows.map(({ id, facts }) => [id, facts ?? {}]));
}

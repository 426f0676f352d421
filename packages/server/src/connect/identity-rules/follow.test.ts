// Whatever rules are set one after another, whenever, while messages come and members decide: in the end people are what
// deriving all evidence under the newest rules gives.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { isAppError, type Message, parseMessage } from '@rapport/protocol';
import fc from 'fast-check';
import { standingClock } from '../../platform/clock/index.ts';
import type { Step } from '../../platform/stepping/index.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/index.ts';
import {
  applyDecision,
  assignProfiles,
  derive,
  getRules,
  type HandDecision,
  openIdentityCache,
  type RulesInput,
} from '../identity/index.ts';
import type { Pipeline } from '../pipeline/index.ts';
import { recordProfileChanges, writeDerived } from '../profiles/index.ts';
import { type FollowDeps, takeStep } from './follow.ts';
import { previewRules } from './preview.ts';
import { setRules } from './set-rules.ts';
import { countPeople } from './store.ts';

const numRuns = 200;
const dayMs = 86_400_000;

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(() => database.drop());

type Told = { day: number; message: Message };
type Action =
  | { do: 'tell'; told: Told[] }
  | { do: 'set'; rules: RulesInput }
  /** The last step fails after all its work. */
  | { do: 'follow'; steps: number; fails: boolean }
  | { do: 'decide'; decision: HandDecision };

const often = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { freq: 3, nil: undefined });
const rarely = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { freq: 1, nil: undefined });
const user = fc.constantFrom('u1', 'u2', 'u3', 'u4', 'u5');
const device = fc.constantFrom('d1', 'd2', 'd3', 'd4', 'd5');
const email = fc.constantFrom('p@shop.example', 'q@shop.example', 'r@shop.example');
const phone = fc.constantFrom('+48600600601', '+48600600602');

const message = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .record({
        userId: often(user),
        anonymousId: often(device),
        traits: fc.record({
          email: often(email),
          phone: rarely(phone),
          household_id: rarely(fc.constantFrom('h1', 'h2')),
          card: rarely(fc.constantFrom('c1', 'c2')),
        }),
      })
      .filter(({ userId, anonymousId }) => userId !== undefined || anonymousId !== undefined)
      .map((fields) => ({ type: 'identify', ...fields })),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('alias'), userId: user, previousId: fc.oneof(user, device) }),
  },
);

const told: fc.Arbitrary<Told> = fc
  .record({ day: fc.integer({ min: 1, max: 12 }), id: fc.nat(9999), sent: message })
  .map(({ day, id, sent }) => ({ day, message: parseMessage({ ...sent, messageId: `m${id}` }) as Message }));

const typeRule = fc.record({
  limit: fc.constantFrom(1, 2, 100),
  priority: fc.integer({ min: 1, max: 12 }),
  period: fc.constantFrom('ever' as const, 'ever' as const, 'weekly' as const),
  merges: fc.constantFrom(true, true, true, false),
  on_conflict: fc.constantFrom('keep' as const, 'share' as const, 'transfer' as const),
  recycle_after_days: fc.constantFrom(2, 5),
});
const blocked = fc.subarray([
  { kind: 'value' as const, text: 'u1' },
  { type: 'email', kind: 'pattern' as const, text: '^p' },
  { type: 'anonymous_id', kind: 'value' as const, text: 'd2' },
]);
const superNodeMax = fc.constantFrom(2, 3, 50);
const wildRules: fc.Arbitrary<RulesInput> = fc.record(
  {
    types: fc
      .record(
        {
          ...{ user_id: typeRule, email: typeRule, phone: typeRule },
          ...{ anonymous_id: typeRule, household_id: typeRule, card: typeRule },
        },
        { requiredKeys: [] },
      )
      .map((types) => types as RulesInput['types'] & object),
    super_node_max: superNodeMax,
    blocked,
  },
  { requiredKeys: [] },
);
/** Different in one thing only: what such a change does not reach must not need it. */
const someRules: fc.Arbitrary<RulesInput> = fc.oneof(
  { weight: 2, arbitrary: wildRules },
  fc.constantFrom(1, 2, 5).map((limit) => ({ types: { email: { limit, priority: 4 } } })),
  fc.constantFrom(1, 2).map((limit) => ({ types: { user_id: { limit, priority: 1 } } })),
  fc.boolean().map((merges) => ({ types: { household_id: { limit: 1, priority: 21, merges } } })),
  blocked.map((list) => ({ blocked: list, super_node_max: 2 })),
  superNodeMax.map((most) => ({ super_node_max: most })),
);

const named = fc.oneof(
  user.map((value) => ({ type: 'user_id', value })),
  device.map((value) => ({ type: 'anonymous_id', value })),
  email.map((value) => ({ type: 'email', value })),
);
const decision: fc.Arbitrary<HandDecision> = fc.oneof(
  fc.record({ kind: fc.constantFrom('remove' as const, 'restore' as const), identifier: named }),
  fc.record({ kind: fc.constantFrom('unlink' as const, 'link' as const), a: named, b: named }),
);

const actions: fc.Arbitrary<Action[]> = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        do: fc.constant('tell' as const),
        told: fc.array(told, { minLength: 1, maxLength: 5 }),
      }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('set' as const), rules: someRules }) },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('follow' as const),
        steps: fc.integer({ min: 1, max: 3 }),
        fails: fc.boolean(),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('decide' as const), decision }) },
  ),
  { minLength: 3, maxLength: 14 },
);

/** A workspace of its own, with the parts of the pipeline that identity needs. */
class World {
  readonly workspaceId: number;
  readonly #cache = openIdentityCache();
  readonly #memory = new Map();
  readonly #steps: Record<Step, number>;
  #fails = false;

  constructor(workspaceId: number, steps: Record<Step, number>) {
    this.workspaceId = workspaceId;
    this.#steps = steps;
  }

  readonly takeTurn: Pipeline['takeTurn'] = async (work) => {
    const { answer } = await database.db.transaction(async (tx) => {
      const result = await work({ tx, ...nextBatch() });
      if (this.#fails) throw new Error('as if killed');
      return result;
    });
    this.#cache.clear();
    return answer;
  };

  get deps(): FollowDeps {
    return {
      db: database.db,
      clock: standingClock(new Date('2026-03-20T00:00:00Z')),
      takeTurn: this.takeTurn,
    };
  }

  async act(action: Action): Promise<void> {
    const scope = { db: database.db, workspaceId: this.workspaceId };
    const maker = { by: 'test', reason: '' };
    if (action.do === 'tell') await this.tell(action.told);
    if (action.do === 'set') await setRules(this, scope, { input: action.rules, expected: undefined }, maker);
    if (action.do === 'follow') await this.follow(action.steps, action.fails);
    if (action.do === 'decide') await this.decide(action.decision);
  }

  async follow(steps: number, fails: boolean): Promise<void> {
    for (let step = 0; step < steps; step += 1) await this.step(1 + (step % 2), 3);
    if (!fails) return;
    this.#fails = true;
    await this.step(2, 3).catch(({ message }: Error) => assert.equal(message, 'as if killed'));
    this.#fails = false;
  }

  async step(clusters: number, identifiers: number): Promise<Step> {
    const step = await takeStep(this.deps, this.workspaceId, { clusters, identifiers });
    this.#steps[step] += 1;
    return step;
  }

  async tell(messages: readonly Told[]): Promise<void> {
    const settled = await database.db.transaction(async (tx) => {
      const scope = { db: tx, workspaceId: this.workspaceId };
      const { rules, read } = await getRules(scope, this.#memory);
      const { makeId, at, version } = nextBatch();
      const items = messages.map(({ day, message: one }) => ({
        ...{
          message: one,
          messageId: one.messageId as string,
          timestampMs: day * dayMs,
          receivedMs: day * dayMs,
        },
        ...{ source: { id: 1, settings: { rank: 50 } }, named: read(one).identifiers },
      }));
      const assignment = await assignProfiles(items, { scope, cache: this.#cache, rules, makeId, at });
      const permissions = { snapshots: items.map(() => 0n), changed: [], quiet: true };
      await recordProfileChanges(scope, { items, assignment, permissions, makeId, at, version });
      for (const profileId of assignment.profileOf) assert.equal(typeof profileId, 'number');
      return assignment.settled;
    });
    this.#cache.commit(settled);
  }

  async decide(one: HandDecision): Promise<void> {
    try {
      await this.takeTurn(async ({ tx, makeId, at, version }) => {
        const scope = { db: tx, workspaceId: this.workspaceId };
        const { rules } = await getRules(scope);
        const deps = { scope, rules, makeId, at };
        const { people } = await applyDecision(one, { by: 'test', reason: '' }, deps);
        return { answer: undefined, profileLines: await writeDerived(scope, people, at, version) };
      }, true);
    } catch (error) {
      if (!isAppError(error)) throw error;
    }
  }
}

let batches = 0;
function nextBatch() {
  batches += 1;
  let last = batches * 1000;
  return { makeId: () => (last += 1), at: new Date(batches), version: batches };
}

async function openWorld(steps: Record<Step, number>): Promise<World> {
  batches += 1;
  const [row] = await database.db.query<{ id: number }>(
    `insert into workspaces (slug, name, created_at) values ($1, 'Test', $2) returning id`,
    [`test-${batches}`, new Date(0)],
  );
  return new World(row?.id as number, steps);
}

type Row = {
  id: number;
  type: string;
  value: string;
  inert: string | null;
  profile_id: number | null;
  partners: number;
};
type Reading = { people: string[]; refusals: string[]; superNodes: string[] };

/** What deriving everything at once says. What never had anybody, and joins nobody, is left out. */
async function deriveAll({ workspaceId }: World): Promise<Reading> {
  const { rules } = await getRules({ db: database.db, workspaceId });
  const rows = await database.db.query<Row & { first_ms: number }>(
    `select id, type, value, inert, profile_id, partners,
       case when guessed then 'Infinity'::float8 else (extract(epoch from first_seen_at) * 1000)::float8 end as first_ms
     from identifiers where workspace_id = $1`,
    [workspaceId],
  );
  const nodes = rows
    .filter(
      ({ type, profile_id }) => profile_id !== null || rules.ranked[rules.rankOf.get(type) ?? -1]?.merges,
    )
    .map(({ id, type, value, inert, first_ms: firstSeenMs }) => {
      const mark = inert === 'removed' ? 'removed' : rules.isBlocked(type, value) ? 'blocked' : undefined;
      return {
        id,
        type,
        value,
        firstSeenMs,
        ...(mark === undefined ? {} : { inert: mark as 'removed' | 'blocked' }),
      };
    });
  const pairs = await database.db.query<{ a: number; b: number; apart: boolean; former: number | null }>(
    `select a_id as a, b_id as b, apart, former_id as former, message_id as "messageId", source_id as "sourceId",
       (extract(epoch from first_seen_at) * 1000)::float8 as "firstSeenMs",
       (extract(epoch from last_seen_at) * 1000)::float8 as "lastSeenMs"
     from links where workspace_id = $1`,
    [workspaceId],
  );
  const derived = derive({ nodes, pairs: pairs as never }, rules);
  const nameOf = new Map(nodes.map(({ id, type, value }) => [id, `${type}:${value}`]));
  const people = derived.people.map((): string[] => []);
  nodes.forEach(({ id }, place) => {
    const owned = derived.changedHands.get(id) ?? [
      { fromMs: -Infinity, person: derived.personOf[place] as number },
    ];
    for (const { fromMs, person } of owned) people[person]?.push(`${nameOf.get(id)}@${fromMs}`);
  });
  return {
    people: people.map((held) => held.sort().join(' ')).sort(),
    refusals: derived.refusals
      .map(
        ({ a, b, reason, type, outcome }) => `${nameOf.get(a)} ${nameOf.get(b)} ${reason} ${type} ${outcome}`,
      )
      .sort(),
    superNodes: derived.superNodes.map(({ id }) => nameOf.get(id) as string).sort(),
  };
}

/** What is stored. */
async function readStored({ workspaceId }: World): Promise<Reading> {
  const people = await database.db.query<{ held: string[] }>(
    `select array_agg(i.type || ':' || i.value || '@' || coalesce((extract(epoch from h.from_at) * 1000)::int8::text, '-Infinity')) as held
     from holdings h join identifiers i on i.id = h.identifier_id where h.workspace_id = $1 group by h.profile_id`,
    [workspaceId],
  );
  const refusals = await database.db.query<{ text: string }>(
    `select concat_ws(' ', a.type || ':' || a.value, b.type || ':' || b.value, r.reason, coalesce(r.type, 'null'), r.outcome) as text
     from identity_refusals r join identifiers a on a.id = r.a_id join identifiers b on b.id = r.b_id where r.workspace_id = $1`,
    [workspaceId],
  );
  const superNodes = await database.db.query<{ name: string }>(
    `select type || ':' || value as name from identifiers where workspace_id = $1 and inert = 'super_node'`,
    [workspaceId],
  );
  return {
    people: people.map(({ held }) => held.sort().join(' ')).sort(),
    refusals: refusals.map(({ text }) => text).sort(),
    superNodes: superNodes.map(({ name }) => name).sort(),
  };
}

/** Everybody who holds something has a profile, nobody else does, and all former ids lead to one of them. */
async function assertProfiles({ workspaceId }: World): Promise<void> {
  const [row] = await database.db.query(
    `with held as (select distinct profile_id as id from holdings where workspace_id = $1),
       living as (select id from profiles where workspace_id = $1)
     select (select count(*) from held full join living using (id) where held.* is null or living.* is null) as differing,
       (select count(*) from profile_redirects r where workspace_id = $1
          and (not exists (select from living where id = r.into_id) or exists (select from living where id = r.from_id))) as lost,
       (select count(*) from identity_rule_work where workspace_id = $1) as left_over`,
    [workspaceId],
  );
  assert.deepEqual(row, { differing: 0, lost: 0, left_over: 0 });
}

async function followToTheEnd(world: World): Promise<void> {
  for (let steps = 0; (await world.step(2, 4)) !== 'done'; steps += 1) assert.ok(steps < 500);
}

describe('Following the rules', () => {
  test('ends where deriving everything anew ends, whatever came meanwhile', {
    timeout: 300_000,
  }, async () => {
    const steps: Record<Step, number> = { written: 0, read: 0, busy: 0, done: 0 };
    await fc.assert(
      fc.asyncProperty(actions, async (list) => {
        const world = await openWorld(steps);
        for (const action of list) await world.act(action);
        await followToTheEnd(world);
        assert.deepEqual(await readStored(world), await deriveAll(world));
        await assertProfiles(world);
        // What comes afterwards finds everything as it should be.
        for (const action of list) if (action.do === 'tell') await world.tell(action.told);
        assert.deepEqual(await readStored(world), await deriveAll(world));
      }),
      { numRuns },
    );
    assert.ok(steps.written > numRuns / 2 && steps.read > numRuns, JSON.stringify(steps));
  });

  test('ends as the preview said', { timeout: 300_000 }, async () => {
    const steps: Record<Step, number> = { written: 0, read: 0, busy: 0, done: 0 };
    let changed = 0;
    await fc.assert(
      fc.asyncProperty(actions, someRules, async (list, rules) => {
        const world = await openWorld(steps);
        for (const action of list) await world.act(action);
        await followToTheEnd(world);
        const scope = { db: database.db, workspaceId: world.workspaceId };
        const before = await countPeople(scope);
        const shown = await previewRules(scope, rules);
        assert.deepEqual(await countPeople(scope), before);
        await world.act({ do: 'set', rules });
        await followToTheEnd(world);
        const after = await countPeople(scope);
        assert.ok(shown.complete);
        assert.deepEqual(
          [shown.people_before, shown.people_after, shown.refusals_before, shown.refusals_after],
          [before.people, after.people, before.refusals, after.refusals],
        );
        if (shown.splits + shown.merges > 0) changed += 1;
        assert.equal(shown.samples.length > 0, shown.splits + shown.merges > 0);
      }),
      { numRuns },
    );
    assert.ok(changed > numRuns / 10, String(changed));
  });
});

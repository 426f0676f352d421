// Whatever is published and tracked, whoever comes meanwhile, wherever a step is killed: in the end every row is as it should be.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Message, parseMessage } from '@rapport/protocol';
import fc from 'fast-check';
import { standingClock } from '../../platform/clock/index.ts';
import type { Step } from '../../platform/stepping/index.ts';
import { listPurposes, publishPurpose, retirePurpose } from '../../respect/purposes/index.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/index.ts';
import { track } from '../attributes/index.ts';
import { assignProfiles, getRules, openIdentityCache } from '../identity/index.ts';
import type { Pipeline, Turn } from '../pipeline/index.ts';
import { recordProfileChanges, toMirrorLines } from '../profiles/index.ts';
import { takeStep } from './follow.ts';
import { listUnfinished } from './store.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(() => database.drop());

const at = new Date('2026-03-20T00:00:00Z');
const killed = new Error('as if killed');
let batches = 0;

/** A workspace of its own, with the parts of the pipeline that the mirror needs, and with what the event store would hold. */
class World {
  readonly workspaceId: number;
  readonly rows = new Map<number, Record<string, unknown> & { id: number; version: number }>();
  waiting = 0;
  kills = false;
  readonly steps: Record<Step, number>;
  readonly #cache = openIdentityCache();
  #published = 0;

  constructor(workspaceId: number, steps: Record<Step, number>) {
    this.workspaceId = workspaceId;
    this.steps = steps;
  }

  get scope() {
    return { db: database.db, workspaceId: this.workspaceId };
  }

  readonly takeTurn: Pipeline['takeTurn'] = async (work) => {
    const { answer, profileLines } = await database.db.transaction(async (tx) => {
      await tx.query('select pg_advisory_xact_lock(4711, $1)', [this.workspaceId]);
      batches += 1;
      let last = batches * 1000;
      const turn: Turn = { tx, at, version: batches, makeId: () => (last += 1) };
      const result = await work(turn);
      if (this.kills) throw killed;
      return result;
    });
    for (const line of profileLines) {
      const row = JSON.parse(line) as { id: number; version: number };
      if (row.version > (this.rows.get(row.id)?.version ?? 0)) this.rows.set(row.id, row);
    }
    return answer;
  };

  /** `meanwhile` is done when the batch has read what holds. */
  async tell(userId: string, traits: object, meanwhile = async (): Promise<void> => {}): Promise<void> {
    const message = parseMessage({ type: 'identify', userId, traits, messageId: `m${batches}` }) as Message;
    await this.takeTurn(async ({ tx, makeId, version }) => {
      const scope = { db: tx, workspaceId: this.workspaceId };
      const { rules, read } = await getRules(scope);
      const times = { timestampMs: batches, receivedMs: batches };
      const items = [
        {
          ...{ message, messageId: message.messageId as string, ...times },
          ...{ source: { id: 1, settings: { rank: 50 } }, named: read(message).identifiers },
        },
      ];
      const purposes = await listPurposes(scope);
      await meanwhile();
      const assignment = await assignProfiles(items, { scope, cache: this.#cache, rules, makeId, at });
      const permissions = { snapshots: [1n], changed: [], quiet: true };
      const changes = { items, assignment, permissions, purposes, makeId, at, version };
      const profileLines = await recordProfileChanges(scope, changes);
      this.#cache.commit(assignment.settled);
      return { answer: undefined, profileLines };
    }, true);
  }

  async publish(): Promise<void> {
    this.#published += 1;
    const words = { slug: `purpose_${this.#published}`, name: 'A purpose', description: 'For a test' };
    const ground = { legal_basis: 'legitimate_interest', consent_model: 'opt_out' } as const;
    await database.db.transaction((tx) =>
      publishPurpose({ ...this.scope, db: tx }, { ...words, ...ground }, at, 'test'),
    );
  }

  async retire(): Promise<void> {
    const [purpose] = await listPurposes(this.scope);
    if (purpose !== undefined) await retirePurpose(this.scope, purpose.slug, at);
  }

  async step(people = 2): Promise<Step> {
    const deps = {
      ...{ db: database.db, clock: standingClock(at) },
      pipeline: { takeTurn: this.takeTurn, turnsWaiting: () => this.waiting },
    };
    const step = await takeStep(deps, this.workspaceId, { people });
    this.steps[step] += 1;
    return step;
  }

  async follow(steps: number, isKilled: boolean): Promise<void> {
    for (let i = 0; i < steps; i += 1) await this.step(1 + (i % 2));
    this.kills = isKilled;
    await this.step().catch((error: unknown) => assert.equal(error, killed));
    this.kills = false;
  }

  async followToTheEnd(): Promise<void> {
    for (let steps = 0; (await this.step()) !== 'done'; steps += 1) assert.ok(steps < 200);
    assert.ok(!(await listUnfinished(database.db)).includes(this.workspaceId));
  }

  /** Returns how many people there are. */
  async compare(): Promise<number> {
    const people = await database.db.query<{ id: number }>(
      'select id from profiles where workspace_id = $1 order by id',
      [this.workspaceId],
    );
    const ids = people.map(({ id }) => id);
    const lines = await toMirrorLines(this.scope, ids, { at, version: 0 });
    for (const line of lines) {
      const { version: _, ...expected } = JSON.parse(line) as { id: number; version: number };
      const { version: _old, ...row } = this.rows.get(expected.id) ?? { version: 0 };
      assert.deepEqual(row, expected);
    }
    return ids.length;
  }
}

const noSteps = (): Record<Step, number> => ({ written: 0, read: 0, busy: 0, done: 0 });

async function openWorld(steps = noSteps()): Promise<World> {
  batches += 1;
  const [row] = await database.db.query<{ id: number }>(
    `insert into workspaces (slug, name, created_at) values ($1, 'Test', $2) returning id`,
    [`test-${batches}`, at],
  );
  return new World(row?.id as number, steps);
}

type Action =
  | { do: 'tell'; userId: string; traits: object }
  | { do: 'publish' | 'retire' }
  | { do: 'track'; name: string }
  /** The last step is killed after all its work. */
  | { do: 'follow'; steps: number; isKilled: boolean };

const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('tell' as const),
      userId: fc.constantFrom('u1', 'u2', 'u3', 'u4', 'u5', 'u6'),
      traits: fc.record(
        { plan: fc.constantFrom('gold', 'free'), city: fc.constant('Oslo') },
        { requiredKeys: [] },
      ),
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom({ do: 'publish' as const }, { do: 'retire' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('track' as const),
      name: fc.constantFrom('plan', 'city', 'none'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('follow' as const),
      steps: fc.nat(3),
      isKilled: fc.boolean(),
    }),
  },
);

async function act(world: World, one: Action): Promise<void> {
  if (one.do === 'tell') await world.tell(one.userId, one.traits);
  if (one.do === 'publish') await world.publish();
  if (one.do === 'retire') await world.retire();
  if (one.do === 'track') await track(world.scope, [one.name], at);
  if (one.do === 'follow') await world.follow(one.steps, one.isKilled);
}

describe('The mirror follows', { timeout: 300_000 }, () => {
  test('whatever happens in whatever order', async () => {
    const steps = noSteps();
    let people = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 3, maxLength: 20 }), async (actions) => {
        const world = await openWorld(steps);
        for (const one of actions) await act(world, one);
        await world.followToTheEnd();
        people += await world.compare();
      }),
      { numRuns: 150 },
    );
    assert.ok(people > 150 && steps.written > 150, JSON.stringify({ people, ...steps }));
  });

  test('a batch that began under the purposes and attributes of before', async () => {
    const world = await openWorld();
    await world.tell('u1', { plan: 'free' });
    await world.followToTheEnd();
    let following: Promise<void> | undefined;
    await world.tell('u2', { plan: 'gold' }, async () => {
      await world.publish();
      following = world.followToTheEnd();
      await sleep(100);
    });
    await following;
    assert.equal(await world.compare(), 2);
    await world.tell('u3', { plan: 'gold' });
    await track(world.scope, ['plan'], at);
    await world.followToTheEnd();
    assert.equal(await world.compare(), 3);
  });

  test('begins anew where purposes change in the middle', async () => {
    const world = await openWorld();
    for (const userId of ['u1', 'u2', 'u3', 'u4']) await world.tell(userId, {});
    await world.publish();
    assert.deepEqual([await world.step(), await world.step()], ['read', 'written']);
    await world.publish();
    const left = [await world.step(), await world.step(), await world.step(), await world.step()];
    assert.deepEqual(left, ['read', 'written', 'written', 'read']);
    assert.equal(await world.step(), 'done');
    assert.equal(await world.compare(), 4);
  });

  test('waits while the event store is behind, and gives way to another server', async () => {
    const world = await openWorld();
    await world.tell('u1', {});
    await world.publish();
    assert.equal(await world.step(), 'read');
    world.waiting = 100;
    assert.equal(await world.step(), 'busy');
    world.waiting = 0;
    let other: Step | undefined;
    await database.db.transaction(async (tx) => {
      await tx.query(`select pg_advisory_xact_lock(hashtextextended('mirror', $1))`, [world.workspaceId]);
      other = await world.step();
    });
    assert.equal(other, 'busy');
    assert.equal(await world.step(), 'written');
    assert.equal(await world.step(), 'done');
  });
});

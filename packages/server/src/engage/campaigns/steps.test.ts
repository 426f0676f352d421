// The steps of a run on a database: whatever ends in the middle of them, and however many take them, each person gets one message.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { standingClock } from '../../platform/clock/index.ts';
import { silentLog } from '../../platform/log/index.ts';
import type { Database } from '../../platform/postgres/index.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/index.ts';
import { shippedRules } from '../rules/index.ts';
import { assignArm, heldOut } from './assignment.ts';
import type { Frozen, Plan } from './model.ts';
import { type RunningDeps, takeStep } from './running.ts';

const start = new Date('2026-11-28T12:00:00Z');
const clock = standingClock(start);
let database: TestDatabase;
let db: Database;
const workspaceId = 1;

before(async () => {
  database = await createTestDatabase();
  db = database.db;
  await db.query(`insert into workspaces (slug, name, created_at) values ('default', 'Default', $1)`, [
    start,
  ]);
  await db.query(
    `insert into templates (workspace_id, slug, title, topic, newest, published, updated_at, updated_by)
     values (1, 'sale', 'Sale', 'offers', 1, 1, $1, 'test')`,
    [start],
  );
});
after(() => database.drop());

const people = 100;
async function forget(): Promise<void> {
  for (const table of ['messages', 'campaign_people', 'campaign_runs', 'campaigns'])
    await db.query(`delete from ${table}`);
}

/** Of every ten the first is excluded, and the second lives in Warsaw. */
beforeEach(async () => {
  await forget();
  for (const table of ['profile_redirects', 'profile_states', 'profiles'])
    await db.query(`delete from ${table}`);
  await db.query(
    `insert into profiles (id, workspace_id, created_at, attributes)
     select i, 1, $1, case i % 10 when 2 then '{"timezone":{"v":"Europe/Warsaw"}}'::json else '{}'::json end from generate_series(1, $2::int) i`,
    [start, people],
  );
  await db.query(
    `insert into profile_states (workspace_id, profile_id, stays, traits)
     select 1, i, jsonb_build_object('7', '["1",0,"event"]'::jsonb, '8', case i % 10 when 1 then '["1","0","event"]'::jsonb else '["1","9","event"]'::jsonb end),
       case i % 10 when 3 then '{"5":{"v":"sms"}}'::jsonb else '{}'::jsonb end from generate_series(1, $1::int) i`,
    [people],
  );
});

const plan: Plan = {
  template: 'sale',
  audience: { segments: ['fans'], match: 'any', excluding: { segments: ['away'], lists: [] } },
  channel: { by: 'fixed', channel: 'email', fallbacks: ['sms'] },
  hour: null,
  when: { kind: 'once', at: null, zone: 'UTC' },
  ...{ throttle: null, expires_after: null, priority: null, conversion: null },
  experiment: { arms: [], holdout: 20 },
};
const template = { slug: 'sale', version: 1, topic: 'offers', purpose: null };

async function beginRun(given: Partial<Plan> = {}): Promise<number> {
  const whole = { ...plan, ...given };
  const [made] = await db.query<{ id: number }>('select id from templates');
  const sent = { ...template, id: made?.id as number, channels: ['email' as const, 'sms' as const] };
  const names = whole.experiment.arms.length === 0 ? [''] : whole.experiment.arms.map(({ name }) => name);
  const frozen: Frozen = {
    ...{ plan: whole, purposes: [], traits: {} },
    templates: Object.fromEntries(names.map((name) => [name, sent])),
    audience: { segments: [7], excludedSegments: [8], excludedLists: [] },
  };
  const [campaign] = await db.query<{ id: number }>(
    // Arms follow from its id: it is always the same.
    `insert into campaigns (id, workspace_id, slug, title, plan, kind, state, version, created_at, updated_at, updated_by)
     overriding system value values (1, 1, 'spring', 'Spring', $1, $3, 'running', 1, $2, $2, 'test') returning id`,
    [JSON.stringify(whole), start, whole.when.kind],
  );
  await db.query(
    `insert into campaign_runs (workspace_id, campaign_id, number, planned_at, state, frozen, started_at, listens_from, looked_at)
     values (1, $1, 1, $2, 'enrolling', $3, $2, $2, $2)`,
    [campaign?.id, start, JSON.stringify(frozen)],
  );
  return campaign?.id as number;
}

const toDeps = (own: Database): RunningDeps => ({
  ...{ db: own, clock, log: silentLog, channels: [] },
  getRules: async () => shippedRules,
  onMade: () => {},
});

async function runAll(own = db, size = 17): Promise<void> {
  while ((await takeStep(toDeps(own), workspaceId, { people: size })) !== 'busy');
}

type Row = { profile_id: number; arm: string | null; channel: string; due_at: Date; key: string };
const listMade = (): Promise<Row[]> =>
  db.query<Row>('select profile_id, arm, channel, due_at, key from messages order by profile_id, key');
const countStates = async (): Promise<Record<string, number>> => {
  const rows = await db.query<{ state: string; count: number }>(
    'select state, count(*)::int4 as count from campaign_people group by state order by state',
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
};
const isIncluded = (id: number): boolean => id % 10 !== 1;
const ids = Array.from({ length: people }, (_, i) => i + 1).filter(isIncluded);
const notHeld = (campaignId: number): number[] =>
  ids.filter((id) => assignArm(plan.experiment, campaignId, id) !== heldOut);

/** A database that breaks at the statement of this number, as one whose process was killed before it. */
function breaking(at: number): { db: Database; count(): number } {
  let count = 0;
  const broken: Database = {
    ...db,
    transaction: (work) =>
      db.transaction((tx) =>
        work({
          ...tx,
          query(...asked) {
            count += 1;
            if (count === at) throw new Error('Killed');
            return tx.query(...asked);
          },
        }),
      ),
  };
  return { db: broken, count: () => count };
}

describe('A run', () => {
  test('makes one message for each of the audience, and none for those who are held out', async () => {
    const id = await beginRun();
    await runAll();
    const made = await listMade();
    assert.deepEqual(
      made.map((one) => one.profile_id),
      notHeld(id),
    );
    assert.deepEqual(await countStates(), { held_out: ids.length - made.length, made: made.length });
    assert.ok(made.length < ids.length);
    const [run] = await db.query<{ id: number; state: string }>('select id, state from campaign_runs');
    assert.equal(run?.state, 'sending');
    assert.ok(made.every(({ key, profile_id }) => key === `campaign/${id}/${run?.id}/${profile_id}`));
  });

  test('that is killed before any of its statements comes to the same', async () => {
    const whole = breaking(0);
    await beginRun();
    await runAll(whole.db);
    const [expected, states] = [await listMade(), await countStates()];
    const toWho = ({ profile_id, arm, channel, due_at }: Row) => ({ profile_id, arm, channel, due_at });
    assert.ok(whole.count() > 20);
    for (let at = 1; at <= whole.count(); at += 1) {
      await forget();
      await beginRun();
      await assert.rejects(runAll(breaking(at).db), /Killed/);
      await runAll();
      assert.deepEqual((await listMade()).map(toWho), expected.map(toWho), `killed at ${at}`);
      assert.deepEqual(await countStates(), states);
    }
  });

  test('that two servers work on at once makes nobody two', async () => {
    const id = await beginRun();
    await Promise.all([runAll(db, 7), runAll(db, 11), runAll(db, 3)]);
    await runAll();
    assert.deepEqual(
      (await listMade()).map((one) => one.profile_id),
      notHeld(id),
    );
  });

  test('leaves out who left meanwhile, who is gone, and whom it has reached as somebody else', async () => {
    const id = await beginRun({ experiment: { arms: [], holdout: 0 } });
    // The audience, and the first ten of it.
    for (let step = 0; step < 2; step += 1) await takeStep(toDeps(db), workspaceId, { people: 10 });
    await db.query(`update profile_states set stays = '{"7":["1","5","event"]}' where profile_id = 50`);
    await db.query('delete from profile_states where profile_id in (60, 90)');
    await db.query('delete from profiles where id in (5, 60, 80)');
    await db.query('delete from profiles where id = 90');
    // 5 had a message and is 82 now; 80 has none and is 82 too; 70 is 3, who had one.
    await db.query(
      `insert into profile_redirects (from_id, workspace_id, into_id, merged_at, message_id, reason)
       select f, 1, t, $1, '', 'link' from unnest(array[5, 80, 70], array[82, 82, 3]) n(f, t)`,
      [start],
    );
    await db.query('delete from profiles where id = 70');
    await runAll();
    const made = await listMade();
    assert.deepEqual(
      made.map((one) => one.profile_id),
      ids.filter((one) => ![50, 60, 70, 80, 82, 90].includes(one)),
    );
    assert.equal(new Set(made.map(({ key }) => key)).size, made.length);
    assert.ok(made.every(({ key }) => key.startsWith(`campaign/${id}/`)));
    assert.deepEqual(await countStates(), { gone: 2, left: 1, made: made.length, merged: 3 });
  });

  test('spreads messages over hours, from any step to the next', async () => {
    await beginRun({ throttle: 20, experiment: { arms: [], holdout: 0 }, expires_after: 'PT1H' });
    await runAll(db, 13);
    const hours = Map.groupBy(await listMade(), ({ due_at }) =>
      Math.floor((due_at.getTime() - start.getTime()) / 3_600_000),
    );
    assert.deepEqual([...hours.entries()].map(([hour, own]) => [hour, own.length]).sort(), [
      [0, 20],
      [1, 20],
      [2, 20],
      [3, 20],
      [4, 10],
    ]);
    const [row] = await db.query<{ one: boolean }>(
      `select bool_and(expires_at = due_at + interval '1 hour') as one from messages`,
    );
    assert.equal(row?.one, true);
  });

  test('waits for the hour in each person’s own zone, and for their best one', async () => {
    const planned = { kind: 'once', at: '2026-11-29T09:00', zone: 'person' } as const;
    await beginRun({ when: planned, experiment: { arms: [], holdout: 0 } });
    // When it is nine at the far end of the Pacific.
    await db.query('update campaign_runs set planned_at = $1', [new Date('2026-11-28T19:00:00Z')]);
    await runAll();
    const dueOf = new Map((await listMade()).map((one) => [one.profile_id, one.due_at.toISOString()]));
    assert.equal(dueOf.get(2), '2026-11-29T08:00:00.000Z');
    assert.equal(dueOf.get(3), '2026-11-29T09:00:00.000Z');
    await forget();
    await beginRun({
      hour: { by: 'trait', trait: 'none', reads: 'hour', otherwise: '19:30' },
      experiment: { arms: [], holdout: 0 },
    });
    await runAll();
    const best = new Map((await listMade()).map((one) => [one.profile_id, one.due_at.toISOString()]));
    assert.equal(best.get(2), '2026-11-28T18:30:00.000Z');
    assert.equal(best.get(3), '2026-11-28T19:30:00.000Z');
  });
});

// Two workers on one database, and decisions between their batches: the same people as one worker finds in one batch.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { standingClock } from '../../platform/clock/index.ts';
import { anIdentify, type Sent } from '../../testing/index.ts';
import { createSourceDatabase, deliver, type SourceDatabase } from '../../testing/unresolved.ts';
import { applyDecision, getRules, openIdentityCache } from '../identity/index.ts';
import { openStatementMemory } from '../permissions/index.ts';
import { writeDerived } from '../profiles/index.ts';
import { openAhead } from './ahead.ts';
import { defaultPrepareLimits } from './prepare.ts';
import { resolveNext } from './resolve.ts';
import { takeTurn } from './turn.ts';

const clock = standingClock(new Date('2026-05-01T00:00:00Z'));
let shared: SourceDatabase;
let alone: SourceDatabase;
before(async () => {
  shared = await createSourceDatabase(clock);
  alone = await createSourceDatabase(clock);
});
after(async () => {
  await shared.drop();
  await alone.drop();
});

const message: fc.Arbitrary<Sent> = fc
  .record({
    user: fc.nat(9),
    device: fc.nat(7),
    mail: fc.nat(7),
    day: fc.integer({ min: 1, max: 9 }),
    known: fc.boolean(),
  })
  .map(({ user, device, mail, day, known }) =>
    anIdentify({
      userId: known ? `user-${user}` : undefined,
      anonymousId: `device-${device}`,
      traits: { email: `mail-${mail}@shop.example`, city: `city-${day}` },
      timestamp: `2026-04-0${day}T00:00:00Z`,
    }),
  );

/** The first message ties the two, so that they can be set apart at any moment afterwards. */
const pairs = Array.from({ length: 6 }, (_, i) => [`device-${i}`, `mail-${i}@shop.example`] as const);
const first = pairs.map(([anonymousId, email], i) =>
  anIdentify({ userId: undefined, anonymousId, traits: { email }, timestamp: `2026-04-0${i + 1}T12:00:00Z` }),
);

async function deliverParts(database: SourceDatabase, messages: Sent[], perRequest: number): Promise<void> {
  for (let from = 0; from < messages.length; from += perRequest)
    await deliver(database, messages.slice(from, from + perRequest), clock);
}

/** A worker with a memory of its own that prepares ahead, until nothing waits. Returns how many batches it resolved. */
async function work({ db }: SourceDatabase, messagesMax: number): Promise<number> {
  const deps = {
    db,
    clock,
    cache: openIdentityCache(),
    rules: new Map(),
    statements: openStatementMemory(),
    catalogTypes: new Map(),
    limits: defaultPrepareLimits,
    deduplicationDays: 7,
    ahead: openAhead(db, messagesMax),
  };
  let batches = 0;
  while ((await resolveNext(deps, messagesMax)) !== undefined) batches += 1;
  return batches;
}

function unlink(
  { db, workspaceId }: SourceDatabase,
  [device, email]: readonly [string, string],
): Promise<unknown> {
  return takeTurn(
    { db, clock },
    async ({ tx, makeId, at, version }) => {
      const scope = { db: tx, workspaceId };
      const { rules } = await getRules(scope);
      const { people } = await applyDecision(
        { kind: 'unlink', a: { type: 'anonymous_id', value: device }, b: { type: 'email', value: email } },
        { by: 'test', reason: '' },
        { scope, rules, makeId, at },
      );
      return { answer: undefined, profileLines: await writeDerived(scope, people, at, version) };
    },
    true,
    () => {},
  );
}

/** People, refusals and values by name: numbers depend on who came first. */
async function read({ db }: SourceDatabase): Promise<unknown> {
  const people = await db.query(
    `select array_agg(i.type || ':' || i.value || '@' || coalesce(h.from_at::text, '') order by i.type, i.value, h.from_at) as held,
       (select jsonb_object_agg(key, value -> 'v') from json_each(p.attributes)) as attributes
     from holdings h join identifiers i on i.id = h.identifier_id join profiles p on p.id = h.profile_id group by p.id order by 1`,
  );
  const refusals = await db.query(
    `select least(a.value, b.value) as a, greatest(a.value, b.value) as b, reason, r.type, outcome from identity_refusals r
     join identifiers a on a.id = a_id join identifiers b on b.id = b_id order by 1, 2`,
  );
  return { people, refusals };
}

test('two workers and members at once find the people that one worker finds', async (t) => {
  const seed = Math.floor(Date.now() / 86_400_000);
  t.diagnostic(`seed ${seed}`);
  const messages = fc.sample(message, { numRuns: 400, seed });
  for (const database of [shared, alone]) await deliver(database, first, clock);
  await work(shared, 100);
  await deliverParts(shared, messages, 2);
  const [one, other] = await Promise.all([
    work(shared, 3),
    work(shared, 5),
    ...pairs.slice(0, 4).map((pair) => unlink(shared, pair)),
  ]);
  assert.ok(one > 5 && other > 5, `${one} and ${other} batches`);
  await deliver(alone, messages, clock);
  await work(alone, 5000);
  for (const pair of pairs.slice(0, 4)) await unlink(alone, pair);
  assert.deepEqual(await read(shared), await read(alone));
});

// A statement that fails, each in turn: nothing half done stays, and what is done in the end is the same as without.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { zstdDecompressSync } from 'node:zlib';
import { catalogType } from '@rapport/protocol';
import { standingClock } from '../../platform/clock/index.ts';
import type { Database, Queryable } from '../../platform/postgres/index.ts';
import { aGroup, anAlias, anIdentify, aTrack, type Sent } from '../../testing/index.ts';
import { createSourceDatabase, deliver, type SourceDatabase } from '../../testing/unresolved.ts';
import { recordCatalogType } from '../catalog/index.ts';
import { applyDecision, getRules, type HandDecision, openIdentityCache } from '../identity/index.ts';
import { openStatementMemory } from '../permissions/index.ts';
import { writeDerived } from '../profiles/index.ts';
import { defaultPrepareLimits } from './prepare.ts';
import { type ResolveDeps, resolveNext } from './resolve.ts';
import { takeTurn } from './turn.ts';

const clock = standingClock(new Date('2026-05-01T00:00:00Z'));
let failing: SourceDatabase;
let smooth: SourceDatabase;
before(async () => {
  failing = await createSourceDatabase(clock);
  smooth = await createSourceDatabase(clock);
  const product = catalogType.parse({
    ...{ title: 'Product', of_person: true, fields: { name: { kind: 'text' } } },
    told_by: [{ event: 'Product Viewed', id: 'product_id', fields: { name: 'name' } }],
  });
  for (const { db, workspaceId } of [failing, smooth])
    await recordCatalogType({ db, workspaceId }, 'product', product, { at: clock.now(), by: 'test' });
});
after(async () => {
  await failing.drop();
  await smooth.drop();
});

/** The same database, whose statement of this number fails. The last "statement" is the commit. */
function breakAt(db: Database, number: number): { db: Database; count: () => number } {
  let count = 0;
  const step = (): void => {
    count += 1;
    if (count === number) throw new Error('This statement fails');
  };
  return {
    count: () => count,
    db: {
      ...db,
      transaction: (work) =>
        db.transaction(async (tx) => {
          const query: Queryable['query'] = async (text, values, name) => {
            step();
            return tx.query(text, values, name);
          };
          const result = await work({ ...tx, query });
          step();
          return result;
        }),
    },
  };
}

/** Everything in all tables, but numbers that a sequence gives: those that were rolled back are missing. */
async function readAll(db: Database): Promise<Record<string, string[]>> {
  const tables = await db.query<{ name: string }>(
    `select relname as name from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace order by 1`,
  );
  const all: Record<string, string[]> = {};
  for (const { name } of tables) {
    const left = ['identity_decisions', 'quarantine'].includes(name) ? `- 'id'` : '';
    const rows = await db.query<{ row: string }>(
      `select (to_jsonb(t) ${left} - 'decision_id' - 'events' - 'profiles')::text as row from "${name}" t order by 1`,
    );
    all[name] = rows.map(({ row }) => row);
  }
  const batches = await db.query<{ events: Buffer; profiles: Buffer }>(
    'select events, profiles from append_batches order by id',
  );
  // In which order the rows of a batch stand says nothing.
  const toLines = (bytes: Buffer) => zstdDecompressSync(bytes).toString().split('\n').sort();
  all.lines = batches.flatMap(({ events, profiles }) => [...toLines(events), ...toLines(profiles)]);
  return all;
}

/** Does the work with every statement failing once, then for good; and on the other database without any failure. */
async function failEach(work: (db: Database, of: SourceDatabase) => Promise<unknown>): Promise<number> {
  const untouched = await readAll(failing.db);
  let statements = 0;
  for (let number = 1; ; number += 1) {
    const broken = breakAt(failing.db, number);
    const failure = await work(broken.db, failing).then(
      () => undefined,
      (error: Error) => error,
    );
    if (failure === undefined) break;
    statements = number;
    assert.match(failure.message, /This statement fails/);
    assert.deepEqual(await readAll(failing.db), untouched, `after the failure of statement ${number}`);
  }
  await work(smooth.db, smooth);
  assert.deepEqual(await readAll(failing.db), await readAll(smooth.db));
  return statements;
}

const caches = new Map<SourceDatabase, ResolveDeps['cache']>();
async function resolve(db: Database, of: SourceDatabase): Promise<void> {
  const cache = caches.get(of) ?? openIdentityCache();
  caches.set(of, cache);
  const deps = {
    ...{ db, clock, cache, rules: new Map(), statements: openStatementMemory() },
    ...{ catalogTypes: new Map(), limits: defaultPrepareLimits, deduplicationDays: 7 },
  };
  assert.ok((await resolveNext(deps)) !== undefined);
}

let count = 0;
/** Message ids and times that are the same in both databases. */
const numbered = (messages: Sent[]): Sent[] =>
  messages.map((sent) => {
    count += 1;
    return {
      timestamp: `2026-04-01T00:00:${String(count % 60).padStart(2, '0')}.000Z`,
      ...sent,
      messageId: `m-${count}`,
    };
  });

async function resolveBoth(messages: Sent[]): Promise<number> {
  const told = numbered(messages);
  for (const database of [failing, smooth]) await deliver(database, told, clock);
  return failEach(resolve);
}

test('a batch of strangers, of people who merge, and of people whom a limit keeps apart', async (t) => {
  const strangers = await resolveBoth([
    anIdentify({ userId: 'anna', anonymousId: 'till', traits: { email: 'anna@shop.example', name: 'Anna' } }),
    anIdentify({ userId: undefined, anonymousId: 'phone', traits: { name: 'Somebody' } }),
    aGroup({ userId: 'anna', groupId: 'bakery', traits: { role: 'owner' } }),
    { type: 'track' },
  ]);
  const merging = await resolveBoth([
    anAlias({ userId: 'anna', previousId: 'phone' }),
    anIdentify({ userId: 'ben', traits: { email: 'ben@shop.example', household_id: 'h' } }),
    aTrack({ userId: 'anna', properties: { product_id: 'P1', name: 'Desk' } }),
  ]);
  const contested = await resolveBoth([
    aTrack({ userId: 'ben', anonymousId: 'till' }),
    aGroup({ userId: undefined, anonymousId: 'till', groupId: 'bakery' }),
    anIdentify({ userId: 'ben', traits: { email: 'anna@shop.example' } }),
  ]);
  const told = await smooth.db.query<{ id: string }>('select id from catalog_objects where not removed');
  assert.deepEqual(told, [{ id: 'P1' }]);
  t.diagnostic(`${strangers}, ${merging} and ${contested} statements`);
  assert.ok(Math.min(strangers, merging, contested) > 15);
});

const email = (value: string) => ({ type: 'email', value });

test('decisions by hand', async () => {
  const decisions: HandDecision[] = [
    { kind: 'unlink', a: { type: 'user_id', value: 'anna' }, b: email('anna@shop.example') },
    { kind: 'link', a: { type: 'user_id', value: 'anna' }, b: email('anna@shop.example') },
    { kind: 'remove', identifier: email('ben@shop.example') },
    { kind: 'restore', identifier: email('ben@shop.example') },
    { kind: 'split', identifiers: [{ type: 'anonymous_id', value: 'phone' }] },
  ];
  for (const decision of decisions) {
    const statements = await failEach((db, { workspaceId }) =>
      takeTurn(
        { db, clock },
        async ({ tx, makeId, at, version }) => {
          const scope = { db: tx, workspaceId };
          const { rules } = await getRules(scope);
          const { people } = await applyDecision(
            decision,
            { by: 'test', reason: '' },
            { scope, rules, makeId, at },
          );
          return { answer: undefined, profileLines: await writeDerived(scope, people, at, version) };
        },
        true,
        () => {},
      ),
    );
    assert.ok(statements > 10, `${decision.kind}: ${statements} statements`);
  }
});

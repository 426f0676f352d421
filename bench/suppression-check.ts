// How long does it take to ask of an event whether it must not be collected, among ten million suppressed identifiers?
//
// The entries lie in a database and are read at the start, as a server does. Events name two identifiers, an account and a
// visitor; no identifier comes twice, and none is suppressed. Beside the figure stand the whole road of a batch at collect (the
// rules, the reading of each message, the question), and a request that is hit, with the exact look into the database.
import { createHmac, randomBytes } from 'node:crypto';
import { openIdentifying, openWithholding } from '../packages/server/src/connect/collect/index.ts';
import { systemClock } from '../packages/server/src/platform/clock/index.ts';
import { silentLog } from '../packages/server/src/platform/log/index.ts';
import { openMetrics } from '../packages/server/src/platform/metrics/index.ts';
import type { Database } from '../packages/server/src/platform/postgres/index.ts';
import { ensureDefaultWorkspace } from '../packages/server/src/platform/workspaces/index.ts';
import { type NamedBy, openSuppressions } from '../packages/server/src/respect/suppression/index.ts';
import { createTestDatabase } from '../packages/server/src/testing/index.ts';
import { median, sized, tell, toNumber } from './answer.ts';

const question = {
  asked: 'suppression check of an event of two identifiers, 10,000,000 entries',
  unit: 'µs',
  better: 'less',
  floor: 10,
  goal: 2,
} as const;

const entries = sized(10_000_000, 10_000);
const events = sized(500_000, 5000);
const rounds = 5;
const fillStep = 500_000;

/** Rows as any identifiers would have them: their hashes are as good as random. The indexes are made at the end. */
async function fill(db: Database, workspaceId: number, at: Date): Promise<void> {
  const indexes = await db.query<{ name: string; definition: string }>(
    `select indexname as name, indexdef as definition from pg_indexes
     where tablename = 'suppressions' and indexname <> 'suppressions_pkey'`,
  );
  for (const { name } of indexes) await db.query(`drop index ${name}`);
  for (let from = 0; from < entries; from += fillStep)
    await db.query(
      `insert into suppressions (workspace_id, scope, channel, identifier_kind, identifier_hash, key_id, reason, created_at, created_by)
       select $1, case when i % 4 = 0 then 'no_recollect' else 'no_collect' end, '*', 'email', sha256(int8send(i)), 1,
         'Erased', $2, 'server' from generate_series($3::int8, $4::int8) i`,
      [workspaceId, at, from, Math.min(from + fillStep, entries) - 1],
    );
  for (const { definition } of indexes) await db.query(definition);
}

const database = await createTestDatabase();
try {
  const { db } = database;
  const clock = systemClock();
  const { id: workspaceId } = await ensureDefaultWorkspace(db, clock);
  await fill(db, workspaceId, clock.now());
  const openedAt = performance.now();
  const suppressions = await openSuppressions({ db, clock, log: silentLog, metrics: openMetrics() });
  const secondsToOpen = (performance.now() - openedAt) / 1000;

  let seed = 0;
  const makeEvent = (): NamedBy[] => {
    seed += 1;
    const visitor = `${(seed * 2654435761) % 2 ** 32}-b1c4-4f6e-9d0a-${String(seed).padStart(12, '0')}`;
    return [
      { type: 'user_id', value: `customer-${seed}` },
      { type: 'anonymous_id', value: visitor },
    ];
  };
  const makeEvents = (): NamedBy[][] => Array.from({ length: events }, makeEvent);

  /** Microseconds an event. */
  function measure(list: readonly NamedBy[][], ask: (event: NamedBy[]) => unknown): number {
    const startedAt = performance.now();
    let found = 0;
    for (const event of list) if (ask(event) !== undefined) found += 1;
    if (found > 0) throw new Error('Somebody is suppressed who is not');
    return ((performance.now() - startedAt) * 1000) / list.length;
  }
  const check = (event: NamedBy[]): unknown => suppressions.findStopped(workspaceId, [event]);
  const key = randomBytes(32);
  const bareHash = ([one, other]: NamedBy[]): undefined => {
    for (const named of [one, other] as NamedBy[])
      createHmac('sha256', key).update(`${named.type}\0${named.value}`).digest();
  };

  measure(makeEvents(), check);
  measure(makeEvents(), bareHash);
  const [fresh, bare]: number[][] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    const list = makeEvents();
    bare?.push(measure(list, bareHash));
    fresh?.push(measure(list, check));
  }

  const withholding = openWithholding(suppressions, openIdentifying(db));
  const toMessage = ([user, visitor]: NamedBy[], i: number) => ({
    ...{ type: 'track', event: 'Product Viewed', messageId: `m-${i}`, userId: user?.value },
    ...{
      anonymousId: visitor?.value,
      context: { page: { path: '/rings' } },
      properties: { price: 10, sku: 'r' },
    },
  });
  const batches = Array.from({ length: Math.ceil(events / 20 / 5) }, () => ({
    batch: Array.from({ length: 20 }, (_, i) => toMessage(makeEvent(), i)),
  }));
  const incoming = { workspaceId, sourceId: 1, kind: 'batch' } as const;
  const roadAt = performance.now();
  for (const body of batches)
    if ((await withholding.findRest({ ...incoming, body })) !== undefined) throw new Error('Taken out');
  const road = ((performance.now() - roadAt) * 1000) / (batches.length * 20);

  const hits = Array.from({ length: 500 }, makeEvent);
  const items = hits.map(([identifier]) => ({
    ...({ identifier: identifier as NamedBy, scope: 'no_collect', channel: '*', reason: 'Asked' } as const),
    ...{ legalRef: null, reviewAt: null },
  }));
  const addedAt = performance.now();
  await suppressions.record({ db, workspaceId }, items, 'server');
  const added = performance.now() - addedAt;
  const hit: number[] = [];
  for (const event of hits) {
    const startedAt = performance.now();
    if ((await suppressions.findStopped(workspaceId, [event]))?.[0] !== 'no_collect')
      throw new Error('Missed');
    hit.push(performance.now() - startedAt);
  }

  const megabytes = suppressions.bytes() / 2 ** 20;
  const of = (values: number[] | undefined): number => median(values ?? []);
  tell(question, {
    figure: of(fresh),
    measured: `${toNumber(of(fresh))} µs; with reading the message, in batches of 20, ${toNumber(road)} µs; a hit ${toNumber(median(hit))} ms; ${toNumber(entries)} entries in ${toNumber(megabytes)} MiB, read in ${toNumber(secondsToOpen)} s; 500 added in ${toNumber(added)} ms`,
    yardstick: `bare HMAC-SHA-256 of the same two ${toNumber(of(bare))} µs`,
  });
  await suppressions.close();
} finally {
  await database.drop();
}

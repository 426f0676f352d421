// What do merges cost questions about all people, before and after their events' new owners are folded into the rows?
//
// Two million events of 400,000 people are put into the event store as they are. Then 100,000 people are merged into others
// in the graph, as fast as the pipeline should take them, and told and folded in the background as Rapport does it; the
// questions are asked all the while. Then 100,000 more are merged with folding held back: the worst that could be. At last
// those are folded. Each question is asked many times; the median counts. The
// yardstick is the same table asked for the profiles that its rows carry, in turns with the view, so that a busy moment of
// the machine hits both.

import { foldPartition, listUnfolded } from '../packages/server/src/connect/events/index.ts';
import { noteReassigned } from '../packages/server/src/connect/identity/index.ts';
import {
  ensurePosition,
  openOneByOne,
  startFolding,
  tellSomeReassigned,
} from '../packages/server/src/connect/pipeline/index.ts';
import { median, sized, tell, toNumber } from './answer.ts';
import { startEngines } from './stores.ts';
import { makeFolder } from './temporary.ts';

const whileMerging = {
  asked:
    'questions about all people while 100,000 merges come ÷ the same with no merges (the worst of three)',
  unit: '×',
  better: 'less',
  floor: 1.3,
  goal: 1.1,
} as const;
const afterMerges = {
  ...whileMerging,
  asked: 'the same after 100,000 more at once, with none folded in',
} as const;
/** The floor leaves room for noise. */
const afterFolding = {
  ...whileMerging,
  asked: 'the same when all are folded in',
  floor: 1.05,
  goal: 1,
} as const;

const events = sized(2_000_000, 20_000);
const people = sized(400_000, 4000);
const merges = sized(100_000, 1000);
/** So many are a fifth of the messages that the pipeline should take. */
const mergesPerSecond = 1200;
const times = 15;
const mergesAtOnce = 500;
const rowsPerInsert = 250_000;
const firstId = 524_289;
/** Of the events, and of the merges. */
const batchId = 1;

const questions = {
  'count by event': (from: string) => `select event, count() from ${from} group by event`,
  'number of people': (from: string) => `select uniqExact(profile_id) from ${from}`,
  'people by steps': (from: string) =>
    `select steps, count() from (
       select profile_id, countIf(event = 'Product Viewed') > 0 as viewed, countIf(event = 'Order Completed') as orders,
         viewed + (orders > 0) + (maxIf(timestamp, event = 'Order Completed') > minIf(timestamp, event = 'Product Viewed')) as steps
       from ${from} group by profile_id)
     group by steps`,
} as const;
type Name = keyof typeof questions;
const names = Object.keys(questions) as Name[];

await using folder = await makeFolder();
await using engines = await startEngines(folder.path);
const { db, clickhouse, clock } = engines;
await ensurePosition(db, clock);
const oneByOne = openOneByOne();

async function fill(): Promise<void> {
  for (let at = 0; at < events; at += rowsPerInsert) {
    await clickhouse.command(
      `insert into events (workspace_id, profile_id, event, timestamp, id, batch_id, type, name, message_id, source_id, received_at,
         identifier_ids, permissions, properties, message)
       select 1, ${firstId} + cityHash64(number) % ${people} as person,
         ['Product Viewed', 'Page Viewed', 'Basket Changed', 'Order Completed', 'Searched', 'Signed In'][1 + cityHash64(number, 1) % 6] as name,
         toDateTime64('2026-01-01 00:00:00', 3, 'UTC') + cityHash64(number, 2) % 25000000 as at, number + 1, 1, 'track', name,
         toString(number), 1, at, [person], 15, concat('{"price":', toString(number % 100), '}'),
         concat('{"type":"track","event":"', name, '","messageId":"', toString(number), '"}')
       from numbers(${at}, ${Math.min(rowsPerInsert, events - at)})`,
    );
  }
  await clickhouse.command('optimize table events final');
}

/**
 * As if links had joined every fourth person, from this one on, with the next one. Returns the median of what it takes to
 * tell some.
 */
async function mergePeople(
  first: number,
  atOnce: number,
  between?: (mergedCount: number) => Promise<void>,
): Promise<number> {
  const taken: number[] = [];
  const ids = Array.from({ length: merges }, (_, i) => first + i * 4);
  for (let at = 0; at < merges; at += atOnce) {
    const some = ids.slice(at, at + atOnce);
    await db.query(
      `insert into profile_redirects (workspace_id, from_id, into_id, merged_at, message_id, reason)
       select 1, id, id + 1, $2, '', 'link' from unnest($1::int8[]) n(id)`,
      [some, clock.now()],
    );
    await noteReassigned({ db, workspaceId: 1 }, { profileIds: some, identifierIds: [] });
    const startedAt = performance.now();
    while (await oneByOne(() => tellSomeReassigned({ db, clickhouse, clock }, batchId)));
    taken.push(performance.now() - startedAt);
    await between?.(at + some.length);
  }
  return median(taken);
}

type Costs = Record<Name, { view: number; rows: number }>;
type Taken = Record<Name, { view: number[]; rows: number[] }>;

const nothingTaken = (): Taken =>
  Object.fromEntries(names.map((name) => [name, { view: [], rows: [] }])) as unknown as Taken;

/** Asks of the view and of the rows, one after the other. */
async function askOnce(name: Name, taken: Taken): Promise<void> {
  for (const [kind, table] of [
    ['view', 'events_now'],
    ['rows', 'events'],
  ] as const) {
    const startedAt = performance.now();
    await clickhouse.query(questions[name](table));
    taken[name][kind].push(performance.now() - startedAt);
  }
}

const toCosts = (taken: Taken): Costs =>
  Object.fromEntries(
    names.map((name) => [name, { view: median(taken[name].view), rows: median(taken[name].rows) }]),
  ) as Costs;

/** Median milliseconds of each question. */
async function ask(): Promise<Costs> {
  const taken = nothingTaken();
  for (const name of names) {
    // The first time it reads from the disk.
    await askOnce(name, nothingTaken());
    for (let round = 0; round < times; round += 1) await askOnce(name, taken);
  }
  return toCosts(taken);
}

/** The same while merges come, are told, and are folded. */
async function askWhileMerging(): Promise<Costs> {
  const taken = nothingTaken();
  let failure: unknown;
  const stopFolding = startFolding({
    clickhouse,
    oneByOne,
    isIdle: () => false,
    onFailure(error) {
      failure = error;
    },
  });
  const startedAt = performance.now();
  let asked = 0;
  await mergePeople(firstId, mergesPerSecond, async (mergedCount) => {
    do {
      await askOnce(names[asked % names.length] as Name, taken);
      asked += 1;
    } while (performance.now() - startedAt < (mergedCount / mergesPerSecond) * 1000);
  });
  await stopFolding();
  if (failure !== undefined) throw failure;
  return toCosts(taken);
}

async function foldAll(): Promise<void> {
  for (const partition of await listUnfolded(clickhouse)) await foldPartition(clickhouse, partition, true);
}

/** Throws unless the people are those that there are when every so-manieth, from the first one on, is the next one. */
async function expectPeople(everyHowMany: number): Promise<void> {
  const [row] = await clickhouse.query<{ people: number; expected: number; events: number }>(
    `select uniqExact(profile_id) as people, uniqExact(place_id + ((place_id - ${firstId}) % ${everyHowMany} = 0)) as expected,
       count() as events from events_now`,
  );
  if (row?.people !== row?.expected || row?.events !== events)
    throw new Error(
      `There are ${row?.people} people and ${row?.events} events, not ${row?.expected} and ${events}`,
    );
}

const ratio = (costs: Costs, name: Name): number => costs[name].view / costs[name].rows;
const describe = (costs: Costs): string =>
  names
    .map((name) => `${name} ${toNumber(costs[name].view)} ms (${ratio(costs, name).toFixed(2)})`)
    .join(', ');

await fill();
const before = await ask();
process.stdout.write(`no merges: ${describe(before)}\n`);
const coming = await askWhileMerging();
process.stdout.write(`while merges come: ${describe(coming)}\n`);
await expectPeople(4);
await foldAll();
const tellMs = await mergePeople(firstId + 2, mergesAtOnce);
await expectPeople(2);
const merged = await ask();
process.stdout.write(`after merges: ${describe(merged)}\n`);
const foldedAt = performance.now();
await foldAll();
const foldMs = performance.now() - foldedAt;
await expectPeople(2);
const folded = await ask();
process.stdout.write(`folded: ${describe(folded)}\n`);

/** How much slower than the rows as they lie, against how much that was with no merges. */
const worst = (costs: Costs): number =>
  Math.max(...names.map((name) => ratio(costs, name) / ratio(before, name)));
const yardstick = `no merges: ${describe(before)}; in brackets: ÷ the same asked of the rows as they lie, in turns`;
tell(whileMerging, { figure: worst(coming), measured: describe(coming), yardstick });
tell(afterMerges, {
  figure: worst(merged),
  measured: `${describe(merged)}; telling ${mergesAtOnce} merges ${toNumber(tellMs)} ms`,
  yardstick,
});
tell(afterFolding, {
  figure: worst(folded),
  measured: `${describe(folded)}; folding ${toNumber(foldMs)} ms`,
  yardstick,
});

// What does it cost to work out all segments anew, and those of a few people whom a batch touched?
//
// Ten million events of a million people lie in the event store, two in ten of them at a profile that was merged into the
// person's. 1, 10 and 100 segments are asked of everybody, as Rapport does it, and the answers counted. The yardstick is a GROUP BY of
// the person that reads the same columns, and does next to nothing with them; a single segment reads no properties. Each is asked several
// times in turns, so that a busy moment of the machine hits both, and the fastest counts.
import {
  addPropertyColumns,
  listPropertyColumns,
  type PropertyPart,
  toPropertyColumn,
} from '../packages/server/src/connect/events/index.ts';
import {
  compileQuery,
  type QueryScope,
  querySettings,
} from '../packages/server/src/understand/compile/index.ts';
import { toPreviewSql } from '../packages/server/src/understand/segments/index.ts';
import { sized, tell, toNumber } from './answer.ts';
import { makeSegments, shopCategories, shopEvents, shopPlans } from './shop-segments.ts';
import { startEngines } from './stores.ts';
import { makeFolder } from './temporary.ts';

const recomputed = [
  { count: 1, bounds: { floor: 3, goal: 1.3 } },
  { count: 10, bounds: { floor: 6, goal: 2 } },
  { count: 100, bounds: { floor: 40, goal: 12 } },
] as const;

const events = sized(10_000_000, 10_000);
const people = events / 10;
/** The small workspace, to see how the cost grows. */
const fewer = events / 10;
const rounds = 4;
const rowsPerInsert = 1_000_000;
const [small, large] = [1, 2];
const momentMs = Date.UTC(2026, 10, 27, 8);

await using folder = await makeFolder();
await using engines = await startEngines(folder.path);
const { clickhouse } = engines;

/** What the segments ask of properties has columns of its own, as it is where they were there before the events. */
const category: PropertyPart = { path: 'category', type: 'text' };
const total: PropertyPart = { path: 'total', type: 'number' };
await addPropertyColumns(clickhouse, [category, total]);
const propertyColumns = await listPropertyColumns(clickhouse);

const listOf = (texts: readonly string[]): string => `['${texts.join("','")}']`;

async function fill(workspace: number, count: number): Promise<void> {
  const persons = count / 10;
  for (let at = 0; at < count; at += rowsPerInsert)
    await clickhouse.command(
      `insert into events (workspace_id, owner_id, profile_id, event, timestamp, id, type, name, permissions, properties)
       select ${workspace}, cityHash64(number) % ${persons} + 1 as person,
         if(cityHash64(number, 3) % 10 < 2, person + ${persons}, person), ${listOf(shopEvents)}[number % 8 + 1] as name,
         toDateTime64('2026-09-01 00:00:00', 3, 'UTC') + cityHash64(number, 4) % 7500000, number + 1, 'track', name, 1,
         concat('{"total":', toString(number % 300), ',"category":"', ${listOf(shopCategories)}[cityHash64(number, 1) % 4 + 1],
           '","sku":"p', toString(cityHash64(number, 2) % 1000), '"}')
       from numbers(${at}, ${Math.min(rowsPerInsert, count - at)})`,
    );
  await clickhouse.command(
    `insert into profiles (workspace_id, id, version, attribute_names, attribute_values, attribute_permissions, permitted)
     select ${workspace}, number + 1, 1, ['plan', 'city'],
       [concat('"', ${listOf(shopPlans)}[number % 2 + 1], '"'), '"Oslo"'], [1, 1], 1
     from numbers(${persons})`,
  );
}

async function timed(sql: string, parameters: Record<string, unknown> = {}): Promise<number> {
  const startedAt = performance.now();
  await clickhouse.query(sql, parameters, { role: 'heavy', secondsMax: 300, settings: querySettings });
  return performance.now() - startedAt;
}

const scopeOf = (workspaceId: number, some?: number[]): QueryScope => ({
  ...{
    propertyColumns,
    workspaceId,
    momentMs,
    zone: 'Europe/Warsaw',
    zones: [],
    bits: new Map([['asked', 0]]),
  },
  ...(some && { people: { ids: some, places: some.flatMap((id) => [id, id + people]) } }),
});

/** How many are in each segment, which is read from the answer of everybody. */
async function askAll(workspace: number, count: number): Promise<number> {
  const { sql, parameters } = compileQuery({ segments: makeSegments(count), traits: [] }, scopeOf(workspace));
  const sums = Array.from({ length: count }, (_, i) => `sum(s${i})`).join(', ');
  return timed(`select ${sums} from (${sql})`, parameters);
}

/** What the editor asks while somebody writes a condition, of a property and an attribute too. */
async function preview(): Promise<number> {
  const { sql, parameters } = compileQuery(
    { segments: makeSegments(2).slice(1), traits: [] },
    scopeOf(large),
  );
  return timed(toPreviewSql(sql, 10), parameters);
}

const propertiesRead = `, countIf(${toPropertyColumn(category)} = 'shoes') as d, sum(${toPropertyColumn(total)}) as t`;
const askPlainly = (properties: string): Promise<number> =>
  timed(`select count(), max(c), max(l) from (
    select owner_id, countIf(event_name = 'Signed In' and bitTest(permissions, 0)) as c, max(timestamp) as l${properties}
    from events where workspace_id = ${large} group by owner_id${properties === '' ? '' : ' having d + t >= 0'})`);

/** The fastest of each, asked in turns. */
async function askInTurns<Name extends string>(
  questions: Record<Name, () => Promise<number>>,
): Promise<Record<Name, number>> {
  const best = {} as Record<Name, number>;
  const named = Object.entries(questions) as [Name, () => Promise<number>][];
  for (let round = 0; round < rounds; round += 1)
    for (const [name, ask] of named)
      best[name] = Math.min(best[name] ?? Number.POSITIVE_INFINITY, await ask());
  return best;
}

await fill(small, fewer);
await fill(large, events);

const all = await askInTurns({
  plain: () => askPlainly(propertiesRead),
  narrow: () => askPlainly(''),
  k1: () => askAll(large, 1),
  k10: () => askAll(large, 10),
  k100: () => askAll(large, 100),
  fewer: () => askAll(small, 100),
  preview,
});
const seconds = (ms: number): string => `${toNumber(ms / 1000)} s`;
const yardstick = `GROUP BY person over the same columns: ${seconds(all.plain)}`;
const narrow = `GROUP BY person over the same columns, no properties: ${seconds(all.narrow)}`;
const about = `${toNumber(events)} events, ${toNumber(people)} people`;
for (const { count, bounds } of recomputed)
  tell(
    {
      asked: `full recompute of K = ${count} segments, ${about}, wall ÷ plain GROUP BY person over the same columns`,
      ...{ unit: '×', better: 'less', ...bounds },
    },
    {
      figure: all[`k${count}`] / (count === 1 ? all.narrow : all.plain),
      measured: seconds(all[`k${count}`]),
      yardstick: count === 1 ? narrow : yardstick,
    },
  );
tell(
  { asked: 'the same in seconds, K = 100', unit: 's', better: 'less', floor: 10, goal: 2 },
  { figure: all.k100 / 1000, measured: `the fastest of ${rounds}`, yardstick },
);
tell(
  {
    asked: `the same, growth ${toNumber(fewer)} → ${toNumber(events)} events, factor`,
    ...{ unit: '×', better: 'less', floor: 12, goal: 10 },
  },
  { figure: all.k100 / all.fewer, measured: seconds(all.k100), yardstick: seconds(all.fewer) },
);

tell(
  {
    asked: `count and sample of a segment while it is edited, ${about}`,
    ...{ unit: 'ms', better: 'less', floor: 1000, goal: 300 },
  },
  { figure: all.preview, measured: `the fastest of ${rounds}`, yardstick },
);

/** People spread over all there are. */
const spread = (count: number): number[] =>
  Array.from({ length: count }, (_, i) => i * Math.floor(people / count) + 1);
const askSome = (count: number): Promise<number> => {
  const { sql, parameters } = compileQuery(
    { segments: makeSegments(100), traits: [] },
    scopeOf(large, spread(count)),
  );
  return timed(sql, parameters);
};
const thousand = Math.min(1000, people);
const some = await askInTurns({
  one: () => askSome(1),
  thousand: () => askSome(thousand),
  rows: () =>
    timed(
      'select count() from events_now where workspace_id = {workspace:UInt32} and place_id in {places:Array(UInt64)}',
      {
        ...{ workspace: large, places: spread(thousand).flatMap((id) => [id, id + people]) },
      },
    ),
});
tell(
  {
    asked: `100 segments of one person of ${toNumber(people)}`,
    unit: 'ms',
    better: 'less',
    floor: 150,
    goal: 60,
  },
  { figure: some.one, measured: `the fastest of ${rounds}`, yardstick: 'none' },
);
tell(
  { asked: `the same of ${toNumber(thousand)} people`, unit: 'ms', better: 'less', floor: 1500, goal: 150 },
  {
    figure: some.thousand,
    measured: `the fastest of ${rounds}`,
    yardstick: `counting their events: ${toNumber(some.rows)} ms`,
  },
);

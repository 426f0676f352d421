// What the event store knows of how a shop does. Each question names the people whom the purpose is permitted for now, and
// asks each event whether it was collected for it, as definitions do: the scan is theirs.
import { listPropertyColumns, toPropertyColumn } from '../../connect/events/index.ts';
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import type { Purpose } from '../../respect/purposes/index.ts';
import { openParameters, openScan, type Parameters, propertySql, querySettings } from '../compile/index.ts';
import type { OrderRow } from './orders.ts';
import type { Periods } from './periods.ts';

export type Asked = { workspaceId: number; purpose: Purpose; periods: Periods };

/** Events of this name are orders. */
export const orderName = 'Order Completed';
/** Calls that tell what somebody did; the others tell of somebody. */
const deeds = ['track', 'page', 'screen'];
const options = { role: 'heavy', settings: querySettings } as const;

/** The scan of the events of a purpose, and what is said of their times. */
function openQuestion({ workspaceId, purpose, periods }: Asked, sinceMs?: number) {
  const parameters: Parameters = openParameters();
  const { bind } = parameters;
  const covering = new Set(purpose.covers_past_data ? [purpose.slug] : []);
  const scope = { workspaceId, momentMs: periods.nowMs, covering };
  const scan = openScan(sinceMs === undefined ? scope : { ...scope, sinceMs }, bind);
  const toMs = (ms: number): string => bind('Int64', ms);
  return {
    ...{ bind, scan, values: parameters.values },
    collected: scan.collected(purpose.slug, purpose.bit),
    /** A time in milliseconds that lies in one of the two periods, and in the later one. */
    isIn: (time: string) =>
      `(${isNow(time)} or ${time} >= ${toMs(periods.beforeFromMs)} and ${time} < ${toMs(periods.beforeUntilMs)})`,
    isNow,
    /** `2026-11-27` in the zone. */
    dayOf: (time: string) => `toString(${dateOf(time)})`,
    dateOf,
    people: `(select id, known from profiles final
      where workspace_id = ${bind('UInt32', workspaceId)} and bitTest(permitted, ${bind('UInt8', purpose.bit)}))`,
  };

  function dateOf(time: string): string {
    return `toDate(fromUnixTimestamp64Milli(${time}, 'UTC'), ${bind('String', periods.zone)})`;
  }

  function isNow(time: string): string {
    return `${time} >= ${toMs(periods.fromMs)}`;
  }
}

/** Of a day, or of a whole period: `now` and `before`. */
export type PeopleRow = { day: string; known: number; anonymous: number };

/** Who did something, each once a day and once a period. */
export async function countActive(clickhouse: ClickHouse, asked: Asked): Promise<PeopleRow[]> {
  const { scan, values, collected, isIn, isNow, dateOf, people } = openQuestion(
    asked,
    asked.periods.beforeFromMs,
  );
  scan.reads({});
  const did = scan.row(`has(['${deeds.join("','")}'], type)`);
  const rows = await clickhouse.query<PeopleRow>(
    `select arrayJoin(arrayConcat(arrayMap(d -> toString(d), days), if(is_now, ['now'], []), if(is_before, ['before'], []))) as day,
       countIf(p.known = 1) as known, countIf(p.known = 0) as anonymous
     from (select person, groupUniqArray(${dateOf('ms')}) as days, max(${isNow('ms')}) as is_now, min(${isNow('ms')}) = 0 as is_before
       from (${scan.sql()}) where ${collected} and ${did} and ${isIn('ms')} group by person) as a
     inner join ${people} as p on p.id = a.person group by day`,
    values,
    options,
  );
  return rows.map(toPeopleRow);
}

/**
 * Whose first event lies in one of the periods. When a person was made is another thing: an import makes people of years in
 * an hour. So it reads the times of all events, narrow columns of all years.
 */
export async function countNew(clickhouse: ClickHouse, asked: Asked): Promise<PeopleRow[]> {
  const { scan, values, collected, isIn, isNow, dayOf, people } = openQuestion(asked);
  scan.reads({});
  const rows = await clickhouse.query<PeopleRow>(
    `select arrayJoin([${dayOf('first_ms')}, if(${isNow('first_ms')}, 'now', 'before')]) as day,
       countIf(p.known = 1) as known, countIf(p.known = 0) as anonymous
     from (select person, min(ms) as first_ms from (${scan.sql()}) where ${collected} group by person
       having ${isIn('first_ms')}) as a
     inner join ${people} as p on p.id = a.person group by day`,
    values,
    options,
  );
  return rows.map(toPeopleRow);
}

const toPeopleRow = ({ day, known, anonymous }: PeopleRow): PeopleRow => ({
  ...{ day, known: Number(known), anonymous: Number(anonymous) },
});

/** Orders by day and currency. What is not three letters is no currency. */
export async function listOrders(clickhouse: ClickHouse, asked: Asked): Promise<OrderRow[]> {
  const { bind, scan, values, collected, isIn, dayOf, people } = openQuestion(
    asked,
    asked.periods.beforeFromMs,
  );
  scan.reads({ name: orderName });
  const kept = await listPropertyColumns(clickhouse);
  const property = (path: string) =>
    propertySql(bind, path, (part) => [toPropertyColumn(part)].find((column) => kept.has(column)));
  const amount = scan.row(`coalesce(${property('total').number}, ${property('revenue').number})`);
  const told = `upper(trimBoth(ifNull(${property('currency').text}, '')))`;
  const currency = scan.row(`if(match(${told}, '^[A-Z]{3}$'), ${told}, '')`);
  const rows = await clickhouse.query<OrderRow>(
    `select ${dayOf('ms')} as day, ${currency} as currency, count() as orders, count(${amount}) as valued, sum(ifNull(${amount}, 0)) as revenue
     from (${scan.sql()}) where ${collected} and ${isIn('ms')} and person in (select id from ${people})
     group by day, currency`,
    values,
    options,
  );
  return rows.map(({ day, currency, ...counts }) => ({
    ...{ day, currency, orders: Number(counts.orders), valued: Number(counts.valued) },
    revenue: Number(counts.revenue),
  }));
}

/** `returning`: those who had ordered before, also earlier in the same period. */
export type Buyers = { buyers: number; returning: number };

/** Who ordered in each of the periods. It reads all orders that there are. */
export async function countBuyers(
  clickhouse: ClickHouse,
  asked: Asked,
): Promise<Record<'now' | 'before', Buyers>> {
  const { scan, values, collected, isIn, isNow, people } = openQuestion(asked);
  scan.reads({ name: orderName });
  const [inNow, inBefore] = [isNow('ms'), `(${isIn('ms')} and not ${isNow('ms')})`];
  const of = (period: string): string => `maxOrNullIf(ms, ${period})`;
  const [row] = await clickhouse.query<Record<`${'now' | 'before'}_${keyof Buyers}`, number>>(
    `select countIf(isNotNull(last_now)) as now_buyers, countIf(last_now > first_ms) as now_returning,
       countIf(isNotNull(last_before)) as before_buyers, countIf(last_before > first_ms) as before_returning
     from (select person, min(ms) as first_ms, ${of(inNow)} as last_now, ${of(inBefore)} as last_before
       from (${scan.sql()}) where ${collected} group by person having isNotNull(last_now) or isNotNull(last_before))
     where person in (select id from ${people})`,
    values,
    options,
  );
  return {
    now: { buyers: Number(row?.now_buyers ?? 0), returning: Number(row?.now_returning ?? 0) },
    before: { buyers: Number(row?.before_buyers ?? 0), returning: Number(row?.before_returning ?? 0) },
  };
}

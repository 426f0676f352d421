// Which people did something after a message of a campaign, by arm: the same rule as `attribution.ts`, asked of the event store.
import { listPropertyColumns, toPropertyColumn } from '../../connect/events/index.ts';
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import type { Purpose } from '../../respect/purposes/index.ts';
import { openParameters, openScan, propertySql, querySettings } from '../../understand/compile/index.ts';
import { type AttributionRule, hourMs, type TouchKind } from './attribution.ts';
import { eventNames } from './model.ts';

export type ConversionsAsked = {
  workspaceId: number;
  /** What it is counted for: only events that were collected for it count, and people of whom it may be known now. */
  purpose: Purpose;
  campaign: string;
  /** The name of the event that was hoped for. */
  event: string;
  touch: TouchKind;
  rule: AttributionRule;
  /** Of the events that were hoped for: from, inclusive, until, exclusive, in milliseconds since 1970. */
  fromMs: number;
  untilMs: number;
};

/** `arm`: empty where the campaign has none. Each person counts once in an arm. */
export type ArmConversions = { arm: string; touched: number; converted: number };

/** Servers of mail seldom tell of a delivery: what was sent and did not come back counts as delivered. */
const namesOf: Record<TouchKind, readonly string[]> = {
  delivered: [eventNames.sent, eventNames.delivered, eventNames.opened, eventNames.clicked],
  opened: [eventNames.opened, eventNames.clicked],
  clicked: [eventNames.clicked],
};

export async function countConversions(
  clickhouse: ClickHouse,
  asked: ConversionsAsked,
): Promise<ArmConversions[]> {
  const { workspaceId, purpose, fromMs, untilMs, rule } = asked;
  const { bind, values } = openParameters();
  const windowMs = rule.windowHours * hourMs;
  const covering = new Set(purpose.covers_past_data ? [purpose.slug] : []);
  const scan = openScan({ workspaceId, momentMs: untilMs, sinceMs: fromMs - windowMs, covering }, bind);
  const names = namesOf[asked.touch];
  for (const name of [...names, asked.event]) scan.reads({ name });
  const collected = scan.collected(purpose.slug, purpose.bit);
  const kept = await listPropertyColumns(clickhouse);
  const property = (path: string) =>
    propertySql(bind, path, (part) => [toPropertyColumn(part)].find((column) => kept.has(column)));
  const campaign = scan.row(`ifNull(${property('campaign').text}, '')`);
  const arm = scan.row(`ifNull(${property('arm').text}, '')`);
  // What a machine opened or clicked touched nobody; that it arrived is another event.
  const isTouch = scan.row(
    `event_name in ${bind('Array(String)', names)} and type = 'track' and ${campaign} != '' and not ifNull(${property('machine').truth}, false)`,
  );
  const isDeed = scan.row(`event_name = ${bind('String', asked.event)}`);
  const own = bind('String', asked.campaign);
  const rows = `(select * from (${scan.sql()}) where ${collected} and person in (select id from profiles final
    where workspace_id = ${bind('UInt32', workspaceId)} and bitTest(permitted, ${bind('UInt8', purpose.bit)})))`;
  const touches = `(select person, ms, max((${campaign}, ${arm})) as touch from ${rows} where ${isTouch} group by person, ms)`;
  const deeds = `(select person, ms from ${rows} where ${isDeed} and ms >= ${bind('Int64', fromMs)} and ms < ${bind('Int64', untilMs)})`;
  const found = await clickhouse.query<ArmConversions>(
    `select arm, uniqExactIf(person, not is_deed) as touched, uniqExactIf(person, is_deed) as converted from (
       select person, touch.2 as arm, false as is_deed from ${touches} where touch.1 = ${own}
       union all
       select d.person as person, t.touch.2 as arm, true as is_deed from ${deeds} as d
       asof inner join ${touches} as t on t.person = d.person and d.ms >= t.ms
       where t.touch.1 = ${own} and d.ms - t.ms <= ${bind('Int64', windowMs)}
     ) group by arm order by arm`,
    values,
    { role: 'heavy', settings: querySettings },
  );
  return found.map((row) => ({
    arm: row.arm,
    touched: Number(row.touched),
    converted: Number(row.converted),
  }));
}

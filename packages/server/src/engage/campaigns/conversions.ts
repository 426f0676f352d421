// Who did what the campaign was for, counted in the event store: people whom it was to reach, and who then did it in time.
//
// Everybody counts from the moment at which it was to reach them, whether it did or not, also who was held out: so those who got it and
// those who did not are compared from the same moment, and nobody is counted because they are easy to reach. Whose doings may not be
// counted (the purpose of the conversion is denied now, or the event was not collected for it) are in neither number.
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Purpose } from '../../respect/purposes/index.ts';
import { openParameters, openScan, querySettings } from '../../understand/compile/index.ts';
import { type Aimed, type Asked, findBegin, listAimed } from './results-store.ts';

export type Converted = { measured: number; converted: number };
type Conversion = { event: string; within_hours: number };

const togetherMax = 20_000;
const hourMs = 3_600_000;
/** Of an id in a list of them. */
const idBytesMax = 20;

/** By arm; `held_out` is one of them. */
export async function countConverted(
  { clickhouse, at }: { clickhouse: ClickHouse; at: Date },
  scope: Scope,
  asked: Asked,
  { event, within_hours: hours, purpose }: Conversion & { purpose: Purpose },
): Promise<Map<string | null, Converted>> {
  const counts = new Map<string | null, Converted>();
  const sinceMs = await findBegin(scope, asked);
  if (sinceMs === undefined) return counts;
  const limit = Math.min(togetherMax, Math.floor(clickhouse.parameterBytesMax / idBytesMax));
  const question = { workspaceId: scope.workspaceId, event, purpose, sinceMs, momentMs: at.getTime() };
  for (let after = 0; ; ) {
    const aimed = await listAimed(scope, asked, after, limit);
    const doings = aimed.length === 0 ? new Map() : await listDoings(clickhouse, question, aimed);
    for (const { person, arm, reachMs } of aimed) {
      const times = doings.get(person);
      if (times === undefined) continue;
      const count = counts.get(arm) ?? { measured: 0, converted: 0 };
      count.measured += 1;
      if (times.some((ms: number) => ms >= reachMs && ms < reachMs + hours * hourMs)) count.converted += 1;
      counts.set(arm, count);
    }
    if (aimed.length < limit) return counts;
    after = aimed.at(-1)?.person as number;
  }
}

type Question = { workspaceId: number; event: string; purpose: Purpose; sinceMs: number; momentMs: number };

/** When each of those who permit it did it, in milliseconds; nobody else is in it. */
async function listDoings(
  clickhouse: ClickHouse,
  { workspaceId, event, purpose, sinceMs, momentMs }: Question,
  aimed: readonly Aimed[],
): Promise<Map<number, number[]>> {
  const { bind, values } = openParameters();
  const covering = new Set(purpose.covers_past_data ? [purpose.slug] : []);
  const scan = openScan({ workspaceId, momentMs, sinceMs, covering }, bind);
  scan.reads({ name: event });
  const collected = scan.collected(purpose.slug, purpose.bit);
  const is = scan.row(`event = ${bind('String', event)}`);
  const people = bind(
    'Array(UInt64)',
    aimed.map(({ person }) => person),
  );
  const rows = await clickhouse.query<{ id: number; times: number[] }>(
    `select p.id as id, d.times as times from (
       select id from profiles final where workspace_id = ${bind('UInt32', workspaceId)} and id in ${people}
         and bitTest(permitted, ${bind('UInt8', purpose.bit)})
     ) as p left join (
       select person, groupArray(ms) as times from (${scan.sql()}) where ${collected} and ${is} and person in ${people} group by person
     ) as d on d.person = p.id`,
    values,
    { role: 'heavy', settings: querySettings },
  );
  return new Map(rows.map(({ id, times }) => [Number(id), times.map(Number)]));
}

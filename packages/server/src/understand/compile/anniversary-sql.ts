// Birthdays and the like: whether a month and day is that of one of the days ahead.
import type { Asking } from './test-sql.ts';
import { known, type ValueSql } from './value-sql.ts';

export type Anniversary = { anniversary: { in_days: number[]; zone?: string | undefined } };

export function anniversarySql(
  { anniversary }: Anniversary,
  { text, dateMs: ms }: ValueSql,
  asking: Asking,
): string {
  const { bind, zone: workspaceZone, zones } = asking;
  const { in_days: days, zone = workspaceZone } = anniversary;
  const inZone = (name: string): string => {
    const local = `formatDateTime(fromUnixTimestamp64Milli(assumeNotNull(${ms}), ${bind('String', name)}), '%m-%d')`;
    const day = `if(position(ifNull(${text}, ''), 'T') > 0, ${local}, substring(ifNull(${text}, ''), 6, 5))`;
    const found = bind('Array(String)', listMonthDays(days, asking.momentMs, name));
    return known(`(isNotNull(${ms}) and has(${found}, ${day}))`);
  };
  if (zone !== 'person') return inZone(zone);
  const others = zones.filter((name) => name !== workspaceZone);
  if (others.length === 0) return inZone(workspaceZone);
  const each = others.map((name) => `${asking.personZone()} = ${bind('String', name)}, ${inZone(name)}`);
  return `multiIf(${each.join(', ')}, ${inZone(workspaceZone)})`;
}

/** Months and days as `02-28`; 29 February is also there on 28 February of a year that has no other. */
function listMonthDays([from = 0, to = 0]: number[], momentMs: number, zone: string): string[] {
  const today = Temporal.Instant.fromEpochMilliseconds(momentMs).toZonedDateTimeISO(zone).toPlainDate();
  const found = new Set<string>();
  for (let ahead = from; ahead <= to; ahead += 1) {
    const day = today.add({ days: ahead });
    const monthDay = day.toString().slice(-5);
    found.add(monthDay);
    if (monthDay === '02-28' && !day.inLeapYear) found.add('02-29');
  }
  return [...found];
}

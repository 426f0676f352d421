// When a test may become true or false of the same value.
import type { Test, When } from '@rapport/protocol';
import { type Asking, durationMs } from './test-sql.ts';
import { jsonSql, type ValueSql } from './value-sql.ts';
import { nextDayMs } from './window-sql.ts';

/** Nullable(Int64) each. */
export function testWakes(test: Test, value: ValueSql, asking: Asking): string[] {
  const after = (ms: number): string => `${value.dateMs} + ${asking.bind('Int64', ms)}`;
  if ('not' in test) return testWakes(test.not, value, asking);
  // A millisecond later: what lies exactly there is not before it.
  if ('before' in test) return offsetsOf(test.before).map((ms) => after(ms + 1));
  if ('after' in test) return offsetsOf(test.after).map(after);
  if ('within_last' in test) return [after(0), after(durationMs(test.within_last))];
  if ('within_next' in test) return [after(-durationMs(test.within_next)), after(0)];
  if ('anniversary' in test) {
    const { zone = asking.zone } = test.anniversary;
    const zones = zone === 'person' ? [asking.zone, ...asking.zones] : [zone];
    return [asking.bind('Int64', Math.min(...zones.map((name) => nextDayMs(asking.momentMs, name))))];
  }
  const inner = 'some' in test ? test.some : 'each' in test ? test.each : 'no' in test ? test.no : undefined;
  if (inner === undefined) return [];
  const own = testWakes(inner, jsonSql('w'), asking);
  return own.length === 0 ? [] : [`arrayMin(arrayMap(w -> ${soonestSql(own, asking)}, ${value.elements}))`];
}

const offsetsOf = (when: When): number[] => {
  if (typeof when === 'string') return [];
  return ['ago' in when ? durationMs(when.ago) : -durationMs(when.ahead)];
};

/** Int64: the earliest of these that is still to come; so late that it never comes, where there is none. */
export function soonestSql(
  wakes: readonly string[],
  { bind, momentMs }: Pick<Asking, 'bind' | 'momentMs'>,
): string {
  const moment = bind('Int64', momentMs);
  if (wakes.length === 0) return `toInt64(${neverMs})`;
  return `arrayMin(arrayMap(x -> if(ifNull(x > ${moment}, 0), assumeNotNull(x), toInt64(${neverMs})), [${wakes.map((one) => `cast(${one}, 'Nullable(Int64)')`).join(', ')}]))`;
}

/** Beyond all times that are stored. */
export const neverMs = 9_000_000_000_000_000;

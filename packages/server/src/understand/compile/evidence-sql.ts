// The events that made an answer what it is, as the value of a trait of nobody's: `{ evidence: selectors }`.
import { partsOfValue, type Selector, type TraitValue } from '@rapport/protocol';
import type { Definition } from './definition-sql.ts';
import { selectorSql } from './selector-sql.ts';
import { jsonSql, type ValueSql } from './value-sql.ts';

/** Asked by explanations only; the language does not have it. */
export type Evidence = { evidence: readonly Selector[] };

/** So many of the newest are told. */
export const evidenceMax = 20;

/** How many events a value is made of; undefined of one that is made of none. What a single selector counts is counted anyhow. */
export function evidenceCountSql(value: TraitValue, definition: Definition): string | undefined {
  const fits = new Set(selectorsOf(value, definition).map((one) => `(${selectorSql(one, definition)})`));
  if (fits.size === 0) return undefined;
  const all = [...fits].join(' or ');
  return definition.feature(`countIf(${fits.size === 1 ? all.slice(1, -1) : all})`);
}

/** Each other trait is looked into once, however often it is asked. */
function selectorsOf(
  value: TraitValue,
  definition: Definition,
  seen: Set<TraitValue> = new Set(),
): readonly Selector[] {
  if ('trait' in value) {
    const other = definition.trait(value.trait)?.definition;
    if (other === undefined || seen.has(other)) return [];
    seen.add(other);
    return selectorsOf(other, definition, seen);
  }
  const { selector, inner } = partsOfValue(value);
  return selector === undefined ? inner.flatMap((one) => selectorsOf(one, definition, seen)) : [selector];
}

/** JSON text of how many events any of the selectors means, and the newest of them: `[count, [[id, name, ms], …]]`. */
export function evidenceSql({ evidence }: Evidence, definition: Definition): ValueSql {
  const { row, feature } = definition;
  const fits = evidence.map((selector) => `(${selectorSql(selector, definition)})`).join(' or ');
  const event = `(id, ${row('event_name')}, ms)`;
  const events = feature(`groupArrayIf(${event}, ${fits})`);
  const newest = `arraySlice(arrayReverseSort(x -> (x.3, x.1), ${events}), 1, ${evidenceMax})`;
  return jsonSql(`toJSONString((length(${events}), ${newest}))`);
}

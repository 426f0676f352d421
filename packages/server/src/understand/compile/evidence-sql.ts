// The events that made an answer what it is, as the value of a trait of nobody's: `{ evidence: selectors }`.
import type { Selector } from '@rapport/protocol';
import type { Definition } from './definition-sql.ts';
import { selectorSql } from './selector-sql.ts';
import { jsonSql, type ValueSql } from './value-sql.ts';

/** Asked by explanations only; the language does not have it. */
export type Evidence = { evidence: readonly Selector[] };

/** So many of the newest are told. */
export const evidenceMax = 20;

/** JSON text of how many events any of the selectors means, and the newest of them: `[count, [[id, name, ms], …]]`. */
export function evidenceSql({ evidence }: Evidence, definition: Definition): ValueSql {
  const { row, feature } = definition;
  const fits = evidence.map((selector) => `(${selectorSql(selector, definition)})`).join(' or ');
  const event = `(id, ${row('event_name')}, ms)`;
  const events = feature(`groupArrayIf(${event}, ${fits})`);
  const newest = `arraySlice(arrayReverseSort(x -> (x.3, x.1), ${events}), 1, ${evidenceMax})`;
  return jsonSql(`toJSONString((length(${events}), ${newest}))`);
}

// When time alone may change the answer: moments, Nullable(Int64) in milliseconds, of which the earliest that is still to come
// counts.
//
// Each window and each relative date tells them from what it sees: an event leaves a sliding window its length after it
// happened, a value passes "seven days ago" seven days after itself. A moment too many does no harm, since the person is only
// computed once more; one too few would leave somebody in a segment who is not in it any more.
import {
  type Condition,
  partsOfValue,
  type Selector,
  type Sequence,
  type TraitValue,
} from '@rapport/protocol';
import { tested } from './condition-sql.ts';
import type { Definition } from './definition-sql.ts';
import { historySql } from './history-sql.ts';
import { wholeText } from './parameters.ts';
import { eventPropertySql, selectorSql, stepSql } from './selector-sql.ts';
import { durationMs } from './test-sql.ts';
import { attributeSql, eventValueSql, traitSql } from './trait-sql.ts';
import { jsonSql } from './value-sql.ts';
import { soonestSql, testWakes } from './wake-test-sql.ts';
import { windowWakes } from './window-sql.ts';

export function conditionWakes(condition: Condition, definition: Definition): string[] {
  const { asking } = definition;
  const each = (conditions: readonly Condition[]): string[] =>
    conditions.flatMap((one) => conditionWakes(one, definition));
  if ('all' in condition) return each(condition.all);
  if ('any' in condition) return each(condition.any);
  if ('one' in condition) return each(condition.one);
  if ('at_least' in condition && 'of' in condition) return each(condition.of as Condition[]);
  if ('attribute' in condition) return attributeWakes(condition, definition);
  if ('trait' in condition)
    return [
      ...traitWakes({ trait: condition.trait }, definition),
      ...testWakes(condition, traitSql({ trait: condition.trait }, definition), asking),
    ];
  if ('events' in condition)
    return [
      ...selectorWakes(condition.events, definition),
      ...testWakes(...tested(condition, definition), asking),
    ];
  if ('sequence' in condition) return sequenceWakes(condition, definition);
  if ('segment' in condition) return segmentWakes(condition, definition);
  if ('not' in condition) return conditionWakes(condition.not as Condition, definition);
  if (!('said' in condition)) return [];
  const bit = definition.bitOf(condition.of);
  return bit === undefined ? [] : [`toInt64(agreed_until[${asking.bind('UInt8', bit)}]) * 1000`];
}

export function traitWakes(value: TraitValue, definition: Definition): string[] {
  if ('attribute' in value || 'evidence' in value) return [];
  if ('trait' in value) {
    const other = definition.trait(value.trait);
    return other === undefined
      ? []
      : [...definition.wakesOnce(other.definition, () => traitWakes(other.definition, definition))];
  }
  if ('rfm' in value) return traitWakes({ days_since_last: value.rfm }, definition);
  if ('days_since_last' in value) {
    const selector = value.days_since_last;
    const last = eventValueSql({ last_at: selector }, definition).dateMs;
    const moment = definition.asking.bind('Int64', definition.asking.momentMs);
    return [
      ...selectorWakes(selector, definition),
      `${last} + (intDiv(${moment} - ${last}, ${dayMs}) + 1) * ${dayMs}`,
    ];
  }
  const { selector, inner } = partsOfValue(value);
  return selector === undefined
    ? inner.flatMap((one) => traitWakes(one, definition))
    : selectorWakes(selector, definition);
}

const dayMs = 86_400_000;

function attributeWakes(
  condition: Extract<Condition, { attribute: string }>,
  definition: Definition,
): string[] {
  const { asking } = definition;
  const isAtTheMoment = !('changed' in condition) && condition.for === undefined;
  if (isAtTheMoment) return testWakes(condition, attributeSql(condition.attribute, definition), asking);
  const { past, jsonOf } = historySql(condition.attribute, definition);
  const lengthMs = durationMs('changed' in condition ? condition.changed.within : (condition.for as string));
  const tests = 'changed' in condition ? [condition.changed.from, condition.changed.to] : [condition];
  const length = asking.bind('Int64', lengthMs);
  // Beside each change, each value that was there may pass a relative date.
  const own = tests.flatMap((test) =>
    test === undefined ? [] : testWakes(test, jsonSql(jsonOf('h')), asking),
  );
  return [`arrayMin(arrayMap(h -> ${soonestSql([`h.1 + ${length}`, ...own], asking)}, ${past}))`];
}

function selectorWakes(selector: Selector, definition: Definition): string[] {
  const { asking, feature } = definition;
  const inWindow =
    selector.in === undefined
      ? []
      : windowWakes(selector.in, asking, () =>
          feature(`minOrNullIf(ms, ${selectorSql(selector, definition)})`),
        );
  return [...inWindow, ...propertyWakes(selector, definition)];
}

/** Dates among the properties that a selector compares with the moment. */
function propertyWakes({ in: _, ...selector }: Selector, definition: Definition): string[] {
  const { asking, row, feature } = definition;
  const { where = [], ...without } = selector;
  const own = where.flatMap((test) => testWakes(test, eventPropertySql(test.property, definition), asking));
  if (own.length === 0) return [];
  const moment = asking.bind('Int64', asking.momentMs);
  const fits = stepSql(without, definition);
  return own.map((wake) => {
    const named = row(wake);
    return feature(`minOrNullIf(${named}, ${fits} and ${row(`ifNull(${named} > ${moment}, 0)`)})`);
  });
}

function sequenceWakes(
  { sequence, in: window, after_last: after }: Sequence,
  definition: Definition,
): string[] {
  const { asking, row, feature } = definition;
  const selectors = sequence.flatMap(({ within: _, without, ...step }) =>
    without === undefined ? [step] : [step, without],
  );
  const all = after === undefined ? selectors : [...selectors, after.nothing];
  const steps = all.map((step) => `(${stepSql(step, definition)})`).join(' or ');
  const first = (sees: string): string => feature(`minOrNullIf(ms, (${steps}) and ${row(sees)})`);
  const inWindow = window === undefined ? [] : windowWakes(window, asking, first);
  const properties = all.flatMap((one) => propertyWakes(one, definition));
  if (after === undefined) return [...inWindow, ...properties];
  const wait = durationMs(after.for);
  const waiting = first(`ms > ${wholeText(asking.momentMs - wait)}`);
  return [...inWindow, ...properties, `${waiting} + ${asking.bind('Int64', wait)}`];
}

function segmentWakes(condition: Extract<Condition, { segment: string }>, definition: Definition): string[] {
  const { asking } = definition;
  const other = definition.segment(condition.segment);
  if (other === undefined) return [];
  const inner = definition.wakesOnce(other.definition, () => conditionWakes(other.definition, definition));
  const within = 'left' in condition ? condition.left : condition.entered;
  if (within === undefined) return [...inner];
  const id = asking.bind('UInt32', other.id ?? 0);
  const length = asking.bind('Int64', durationMs(within.within));
  const time = 'left' in condition ? 's.3' : 's.2';
  return [...inner, `arrayMax(arrayMap(s -> if(s.1 = ${id}, ${time} + ${length}, toInt64(0)), stays))`];
}

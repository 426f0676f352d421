// Values of traits as SQL.
import {
  type Operation,
  operations,
  type PropertyValue,
  parsePath,
  propertyValues,
  type Selector,
  type TraitValue,
} from '@rapport/protocol';
import type { Definition } from './definition-sql.ts';
import { type Evidence, evidenceSql } from './evidence-sql.ts';
import { keyToJson, scalarKeySql } from './property-key.ts';
import { eventPropertySql, selectorSql } from './selector-sql.ts';
import { durationMs } from './test-sql.ts';
import {
  countSql,
  insideSql,
  jsonSql,
  namedValue,
  nowhere,
  numberSql,
  timeSql,
  type ValueSql,
} from './value-sql.ts';

const dayMs = 86_400_000;

export function traitSql(value: TraitValue, definition: Definition): ValueSql {
  if ('evidence' in value) return evidenceSql(value as unknown as Evidence, definition);
  if ('attribute' in value) return attributeSql(value.attribute, definition);
  if ('trait' in value) return definition.trait(value.trait)?.value ?? jsonSql("''");
  if ('score' in value)
    return numberSql(scoreSql(traitSql(value.score, definition).number, value, 'value', definition));
  if ('rfm' in value) return rfmSql(value, definition);
  if ('rate' in value) {
    const { bind } = definition.asking;
    const [per, length] = [value.per, value.rate.in.last].map((text) => bind('Float64', durationMs(text)));
    return numberSql(`(toFloat64(${countOf(value.rate, definition)}) * ${per} / ${length})`);
  }
  const operation = operations.find((name) => name in value);
  if (operation !== undefined) return arithmeticSql(operation, value, definition);
  return eventValueSql(value as EventValue, definition);
}

/** A value of events, as traits give it and conditions test it. */
export type EventValue = Exclude<TraitValue, { attribute: string } | { trait: string } | { rfm: Selector }>;

export function eventValueSql(value: EventValue, definition: Definition): ValueSql {
  if ('count' in value) return countSql(countOf(value.count, definition));
  if ('first_at' in value) return timeSql(timeOf('min', value.first_at, definition));
  if ('last_at' in value) return timeSql(timeOf('max', value.last_at, definition));
  if ('days_since_last' in value) {
    const moment = definition.asking.bind('Int64', definition.asking.momentMs);
    return numberSql(`intDiv(${moment} - ${timeOf('max', value.days_since_last, definition)}, ${dayMs})`);
  }
  if ('most_frequent' in value)
    return jsonSql(mostFrequentSql(value.most_frequent, value.of, value.at_least ?? 1, definition));
  if ('list' in value) return jsonSql(listSql(value.list, value.of, value.at_most, definition));
  const name = propertyValues.find((one) => one in value) as PropertyValue;
  const { of, ...rest } = value as { of: Selector } & Record<string, unknown>;
  return propertyValueSql(name, String(rest[name]), of, definition);
}

const countOf = (selector: Selector, definition: Definition): string =>
  definition.feature(`countIf(${selectorSql(selector, definition)})`);

const timeOf = (which: 'min' | 'max', selector: Selector, definition: Definition): string =>
  definition.feature(`${which}OrNullIf(ms, ${selectorSql(selector, definition)})`);

/** Beyond it a number does not count in a sum, so that sums stay exact. */
const summandMax = 1_000_000_000;

export function propertyValueSql(
  name: PropertyValue,
  path: string,
  selector: Selector,
  definition: Definition,
): ValueSql {
  const { row, feature } = definition;
  const value = eventPropertySql(path, definition);
  const selected = selectorSql(selector, definition);
  // Whole millionths are exact in any order. What is left out of the sum is not even worked out: it may be too large.
  const counts = (): string => row(`ifNull(abs(${value.number}) <= ${summandMax}, 0)`);
  const millionths = (): string =>
    row(`toInt128(roundBankers(if(${counts()}, assumeNotNull(${value.number}), 0) * 1000000))`);
  const sum = (): string =>
    `(toFloat64(${feature(`sumIf(${millionths()}, ${selected} and ${counts()})`)}) / 1000000)`;
  switch (name) {
    case 'sum':
      return countSql(sum());
    case 'average': {
      const count = feature(`countIf(${selected} and ${counts()})`);
      return numberSql(`if(${count} = 0, null, ${sum()} / ${count})`);
    }
    case 'minimum':
      return numberSql(feature(`minOrNullIf(${value.number}, ${selected})`));
    case 'maximum':
      return numberSql(feature(`maxOrNullIf(${value.number}, ${selected})`));
    case 'distinct':
      return countSql(feature(`uniqExactIf(${row(scalarKeySql(value))}, ${selected})`));
    case 'first_value':
      return jsonSql(feature(`argMinIf(${value.json}, (ms, id), ${selected} and ${value.exists})`));
    case 'last_value':
      return jsonSql(feature(`argMaxIf(${value.json}, (ms, id), ${selected} and ${value.exists})`));
  }
}

/** Array((key, times, last)): each different value of a property, how often, and the place of its last event in the order of events. */
function occurrencesSql(path: string, selector: Selector, definition: Definition): string {
  const { row, feature } = definition;
  const key = row(scalarKeySql(eventPropertySql(path, definition)));
  const selected = `${selectorSql(selector, definition)} and isNotNull(${key})`;
  // Time and id in one number, which grows in the order of events.
  const order = row('bitShiftLeft(toUInt128(ms + 9000000000000000), 64) + id');
  const times = feature(`sumMapIf(map(assumeNotNull(${key}), toUInt64(1)), ${selected})`);
  const last = feature(`maxMapIf(map(assumeNotNull(${key}), ${order}), ${selected})`);
  return `arrayZip(mapKeys(${times}), mapValues(${times}), mapValues(${last}))`;
}

function mostFrequentSql(path: string, selector: Selector, atLeast: number, definition: Definition): string {
  const enough = `arrayFilter(o -> o.2 >= ${definition.asking.bind('UInt64', atLeast)}, ${occurrencesSql(path, selector, definition)})`;
  const best = `arrayReverseSort(o -> (o.2, o.3), ${enough})[1].1`;
  return `if(${best} = '', '', ${keyToJson(best)})`;
}

function listSql(path: string, selector: Selector, atMost: number, definition: Definition): string {
  const newest = `arrayReverseSort(o -> o.3, ${occurrencesSql(path, selector, definition)})`;
  const keys = `arrayMap(o -> o.1, arraySlice(${newest}, 1, ${definition.asking.bind('UInt32', atMost)}))`;
  return `concat('[', arrayStringConcat(arrayMap(k -> ${keyToJson('k')}, ${keys}), ','), ']')`;
}

const signs: Record<Operation, string> = { add: '+', subtract: '-', multiply: '*', divide: '/' };

function arithmeticSql(operation: Operation, value: object, definition: Definition): ValueSql {
  const [x, y] = ((value as Record<string, unknown[]>)[operation] ?? []).map((operand) =>
    typeof operand === 'number'
      ? definition.asking.bind('Float64', operand)
      : `toFloat64(${traitSql(operand as TraitValue, definition).number})`,
  );
  const result = definition.formula(
    `(${x} ${signs[operation]} ${operation === 'divide' ? `nullIf(${y}, 0)` : y})`,
  );
  return numberSql(definition.formula(`if(isFinite(${result}), ${result}, null)`));
}

type Scoring = { groups?: number | undefined; reversed?: true | undefined };
type Part = Parameters<Definition['limits']>[0];

function scoreSql(
  number: string,
  { groups = 5, reversed }: Scoring,
  part: Part,
  definition: Definition,
): string {
  const limits = definition.limits(part);
  if (limits === undefined) return 'null';
  const { bind } = definition.asking;
  const bounds = `cast(${bind('Array(String)', limits.map(String))}, 'Array(Float64)')`;
  const found = `arrayFirstIndex(l -> ${number} <= l, ${bounds})`;
  const group = `if(${found} = 0, ${groups}, toInt32(${found}))`;
  return `if(isNull(${number}), null, ${reversed === true ? `${groups + 1} - ${group}` : group})`;
}

function rfmSql(
  { rfm, monetary, groups = 5 }: Extract<TraitValue, { rfm: Selector }>,
  definition: Definition,
): ValueSql {
  const recency = eventValueSql({ days_since_last: rfm }, definition).number;
  const frequency = eventValueSql({ count: rfm }, definition).number;
  const money = propertyValueSql('sum', monetary, rfm, definition).number;
  const parts = [
    scoreSql(recency, { groups, reversed: true }, 'recency', definition),
    scoreSql(frequency, { groups }, 'frequency', definition),
    scoreSql(money, { groups }, 'monetary', definition),
  ];
  const digits = `concat('"', ${parts.map((part) => `toString(${part})`).join(', ')}, '"')`;
  return jsonSql(`if(isNull(${recency}), '', ifNull(${digits}, ''))`);
}

/** Reading the row of a person costs each name once: what lies inside is taken from there. */
export function attributeSql(path: string, { asking, column, collectedWith }: Definition): ValueSql {
  if (path === nowhere) return jsonSql("''");
  const [name = '', ...inside] = parsePath(path);
  const at = `indexOf(attribute_names, ${asking.bind('String', name)})`;
  const told = column(
    `if(${at} > 0 and ${collectedWith(`attribute_permissions[${at}]`)}, attribute_values[${at}], '')`,
  );
  const json = inside.length === 0 ? told : column(insideSql(asking.bind, told, inside));
  return namedValue(jsonSql(json), column);
}

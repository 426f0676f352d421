// A value as SQL: what a test can ask of it, as expressions of the engine.
//
// There are two kinds. What lies in a JSON column is read from the sub-columns that hold texts, numbers and truth values, so
// that nothing else is read. What comes as JSON text (an attribute, an element of a list) is taken apart where it is asked.
import { type PropertyPart, quotePlace, toPropertyPlace } from '../../connect/events/index.ts';
import { dateMsSql } from './date-sql.ts';
import type { Bind } from './parameters.ts';

export type ValueSql = {
  /** UInt8: it is not missing. */
  exists: string;
  /** Nullable(String) */
  text: string;
  /** Nullable(Float64) */
  number: string;
  /** Nullable(UInt8) */
  truth: string;
  /** UInt8: it is a list. */
  isList: string;
  /** Array(String): the elements of a list as JSON text. */
  elements: string;
  /** Nullable(Int64): the milliseconds of a date. */
  dateMs: string;
  /** String: the value as JSON text; empty where it is missing. */
  json: string;
  /** Its number is never null. */
  isSure?: boolean | undefined;
};

/** The path of nothing, which the language cannot say: what is there is missing, whoever is asked. */
export const nowhere = '';

/** The column that keeps a property as values of one type; undefined where it has none, and is read where it lies. */
export type ColumnOf = (part: PropertyPart) => string | undefined;

/** What lies at the path in the properties of an event. */
export function propertySql(bind: Bind, path: string, columnOf: ColumnOf): ValueSql {
  if (path === nowhere) return jsonSql("''");
  const place = toPropertyPlace(path);
  const column = (type?: string): string =>
    bind('Identifier', type === undefined ? place : `${place}.:\`${type}\``);
  const whole = `toJSONString(${column()})`;
  const object = `toJSONString(${bind('Identifier', `properties.^${quotePlace(path)}`)})`;
  return {
    exists: `(isNotNull(${column()}) or ${object} != '{}')`,
    get text() {
      return columnOf({ path, type: 'text' }) ?? column('String');
    },
    get number() {
      const kept = columnOf({ path, type: 'number' });
      if (kept !== undefined) return kept;
      const integers = ['Int64', 'UInt64'].map((type) => `toFloat64(${column(type)})`);
      return `coalesce(${[column('Float64'), ...integers].join(', ')})`;
    },
    get truth() {
      return columnOf({ path, type: 'truth' }) ?? column('Bool');
    },
    isList: `startsWith(ifNull(${whole}, ''), '[')`,
    elements: `JSONExtractArrayRaw(ifNull(${whole}, ''))`,
    get dateMs() {
      return dateMsSql(this.text);
    },
    json: `multiIf(isNotNull(${column()}), ifNull(${whole}, ''), ${object} != '{}', ${object}, '')`,
  };
}

/** The same with a name for each of its parts that is asked. */
export const namedValue = (value: ValueSql, name: (expression: string) => string): ValueSql => ({
  ...{ isSure: value.isSure },
  get exists() {
    return name(value.exists);
  },
  get text() {
    return name(value.text);
  },
  get number() {
    return name(value.number);
  },
  get truth() {
    return name(value.truth);
  },
  get isList() {
    return name(value.isList);
  },
  get elements() {
    return name(value.elements);
  },
  get dateMs() {
    return name(value.dateMs);
  },
  get json() {
    return name(value.json);
  },
});

const key = String.raw`"(?:[^"\\]|\\.)*"\s*:`;

/** A value that is there as JSON text, empty where it is missing. */
export function jsonSql(json: string): ValueSql {
  const text = `if(startsWith(${json}, '"'), JSONExtractString(${json}), null)`;
  return {
    exists: `(${json} != '' and ${json} != 'null' and (not startsWith(${json}, '{') or match(replaceRegexpAll(${json}, '${key.replaceAll('\\', '\\\\')}', ''), '["\\\\[tf0-9-]')))`,
    text,
    dateMs: dateMsSql(text),
    number: `toFloat64OrNull(${json})`,
    truth: `multiIf(${json} = 'true', 1, ${json} = 'false', 0, null)`,
    isList: `startsWith(${json}, '[')`,
    elements: `JSONExtractArrayRaw(${json})`,
    json,
  };
}

const no = (type: string): string => `cast(null, 'Nullable(${type})')`;

/** A number of ours, Nullable: never a text, a truth value or a list. */
export const numberSql = (number: string): ValueSql => ({
  ...missing,
  exists: `isNotNull(${number})`,
  number: `toFloat64(${number})`,
  json: `ifNull(toString(${number}), '')`,
});

/** A number that everybody has: a count or a sum. */
export const countSql = (number: string): ValueSql => ({
  ...missing,
  exists: '1',
  number,
  json: `toString(${number})`,
  isSure: true,
});

/** A time of ours, Nullable(Int64) in milliseconds: a text of ISO 8601. */
export function timeSql(ms: string): ValueSql {
  const text = `concat(replaceOne(toString(fromUnixTimestamp64Milli(${ms}, 'UTC')), ' ', 'T'), 'Z')`;
  return {
    ...missing,
    exists: `isNotNull(${ms})`,
    text,
    dateMs: ms,
    json: `ifNull(concat('"', ${text}, '"'), '')`,
  };
}

const missing: ValueSql = {
  exists: '0',
  text: no('String'),
  number: no('Float64'),
  truth: no('UInt8'),
  isList: '0',
  elements: "cast([], 'Array(String)')",
  dateMs: no('Int64'),
  json: "''",
};

/** What lies at the names inside JSON text. */
export const insideSql = (bind: Bind, json: string, names: readonly string[]): string =>
  names.length === 0
    ? json
    : `JSONExtractRaw(${[json, ...names.map((name) => bind('String', name))].join(', ')})`;

/** UInt8: false where it is not known. */
export const known = (condition: string): string => `ifNull(${condition}, 0)`;

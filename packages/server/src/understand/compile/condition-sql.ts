// Conditions as SQL: UInt8 of a person, never null.
import {
  type Condition,
  type EventsCondition,
  type PropertyValue,
  propertyValues,
  type Test,
} from '@rapport/protocol';
import type { Definition } from './definition-sql.ts';
import { historySql } from './history-sql.ts';
import { sequenceSql } from './sequence-sql.ts';
import { durationMs, testSql } from './test-sql.ts';
import { attributeSql, eventValueSql, propertyValueSql, traitSql } from './trait-sql.ts';
import { jsonSql, type ValueSql } from './value-sql.ts';

export function conditionSql(condition: Condition, definition: Definition): string {
  const { asking } = definition;
  const each = (conditions: readonly Condition[]): string[] =>
    conditions.map((one) => conditionSql(one, definition));
  if ('everyone' in condition) return '1';
  if ('all' in condition) return joined(each(condition.all), 'and', '1');
  if ('any' in condition) return joined(each(condition.any), 'or', '0');
  if ('one' in condition) return `(${sumOf(each(condition.one))} = 1)`;
  if ('at_least' in condition && 'of' in condition)
    return `(${sumOf(each(condition.of as Condition[]))} >= ${asking.bind('UInt32', condition.at_least)})`;
  if ('attribute' in condition) return attributeConditionSql(condition, definition);
  if ('trait' in condition)
    return testSql(condition, traitSql({ trait: condition.trait }, definition), asking);
  if ('events' in condition) return testSql(...tested(condition, definition), asking);
  if ('sequence' in condition) return sequenceSql(condition, definition);
  if ('segment' in condition) return membershipSql(condition, definition);
  if ('not' in condition) return `not ${conditionSql(condition.not as Condition, definition)}`;
  if ('list' in condition) return listSql(condition.list, definition);
  if ('permits' in condition) return bitSql('permitted', condition.permits, definition);
  if ('said' in condition) return saidSql(condition, definition);
  if ('bucket' in condition) {
    const { of, from, until } = condition.bucket;
    const bucket = bucketSql(of, definition);
    return `(${bucket} >= ${asking.bind('UInt32', from)} and ${bucket} < ${asking.bind('UInt32', until)})`;
  }
  const { of, percent } = condition.held_out;
  return `(${bucketSql(of, definition)} < ${asking.bind('UInt32', Math.round(percent * 100))})`;
}

const joined = (conditions: readonly string[], word: 'and' | 'or', ofNone: string): string =>
  conditions.length === 0 ? ofNone : `(${conditions.join(` ${word} `)})`;
const sumOf = (conditions: readonly string[]): string =>
  conditions.length === 0 ? '0' : `(${conditions.map((one) => `toUInt32(${one})`).join(' + ')})`;

type AttributeCondition = Extract<Condition, { attribute: string }>;

function attributeConditionSql(condition: AttributeCondition, definition: Definition): string {
  const { asking } = definition;
  if ('changed' in condition) return changedSql(condition, definition);
  if (condition.for === undefined)
    return testSql(condition, attributeSql(condition.attribute, definition), asking);
  const { past, jsonOf } = historySql(condition.attribute, definition);
  const since = asking.bind('Int64', asking.momentMs - durationMs(condition.for));
  const passes = (json: string): string => testSql(condition, jsonSql(json), asking);
  // Each value that was there at some time from then to now: the next one came later than that, or there is none.
  const lasted = `(i = length(h) or h[i + 1].1 > ${since})`;
  const before = `((notEmpty(h) and h[1].1 <= ${since}) or ${passes("''")})`;
  return `arrayMap(h -> toUInt8(${before} and arrayAll(i -> not ${lasted} or ${passes(jsonOf('h[i]'))}, arrayEnumerate(h))), [${past}])[1]`;
}

function changedSql(
  { attribute, changed }: Extract<AttributeCondition, { changed: unknown }>,
  definition: Definition,
): string {
  const { asking } = definition;
  const { past, jsonOf } = historySql(attribute, definition);
  const since = asking.bind('Int64', asking.momentMs - durationMs(changed.within));
  const [was, is] = [`if(i = 1, '', ${jsonOf('h[i - 1]')})`, jsonOf('h[i]')];
  const passes = (test: Test | undefined, json: string): string =>
    test === undefined ? '1' : testSql(test, jsonSql(json), asking);
  const differs = `(${was} != ${is} and (${jsonSql(was).exists} or ${jsonSql(is).exists}))`;
  const counts = `h[i].1 > ${since} and ${differs} and ${passes(changed.from, was)} and ${passes(changed.to, is)}`;
  return `arrayMap(h -> toUInt8(arrayExists(i -> ${counts}, arrayEnumerate(h))), [${past}])[1]`;
}

/** What a condition over events tests, and the test. */
export function tested(condition: EventsCondition, definition: Definition): [Test, ValueSql] {
  const { events } = condition;
  if ('count' in condition) return [condition.count, eventValueSql({ count: events }, definition)];
  if ('first_at' in condition) return [condition.first_at, eventValueSql({ first_at: events }, definition)];
  if ('last_at' in condition) return [condition.last_at, eventValueSql({ last_at: events }, definition)];
  const name = propertyValues.find((one) => one in condition) as PropertyValue;
  const path = String((condition as Record<string, unknown>)[name]);
  return [condition.is, propertyValueSql(name, path, events, definition)];
}

function listSql(name: string, { listId, column, asking }: Definition): string {
  const id = listId(name);
  return id === undefined ? '0' : column(`has(lists, ${asking.bind('UInt32', id)})`);
}

type Membership = Extract<Condition, { segment: string }>;

function membershipSql(condition: Membership, definition: Definition): string {
  const { asking, segment } = definition;
  const other = segment(condition.segment);
  const isIn = other?.isIn ?? '0';
  const within = 'left' in condition ? condition.left : condition.entered;
  if (within === undefined) return isIn;
  const id = asking.bind('UInt32', other?.id ?? 0);
  const since = asking.bind('Int64', asking.momentMs - durationMs(within.within));
  const moment = asking.bind('Int64', asking.momentMs);
  if ('left' in condition) {
    const left = `arrayMax(s -> if(s.1 = ${id} and s.3 > 0, s.3, toInt64(-9e15)), stays)`;
    return `(not ${isIn} and ${left} > ${since} and ${left} <= ${moment})`;
  }
  const entered = `arrayMax(s -> if(s.1 = ${id}, s.2, toInt64(-9e15)), stays)`;
  return `(${isIn} and ${entered} > ${since} and ${entered} <= ${moment})`;
}

function bitSql(column: string, purpose: string, { asking, bitOf }: Definition): string {
  const bit = bitOf(purpose);
  return bit === undefined ? '0' : `bitTest(${column}, ${asking.bind('UInt8', bit)})`;
}

function saidSql({ said, of }: Extract<Condition, { said: string }>, definition: Definition): string {
  const bit = definition.bitOf(of);
  if (bit === undefined) return said === 'nothing' ? '1' : '0';
  const { bind, momentMs } = definition.asking;
  const ends = `agreed_until[${bind('UInt8', bit)}]`;
  const yes = `(${bitSql('agreed', of, definition)} and (${ends} = 0 or ${ends} > ${bind('Int64', Math.floor(momentMs / 1000))}))`;
  const no = bitSql('denied', of, definition);
  if (said === 'nothing') return `not (${yes} or ${no})`;
  return said === 'yes' ? yes : no;
}

/** 0 to 9,999: the first eight bytes of a hash, the most significant first. */
const bucketSql = (salt: string, { asking }: Definition): string =>
  `(reinterpretAsUInt64(reverse(substring(SHA256(concat(${asking.bind('String', salt)}, '\\0', toString(id))), 1, 8))) % 10000)`;

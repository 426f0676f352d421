// Sequences as SQL.
//
// Of each person the events that matter are gathered with their time and a mask: which steps they may be, which `without` they
// are, whether they are the `nothing` that must not follow. One walk over them in the order of time then decides.
//
// For each step the walk keeps the latest time at which the sequence can have come so far. The latest is enough: from there
// the way to the next event is shortest, so no limit of time that an earlier one keeps is broken by it, and no `without` lies
// between that would not lie between the earlier one too. Events of one time do not follow each other, so what an event makes
// possible counts from the next time on. What must be followed by nothing is kept by its earliest time since the last such
// event: it has waited longest.
import type { Sequence } from '@rapport/protocol';
import type { Definition } from './definition-sql.ts';
import { scalarKeySql } from './property-key.ts';
import { eventPropertySql, stepSql } from './selector-sql.ts';
import { durationMs } from './test-sql.ts';
import { windowSql } from './window-sql.ts';

const eventsMax = 10_000;
const never = 'toInt64(-9000000000000000)';
const forever = 9_000_000_000_000_000;

export function sequenceSql(sequence: Sequence, definition: Definition): string {
  const { asking, row, feature } = definition;
  const { sequence: steps, same, in: window, after_last: after } = sequence;
  const inWindow = window === undefined ? '' : ` and ${row(windowSql(window, asking))}`;
  const masks = [
    ...steps.map((step, i) => [`${stepSql(step, definition)}${inWindow}`, 2 ** i] as const),
    ...steps.flatMap(({ without }, i) =>
      without === undefined ? [] : [[stepSql(without, definition), 2 ** (8 + i)] as const],
    ),
    ...(after === undefined ? [] : [[stepSql(after.nothing, definition), 2 ** 16] as const]),
  ];
  const mask = row(`toUInt32(${masks.map(([fits, bit]) => `if(${fits}, ${bit}, 0)`).join(' + ')})`);
  const key = same === undefined ? undefined : row(scalarKeySql(eventPropertySql(same, definition)));
  const counts = key === undefined ? `${mask} != 0` : `${mask} != 0 and isNotNull(${key})`;
  const event = `(${key === undefined ? "''" : `assumeNotNull(${key})`}, ms, ${mask}, id)`;
  const found = feature(`groupArrayIf(${event}, ${counts})`);
  const newest = `arraySlice(arrayReverseSort(x -> (x.2, x.4), ${found}), 1, ${eventsMax})`;
  const all = 2 ** steps.length - 1;
  // Who lacks an event of some step needs no walk.
  const walked = `if(bitAnd(arrayFold((set, x) -> bitOr(set, x.3), ${found}, toUInt32(0)), ${all}) = ${all}, arraySort(x -> (x.1, x.2), ${newest}), [])`;
  return walkSql(walked, sequence, definition);
}

function walkSql(
  events: string,
  { sequence: steps, after_last: after }: Sequence,
  { asking }: Definition,
): string {
  const { bind, momentMs } = asking;
  const count = steps.length;
  const none = `arrayWithConstant(${count}, ${never})`;
  const within = bind(
    'Array(Int64)',
    steps.map((step) => (step.within === undefined ? forever : durationMs(step.within))),
  );
  const waitMs = after === undefined ? 0 : durationMs(after.for);
  const wait = bind('Int64', waitMs);
  const moment = bind('Int64', momentMs);
  // The state: 1 key, 2 time, 3 reached before this time, 4 reached, 5 `without` before this time, 6 `without`,
  // 7 what waits for nothing since before this time, 8 what waits, 9 whether it was found.
  const start = `('', ${never}, ${none}, ${none}, ${none}, ${none}, ${never}, ${never}, toUInt8(0))`;
  const waited = (state: string): string => `(${state}.8 > ${never} and ${state}.8 + ${wait} <= ${moment})`;
  const arrive = `multiIf(x.1 != s.1, (x.1, x.2, ${none}, ${none}, ${none}, ${none}, ${never}, ${never}, toUInt8(s.9 or ${waited('s')})),
    x.2 > s.2, (x.1, x.2, s.4, s.4, s.6, s.6, s.8, s.8, s.9), s)`;
  const before = `arrayPushFront(arrayPopBack(a.3), x.2 - 1)`;
  const reached = `arrayMap((i, was, earlier, limit, unwanted) ->
    if(bitTest(x.3, i) and earlier > ${never} and x.2 - earlier <= limit and unwanted <= earlier, x.2, was), range(${count}), a.4, ${before}, ${within}, a.5)`;
  const unwanted = `arrayMap((i, was) -> if(bitTest(x.3, 8 + i), x.2, was), range(${count}), a.6)`;
  const isLast = `(b.4[${count}] = x.2)`;
  const step = `arrayMap(a -> (a.1, a.2, a.3, ${reached}, a.5, ${unwanted}, a.7, a.8, a.9), [${arrive}])[1]`;
  // Nothing that lies at the very time of the last event comes after it.
  const isNothing = `(bitTest(x.3, 16) and b.7 > ${never})`;
  const left = `if(${isNothing}, ${never}, b.8)`;
  const follow =
    after === undefined
      ? `(b.1, b.2, b.3, b.4, b.5, b.6, b.7, b.8, toUInt8(b.9 or ${isLast}))`
      : `(b.1, b.2, b.3, b.4, b.5, b.6, if(${isNothing}, ${never}, b.7), if(${left} = ${never} and ${isLast}, x.2, ${left}), toUInt8(b.9 or (${isNothing} and b.7 + ${wait} < x.2)))`;
  const walk = `arrayFold((s, x) -> arrayMap(b -> ${follow}, [${step}])[1], ${events}, ${start})`;
  if (after === undefined) return `(${walk}).9`;
  return `arrayMap(s -> toUInt8(s.9 or ${waited('s')}), [${walk}])[1]`;
}

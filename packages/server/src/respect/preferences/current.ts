// What holds of all that was said about a contact point.
//
// Of each thing (state, frequency, language) what was said last counts, by when it was said and not by when it arrived; of two
// things that were said in one moment, the one that sends less. So a switch that comes late, from a phone that was off for a
// week, undoes nothing that was said meanwhile.
//
// Pauses are different: the longest counts of those that were asked for since pauses were last ended. A shorter pause does not
// end a longer one by the way; whoever wants that ends it (`resumed`), and may pause anew in the same breath.
import { frequencies, type Preference, preferenceStates, type Said, type Saying } from './model.ts';

/**
 * By channel and topic, in the order of their names. `sayings` may be in any order. All that is recorded counts: nothing is recorded
 * from the future, and a clock that was set back, or that of another machine, must not make a no unheard.
 */
export function toCurrent(sayings: readonly Saying[]): Preference[] {
  const byCell = Map.groupBy(sayings, ({ channel, topic }) => `${channel} ${topic}`);
  return [...byCell.entries()].sort(([x], [y]) => (x < y ? -1 : 1)).map(([, cell]) => toPreference(cell));
}

function toPreference(cell: readonly Saying[]): Preference {
  const { channel, topic } = cell[0] as Saying;
  const { sinceMs, source } = findLatest(
    cell,
    () => '',
    () => 0,
  ) as Said<string>;
  return {
    ...{ channel, topic },
    state: findLatest(
      cell,
      ({ state }) => state,
      (state) => preferenceStates.indexOf(state),
    ),
    frequency: findLatest(
      cell,
      ({ frequency }) => frequency,
      (frequency) => frequencies.indexOf(frequency),
    ),
    pause: findPause(cell),
    language: findLatest(
      cell,
      ({ language }) => language,
      () => 0,
    ),
    newest: { sinceMs, source },
  };
}

/** `lessOf`: the higher, the less is sent. Names decide what nothing else does, so that the order of arrival never does. */
function findLatest<Value extends string>(
  cell: readonly Saying[],
  pick: (saying: Saying) => Value | null,
  lessOf: (value: Value) => number,
): Said<Value> | null {
  const said = cell.flatMap((saying): Said<Value>[] => {
    const value = pick(saying);
    return value === null ? [] : [{ value, sinceMs: saying.effectiveMs, source: saying.source }];
  });
  const compare = (x: Said<Value>, y: Said<Value>): number =>
    x.sinceMs - y.sinceMs ||
    lessOf(x.value) - lessOf(y.value) ||
    byName(x.value, y.value) ||
    byName(x.source, y.source);
  return findLast(said, compare);
}

function findPause(cell: readonly Saying[]): Said<number> | null {
  const resumedMs = cell.reduce(
    (latest, { resumed, effectiveMs }) => (resumed && effectiveMs > latest ? effectiveMs : latest),
    Number.NEGATIVE_INFINITY,
  );
  const pauses = cell.flatMap(({ pausedUntilMs, effectiveMs, source }): Said<number>[] =>
    pausedUntilMs === null || effectiveMs < resumedMs
      ? []
      : [{ value: pausedUntilMs, sinceMs: effectiveMs, source }],
  );
  return findLast(pauses, (x, y) => x.value - y.value || x.sinceMs - y.sinceMs || byName(x.source, y.source));
}

const byName = (x: string, y: string): number => (x === y ? 0 : x < y ? -1 : 1);

const findLast = <One>(all: readonly One[], compare: (x: One, y: One) => number): One | null =>
  all.reduce<One | null>((last, one) => (last === null || compare(one, last) > 0 ? one : last), null);

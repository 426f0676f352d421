// The oracle's attributes: what the value was at any time, by trying all tellings up to then.
import { areEqual, namesOf, valueAt } from './plain-values.ts';
import type { Person, Telling } from './world.ts';

/** The attribute at a time: the winning telling of those up to then, missing where it may not be seen. */
export function attributeAt(person: Person, path: string, ms: number): unknown {
  const [name, ...inside] = namesOf(path);
  const told = person.tellings.filter((telling) => telling.name === name && telling.ms <= ms);
  const best = told.reduce<Telling | undefined>(
    (winner, telling) => (winner === undefined || beats(telling, winner) ? telling : winner),
    undefined,
  );
  return best === undefined || best.permitted === false ? undefined : valueAt(best.value, inside);
}

/** The times at which a telling counted, each once, the first first. Between two of them nothing changes. */
export function tellingTimes(person: Person, path: string): number[] {
  const [name] = namesOf(path);
  const times = person.tellings.filter((telling) => telling.name === name).map(({ ms }) => ms);
  return [...new Set(times)].sort((x, y) => x - y);
}

/** Every change of the attribute with moment − d < t ≤ moment: what it was before, and what from then on. */
export function changesWithin(person: Person, path: string, momentMs: number, lengthMs: number) {
  return tellingTimes(person, path)
    .filter((ms) => momentMs - lengthMs < ms && ms <= momentMs)
    .map((ms) => ({ before: attributeAt(person, path, ms - 1), after: attributeAt(person, path, ms) }))
    .filter(({ before, after }) => !areEqual(before, after));
}

function beats(x: Telling, y: Telling): boolean {
  const [rankX, rankY] = [x.rank ?? 0, y.rank ?? 0];
  if (rankX !== rankY) return rankX > rankY;
  if (x.ms !== y.ms) return x.ms > y.ms;
  const [idX, idY] = [x.messageId ?? '', y.messageId ?? ''];
  if (idX !== idY) return idX > idY;
  return (x.sourceId ?? 0) > (y.sourceId ?? 0);
}

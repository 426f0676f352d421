// Categories of consent banners: `context.consent.categoryPreferences`, as Segment has it.
//
// An empty object says that every category is refused, as with Segment. A category that an object with others leaves out
// was not refused: nobody was asked about it, and the ledger must not say that they were. But it was not allowed either, so
// what another signal of the same message gives for it does not count.
import { malformed, toUnknownCategory } from './faults.ts';
import type { Listeners } from './listeners.ts';
import type { Findings, SignalMethod, SignalStatement } from './model.ts';
import { isFields } from './received.ts';

const method = 'categories';

export function readCategories(told: unknown, listeners: Listeners): Findings {
  if (!isFields(told))
    return { statements: [], faults: [malformed(method, 'send an object of categories with true or false')] };
  const names = [...listeners.categoryNames].filter((name) => Object.hasOwn(told, name));
  const answers = new Map(names.map((name) => [name, told[name] === true]));
  const odd = names.some((name) => typeof told[name] !== 'boolean');
  return {
    ...judgeCategories(listeners, answers, { refusesAll: isEmpty(told), isWhole: true, method }),
    faults: [
      ...(odd ? [malformed(method, 'send true or false for each category')] : []),
      ...(namesUnknown(Object.keys(told), listeners) ? [toUnknownCategory(method)] : []),
    ],
  };
}

/** Whether one of these is a category of which no purpose speaks. */
export const namesUnknown = (names: readonly unknown[], { categoryNames }: Listeners): boolean =>
  names.some((name) => typeof name === 'string' && !categoryNames.has(name));

type Telling = {
  refusesAll: boolean;
  /** It should name all categories. */
  isWhole: boolean;
  method: SignalMethod;
};

/** A purpose of which several categories speak needs all of them. `answers`: whether a category is allowed, if that was said. */
export function judgeCategories(
  { categories }: Listeners,
  answers: ReadonlyMap<string, boolean>,
  { refusesAll, isWhole, method: by }: Telling,
): Omit<Findings, 'faults'> {
  const statements: SignalStatement[] = [];
  const withheld: string[] = [];
  for (const [purpose, names] of categories) {
    const isGiven = names.every((name) => answers.get(name) === true);
    if (refusesAll || names.some((name) => answers.has(name)))
      statements.push({ purpose, state: isGiven ? 'given' : 'refused', method: by });
    else if (isWhole) withheld.push(purpose);
  }
  return { statements, withheld };
}

function isEmpty(fields: Record<string, unknown>): boolean {
  for (const name in fields) if (Object.hasOwn(fields, name)) return false;
  return true;
}

// Where the engine and the oracle differ, told as small as can be: one definition, one person, and nothing that does not matter.
import {
  type Condition,
  readSegmentDefinition,
  readTraitDefinition,
  type TraitValue,
} from '@rapport/protocol';
import type { World } from './definition-world.ts';
import {
  type Asked,
  areEqual,
  isTrue,
  type Limits,
  limitsOf,
  type Person,
  traitValueOf,
} from './oracle/index.ts';

export type Questions = {
  people: readonly Person[];
  conditions: readonly Condition[];
  values: readonly TraitValue[];
};
type Question =
  | { condition: Condition; person: Person }
  | { value: TraitValue; limits: Limits; person: Person };
export type Difference = Question & { answer: unknown; expected: unknown };

/** Asks everything of everybody; the first answer that is not the oracle's. */
export async function findDifference(
  world: World,
  { people, conditions, values }: Questions,
  asked: Asked,
): Promise<Difference | undefined> {
  const scored = values.map((value) => ({ value, limits: limitsOf(value, people, asked) }));
  const question = { ...asked, people, conditions, values: scored, keepIds: true };
  const answers = await world.ask(question).catch(() => undefined);
  if (answers === undefined)
    return findRefused(world, people, [...conditions.map((condition) => ({ condition })), ...scored], asked);
  for (const [who, person] of people.entries()) {
    for (const [i, condition] of conditions.entries()) {
      const [answer, expected] = [answers[who]?.conditions[i], isTrue(condition, person, asked)];
      if (answer !== expected) return { condition, person, answer, expected };
    }
    for (const [i, { value, limits }] of scored.entries()) {
      const [answer, expected] = [answers[who]?.values[i], traitValueOf(value, person, { ...asked, limits })];
      if (!areEqual(answer, expected)) return { value, limits, person, answer, expected };
    }
  }
  return undefined;
}

/** The engine refused to answer all of it: which of the questions was it? */
async function findRefused(
  world: World,
  people: readonly Person[],
  questions: readonly ({ condition: Condition } | { value: TraitValue; limits: Limits })[],
  asked: Asked,
): Promise<Difference> {
  for (const person of people)
    for (const question of questions) {
      const difference = await compare(world, { ...question, person }, asked);
      if (difference !== undefined) return difference;
    }
  throw new Error('The engine refuses all questions together, and none of them alone');
}

/** Leaves away one thing after the other for as long as the two still differ. */
export async function toSmallest(world: World, difference: Difference, asked: Asked): Promise<Difference> {
  let smallest = difference;
  for (let left = 400, found = true; found; ) {
    found = false;
    for (const question of smaller(smallest)) {
      if (left === 0) return smallest;
      left -= 1;
      const differs = await compare(world, question, asked);
      if (differs === undefined) continue;
      smallest = differs;
      found = true;
      break;
    }
  }
  return smallest;
}

async function compare(world: World, question: Question, asked: Asked): Promise<Difference | undefined> {
  const { person } = question;
  const isOne = 'condition' in question;
  const answer = await world
    .ask({
      ...{ ...asked, people: [person], keepIds: true },
      ...(isOne ? { conditions: [question.condition] } : { values: [question] }),
    })
    .then(
      ([answers]) => (isOne ? answers?.conditions[0] : answers?.values[0]),
      (error: unknown) => `${error}`.slice(0, 1000),
    );
  const expected = isOne
    ? isTrue(question.condition, person, asked)
    : traitValueOf(question.value, person, { ...asked, limits: question.limits });
  return areEqual(answer, expected) ? undefined : { ...question, answer, expected };
}

function* smaller(question: Question): Generator<Question> {
  const about = { name: 'a', purpose: 'service', title: 'A' };
  if ('condition' in question) {
    for (const definition of without(question.condition))
      if ('definition' in readSegmentDefinition({ ...about, definition }))
        yield { ...question, condition: definition as Condition };
  } else
    for (const definition of without(question.value))
      if ('definition' in readTraitDefinition({ ...about, definition }))
        yield { ...question, value: definition as TraitValue };
  const { person } = question;
  for (const key of ['events', 'tellings', 'stays', 'lists', 'permits', 'covered'] as const)
    for (const [i] of (person[key] ?? []).entries())
      yield { ...question, person: { ...person, [key]: (person[key] ?? []).toSpliced(i, 1) } };
}

/** What lies inside a value, and the value with one of its parts left away or made smaller. */
function* without(value: unknown): Generator<unknown> {
  if (typeof value !== 'object' || value === null) return;
  yield* Object.values(value);
  for (const [key, part] of Object.entries(value)) {
    const others = Object.entries(value).filter(([name]) => name !== key);
    if (Array.isArray(value)) yield value.toSpliced(Number(key), 1);
    else yield Object.fromEntries(others);
    for (const less of without(part))
      yield Array.isArray(value) ? value.toSpliced(Number(key), 1, less) : { ...value, [key]: less };
  }
}

export const toReport = (difference: Difference): string =>
  JSON.stringify(difference, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value));

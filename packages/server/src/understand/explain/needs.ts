// What the value that a part of a condition tests would have to be for the part to turn.
import type { Condition, Test } from '@rapport/protocol';

/** `by`: so much more or less than it is now, where both are numbers. */
export type Need = { needs: Test; by?: number };

/** Undefined where it tests no value as it is now: the condition itself says all there is to say. */
export function findNeed(condition: Condition, value: unknown, becomes: boolean): Need | undefined {
  const test = testOf(condition);
  if (test === undefined) return undefined;
  const needs = becomes ? nearest(test, value) : opposite(test);
  const by = typeof value === 'number' ? distance(needs, value, isCounted(condition)) : undefined;
  return by === undefined ? { needs } : { needs, by };
}

/** The test that a condition asks of one value of now. */
export function testOf(condition: Condition): Test | undefined {
  if ('attribute' in condition) {
    const { attribute: _, ...test } = condition;
    return 'changed' in test || test.for !== undefined ? undefined : (test as Test);
  }
  if ('trait' in condition) {
    const { trait: _, ...test } = condition;
    return test as Test;
  }
  if (!('events' in condition)) return undefined;
  const { count, first_at, last_at, is } = condition as Partial<
    Record<'count' | 'first_at' | 'last_at' | 'is', Test>
  >;
  return count ?? first_at ?? last_at ?? is;
}

/** Whole numbers: how many, and how many different ones. */
const isCounted = (condition: Condition): boolean => 'count' in condition || 'distinct' in condition;

/** Of a range the end that is nearer. */
function nearest(test: Test, value: unknown): Test {
  if ('not' in test) return opposite(test.not);
  if (!('between' in test) || typeof value !== 'number') return test;
  const [from = 0, to = 0] = test.between;
  return value < from ? { at_least: from } : { at_most: to };
}

function opposite(test: Test): Test {
  if ('not' in test) return test.not;
  if ('exists' in test) return { exists: !test.exists };
  if ('at_least' in test) return { less_than: test.at_least };
  if ('more_than' in test) return { at_most: test.more_than };
  if ('less_than' in test) return { at_least: test.less_than };
  if ('at_most' in test) return { more_than: test.at_most };
  return { not: test };
}

function distance(needs: Test, value: number, counted: boolean): number | undefined {
  const goal = goalOf(needs, counted);
  return goal === undefined ? undefined : Math.round((goal - value) * 1e6) / 1e6;
}

/** The first number that passes, of what is counted a whole one; undefined where it is not one of an end. */
function goalOf(needs: Test, counted: boolean): number | undefined {
  const [ceil, floor] = counted ? [Math.ceil, Math.floor] : [asItIs, asItIs];
  const step = counted ? 1 : 0;
  if ('at_least' in needs) return ceil(needs.at_least);
  if ('more_than' in needs) return floor(needs.more_than) + step;
  if ('at_most' in needs) return floor(needs.at_most);
  if ('less_than' in needs) return ceil(needs.less_than) - step;
  return 'is' in needs && typeof needs.is === 'number' ? needs.is : undefined;
}

const asItIs = (number: number): number => number;

/**
 * Whether nothing that may happen turns it so: chance stays as it is, and of events that no window lets go there are never
 * fewer. What was told late and what is taken away (a person who is parted, or forgotten) is not thought of.
 */
export function isFixed(condition: Condition, value: unknown, becomes: boolean): boolean {
  if ('bucket' in condition || 'held_out' in condition) return true;
  if (!('events' in condition) || !isCounted(condition)) return false;
  const { in: window } = condition.events;
  const isLetGo = window !== undefined && !('from' in window) && !('until' in window);
  const need = findNeed(condition, value, becomes);
  return !isLetGo && need?.by !== undefined && need.by < 0;
}

// A definition as a tree of what can be asked by itself: each node an answer, each leaf with the value that it tests.
import {
  type Condition,
  type EventsCondition,
  partsOfValue,
  propertyValues,
  type Selector,
  type TraitValue,
} from '@rapport/protocol';
import type { Definition } from '../definitions/index.ts';

export type Node = {
  definition: Condition | TraitValue;
  /** A condition is met or not, a value is what it is. */
  kind: 'condition' | 'value';
  /** Of a leaf: what it tests. */
  value?: TraitValue;
  /** Of a leaf: the events that it looks at. */
  selectors?: readonly Selector[];
  nodes: Node[];
};

type Find = (kind: Definition['kind'], name: string) => Definition | undefined;

export function toConditionTree(condition: Condition, find: Find): Node {
  const about = { definition: condition, kind: 'condition' } as const;
  const inner = innerConditions(condition);
  if (inner !== undefined) return { ...about, nodes: inner.map((one) => toConditionTree(one, find)) };
  if ('segment' in condition) {
    const other = find('segment', condition.segment);
    return {
      ...about,
      nodes: other === undefined ? [] : [toConditionTree(other.definition as Condition, find)],
    };
  }
  if ('trait' in condition) {
    const value: TraitValue = { trait: condition.trait };
    return { ...about, value, nodes: toValueTree(value, find).nodes };
  }
  if ('attribute' in condition) return { ...about, value: { attribute: condition.attribute }, nodes: [] };
  if ('events' in condition)
    return { ...about, value: testedValue(condition), selectors: [condition.events], nodes: [] };
  if ('sequence' in condition) return { ...about, selectors: stepsOf(condition), nodes: [] };
  return { ...about, nodes: [] };
}

export function toValueTree(value: TraitValue, find: Find): Node {
  const about = { definition: value, kind: 'value', value } as const;
  if ('trait' in value) {
    const other = find('trait', value.trait);
    return {
      ...about,
      nodes: other === undefined ? [] : [toValueTree(other.definition as TraitValue, find)],
    };
  }
  const { selector, inner } = partsOfValue(value);
  return {
    ...about,
    ...(selector === undefined ? {} : { selectors: [selector] }),
    nodes: inner.map((one) => toValueTree(one, find)),
  };
}

function innerConditions(condition: Condition): readonly Condition[] | undefined {
  if ('all' in condition) return condition.all;
  if ('any' in condition) return condition.any;
  if ('one' in condition) return condition.one;
  if ('at_least' in condition && 'of' in condition) return condition.of as Condition[];
  const isNot = 'not' in condition && !('attribute' in condition) && !('trait' in condition);
  return isNot ? [condition.not as Condition] : undefined;
}

/** What a condition over events tests, as a value. */
function testedValue(condition: EventsCondition): TraitValue {
  const { events } = condition;
  if ('count' in condition) return { count: events };
  if ('first_at' in condition) return { first_at: events };
  if ('last_at' in condition) return { last_at: events };
  const name = propertyValues.find((one) => one in condition) as (typeof propertyValues)[number];
  return { [name]: (condition as Record<string, unknown>)[name], of: events } as TraitValue;
}

/** The events that a sequence may be made of. */
function stepsOf({
  sequence,
  in: window,
  after_last: after,
}: Extract<Condition, { sequence: unknown }>): Selector[] {
  const steps = sequence.map(({ within: _, without: __, ...step }) => ({
    ...step,
    ...(window && { in: window }),
  }));
  return after === undefined ? steps : [...steps, after.nothing];
}

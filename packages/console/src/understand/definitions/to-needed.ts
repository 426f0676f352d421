// A part of a definition as it would have to be for the answer to turn, as a condition that can be said.
import type { Condition, Test } from '@rapport/protocol';
import type { TurningPart } from './kept.ts';

const TESTS = ['count', 'first_at', 'last_at', 'is'] as const;

export function toNeeded({ definition, becomes, needs }: TurningPart<Condition>): Condition {
  if (needs === undefined) return becomes ? definition : { not: definition };
  if ('attribute' in definition) return { attribute: definition.attribute, ...needs } as Condition;
  if ('trait' in definition) return { trait: definition.trait, ...needs } as Condition;
  const name = TESTS.find((one) => one in definition);
  if (name === undefined) return becomes ? definition : { not: definition };
  return { ...definition, [name]: name === 'count' ? orNever(needs) : needs } as Condition;
}

/** "Fewer than once" is said as never. */
const orNever = (test: Test): Test =>
  ('less_than' in test && test.less_than <= 1) || ('at_most' in test && test.at_most < 1) ? { is: 0 } : test;

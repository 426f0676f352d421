// Generators of values of traits, of each form.
import { operations, propertyValues, type TraitValue, type Value } from '@rapport/protocol';
import fc from 'fast-check';
import { traitNames } from './arbitrary-condition.ts';
import { arbitrarySelector, slidingSelector } from './arbitrary-selector.ts';
import { asJson, duration, kind, numbers, pathsOf } from './arbitrary-values.ts';

const path = kind.chain((of) => fc.constantFrom(...pathsOf[of]));
const trait = fc.record({ trait: fc.constantFrom(...Object.values(traitNames)) });
const number: fc.Arbitrary<Value> = fc.oneof(
  fc.record({ count: arbitrarySelector }),
  fc.record({ trait: fc.constant(traitNames.number) }),
  fc.record({ attribute: fc.constantFrom(...pathsOf.number) }),
  fc.record({ sum: fc.constantFrom(...pathsOf.number), of: arbitrarySelector }),
);
const operand = fc.oneof(number, numbers);
const calculated = (side: fc.Arbitrary<Value | number>): fc.Arbitrary<Value> =>
  fc
    .tuple(fc.constantFrom(...operations), side, side)
    .map(([operation, x, y]) => ({ [operation]: [x, y] }) as unknown as Value);

const plainValue: fc.Arbitrary<Value> = fc.oneof(
  fc.record({ attribute: path }),
  trait,
  fc.record({ count: arbitrarySelector }),
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        fc.constantFrom(...propertyValues),
        fc.oneof(path, fc.constantFrom(...pathsOf.number)),
        arbitrarySelector,
      )
      .map(([name, property, of]) => ({ [name]: property, of }) as unknown as Value),
  },
  fc.record({ first_at: arbitrarySelector }),
  fc.record({ last_at: arbitrarySelector }),
  fc.record({ days_since_last: arbitrarySelector }),
  fc.record({ rate: slidingSelector, per: duration }),
  {
    weight: 2,
    arbitrary: fc.record(
      { most_frequent: path, of: arbitrarySelector, at_least: fc.integer({ min: 1, max: 3 }) },
      { requiredKeys: ['most_frequent', 'of'] },
    ),
  },
  {
    weight: 2,
    arbitrary: fc.record({ list: path, of: arbitrarySelector, at_most: fc.constantFrom(1, 2, 1000) }),
  },
  { weight: 2, arbitrary: calculated(operand) },
  calculated(fc.oneof(operand, calculated(operand))),
);

const score: fc.Arbitrary<TraitValue> = fc.record(
  {
    score: fc.oneof({ weight: 3, arbitrary: number }, plainValue),
    groups: fc.constantFrom(2, 3, 5, 10),
    reversed: fc.constant(true as const),
  },
  { requiredKeys: ['score', 'groups'] },
);
const rfm: fc.Arbitrary<TraitValue> = fc.record(
  {
    rfm: arbitrarySelector,
    monetary: fc.constantFrom('age', 'address.n', 'plan'),
    groups: fc.constantFrom(2, 3, 9),
  },
  { requiredKeys: ['rfm', 'monetary'] },
);

/** Values of traits of all forms. */
export const arbitraryTraitValue: fc.Arbitrary<TraitValue> = asJson(
  fc.oneof({ weight: 8, arbitrary: plainValue }, score, rfm),
);

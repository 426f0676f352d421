// Generators of conditions, of each form, about half of which are true of a generated person.
import { type Condition, propertyValues, type Test } from '@rapport/protocol';
import fc from 'fast-check';
import { arbitrarySelector, arbitrarySequence } from './arbitrary-selector.ts';
import { pathAndTest, testOf } from './arbitrary-test.ts';
import { asJson, duration, type Kind, kind, pathsOf } from './arbitrary-values.ts';

export const segmentNames = ['loyal', 'vip'];
export const listNames = ['testers', 'friends'];
export const traitNames = {
  text: 'favourite',
  number: 'orders',
  date: 'last_order',
  list: 'categories',
} as const;
export const purposeNames = ['marketing.email', 'analytics'];

const segment = fc.constantFrom(...segmentNames);
const purpose = fc.constantFrom(...purposeNames);
const within = duration.map((length) => ({ within: length }));
const count = fc.oneof(
  fc.constantFrom<Test>({ is: 0 }, { at_least: 1 }, { at_least: 2 }, { at_most: 1 }, { between: [1, 2] }),
  testOf('number'),
);

/** Mostly long ago and of anything: few attributes change twice. */
const change = (of: Kind) => {
  const side = fc.oneof(fc.constantFrom<Test>({ exists: true }, { exists: false }), testOf(of));
  const long = fc.oneof(fc.constantFrom('P30D', 'P3650D'), duration);
  return fc.oneof(
    fc.record({ within: long }),
    fc.record({ within: long, from: side, to: side }, { requiredKeys: ['within'] }),
  );
};
const ofAttribute: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 2, arbitrary: pathAndTest.map(([attribute, test]) => ({ attribute, ...test })) },
  fc.tuple(pathAndTest, duration).map(([[attribute, test], length]) => ({ attribute, ...test, for: length })),
  kind
    .chain((of) => fc.tuple(fc.constantFrom(...pathsOf[of]), change(of)))
    .map(([attribute, changed]) => ({ attribute, changed })),
);
const ofTrait: fc.Arbitrary<Condition> = fc
  .constantFrom('text' as const, 'number' as const, 'date' as const, 'list' as const)
  .chain((of) => testOf(of).map((test) => ({ trait: traitNames[of], ...test })));

const kindsAsked = {
  sum: 'number',
  average: 'number',
  minimum: 'number',
  maximum: 'number',
  distinct: 'number',
} as const;
const ofProperty: fc.Arbitrary<Condition> = fc
  .tuple(fc.constantFrom(...propertyValues), kind, arbitrarySelector)
  .chain(([name, of, events]) => {
    const isAsked = name === 'first_value' || name === 'last_value';
    const about = isAsked ? of : kindsAsked[name];
    const paths = pathsOf[isAsked || name === 'distinct' ? of : 'number'];
    return fc
      .tuple(fc.constantFrom(...paths), testOf(about))
      .map(([path, is]) => ({ events, [name]: path, is }) as unknown as Condition);
  });
const ofEvents: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ events: arbitrarySelector, count }) },
  fc.record({ events: arbitrarySelector, first_at: testOf('date') }),
  fc.record({ events: arbitrarySelector, last_at: testOf('date') }),
  { weight: 3, arbitrary: ofProperty },
);

const ofSegment: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ segment }),
  fc.record({ segment, entered: within }),
  fc.record({ segment, left: within }),
);
const salt = fc.constantFrom('spring', 'próba');
const ofChance: fc.Arbitrary<Condition> = fc.oneof(
  fc
    .tuple(salt, fc.constantFrom(0, 2500), fc.constantFrom(5000, 7500, 10_000))
    .map(([of, from, until]) => ({ bucket: { of, from, until } })),
  fc.record({ held_out: fc.record({ of: salt, percent: fc.constantFrom(0, 0.29, 50, 66.67, 100) }) }),
);
const ofConsent: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ permits: purpose }),
  fc.record({ said: fc.constantFrom('yes' as const, 'no' as const, 'nothing' as const), of: purpose }),
);

const leaf: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<Condition>({ everyone: true }) },
  { weight: 8, arbitrary: ofAttribute },
  { weight: 3, arbitrary: ofTrait },
  { weight: 8, arbitrary: ofEvents },
  { weight: 5, arbitrary: arbitrarySequence },
  { weight: 2, arbitrary: ofSegment },
  { weight: 1, arbitrary: fc.record({ list: fc.constantFrom(...listNames) }) },
  { weight: 2, arbitrary: ofConsent },
  { weight: 1, arbitrary: ofChance },
);

const joined = (inner: fc.Arbitrary<Condition>): fc.Arbitrary<Condition> => {
  const several = fc.array(inner, { maxLength: 3 });
  return fc.oneof(
    { weight: 8, arbitrary: inner },
    { weight: 3, arbitrary: inner.map((not) => ({ not })) },
    several.map((all) => ({ all })),
    several.map((any) => ({ any })),
    several.map((one) => ({ one })),
    fc.record({ at_least: fc.integer({ min: 1, max: 2 }), of: several }),
  );
};

/** Conditions of all forms, joined over two levels. */
export const arbitraryCondition: fc.Arbitrary<Condition> = asJson(joined(joined(leaf)));

// Generators of tests, of each form, fit for a kind of value.
import type { LookUp, Test } from '@rapport/protocol';
import fc from 'fast-check';
import {
  anyZone,
  dates,
  duration,
  findable,
  fixedDate,
  idPaths,
  type Kind,
  kind,
  numbers,
  pathsOf,
  scalar,
  texts,
} from './arbitrary-values.ts';

const folding = fc.option(fc.constant(true as const), { nil: undefined, freq: 2 });
/** The form with or without `ignoring_case`, which is left out and not undefined. */
const folded = <T extends object>(form: fc.Arbitrary<T>) =>
  fc
    .tuple(form, folding)
    .map(([given, ignoring_case]) => (ignoring_case ? { ...given, ignoring_case } : given));

const when = fc.oneof(
  fixedDate,
  duration.map((ago) => ({ ago })),
  duration.map((ahead) => ({ ahead })),
);
const pairOf = (number: fc.Arbitrary<number>) =>
  fc.tuple(number, number).map(([x, y]) => [Math.min(x, y), Math.max(x, y)]);
const days = fc.constantFrom(0, 1, 2, 7, 90, 366);

const presence: fc.Arbitrary<Test> = fc.record({ exists: fc.boolean() });
const equality: fc.Arbitrary<Test> = fc.oneof(
  folded(scalar.map((is) => ({ is }))),
  folded(fc.array(scalar, { maxLength: 4 }).map((is_one_of) => ({ is_one_of }))),
);
const expression = fc.constantFrom(
  'old',
  '^[Gg]o',
  'ld$',
  '^$',
  '\\d',
  '.\\.',
  '^\\w+$',
  '(?:ó|o)[^a-c]',
  '\\s',
  '\\bo',
);
const ofText: fc.Arbitrary<Test> = fc.oneof(
  folded(texts.map((is) => ({ is }))),
  folded(fc.uniqueArray(texts, { maxLength: 4 }).map((is_one_of) => ({ is_one_of }))),
  folded(findable.map((contains) => ({ contains }))),
  folded(findable.map((starts_with) => ({ starts_with }))),
  folded(findable.map((ends_with) => ({ ends_with }))),
  expression.map((matches) => ({ matches })),
);
const ofNumber: fc.Arbitrary<Test> = fc.oneof(
  numbers.map((is) => ({ is })),
  numbers.map((more_than) => ({ more_than })),
  numbers.map((at_least) => ({ at_least })),
  numbers.map((less_than) => ({ less_than })),
  numbers.map((at_most) => ({ at_most })),
  pairOf(numbers).map((between) => ({ between })),
);
const ofDate: fc.Arbitrary<Test> = fc.oneof(
  when.map((before) => ({ before })),
  when.map((after) => ({ after })),
  duration.map((within_last) => ({ within_last })),
  duration.map((within_next) => ({ within_next })),
  fc
    .tuple(pairOf(days), fc.option(anyZone, { nil: undefined }))
    .map(([in_days, zone]) => ({ anniversary: zone === undefined ? { in_days } : { in_days, zone } })),
  dates.map((is) => ({ is })),
);
const ofElement = fc.oneof(ofText, ofNumber, equality, presence);
const ofList: fc.Arbitrary<Test> = fc.oneof(
  ofElement.map((some) => ({ some })),
  ofElement.map((each) => ({ each })),
  ofElement.map((no) => ({ no })),
  ofNumber.map((length) => ({ length })),
);
const fit: Record<Kind, fc.Arbitrary<Test>> = {
  text: ofText,
  number: ofNumber,
  date: ofDate,
  list: ofList,
  object: presence,
};

const straight = (of: Kind): fc.Arbitrary<Test> =>
  fc.oneof(
    { weight: 8, arbitrary: fit[of] },
    { weight: 1, arbitrary: presence },
    { weight: 1, arbitrary: fc.oneof(equality, ofText, ofNumber, ofDate, ofList) },
  );

/** A test that is mostly made for values of the kind. */
export const testOf = (of: Kind): fc.Arbitrary<Test> =>
  fc.oneof(
    { weight: 3, arbitrary: straight(of) },
    { weight: 1, arbitrary: straight(of).map((not) => ({ not })) },
  );

/** Neither by the moment nor by an expression: what look-ups may ask. */
const isSteady = (test: Test): boolean =>
  !/"(?:ago|ahead|within_last|within_next|anniversary|matches)":/.test(JSON.stringify(test));
const fields: [field: string, of: Kind][] = [
  ['brand', 'text'],
  ['brand', 'text'],
  ['price', 'number'],
  ['price', 'number'],
  ['since', 'date'],
  ['tags', 'list'],
  ['size', 'object'],
  ['sold', 'text'],
  ['nothing', 'text'],
];
export const arbitraryLookUp: fc.Arbitrary<LookUp> = fc
  .tuple(
    fc.constantFrom(...idPaths),
    fc.constantFrom('product', 'product', 'offer', 'none'),
    fc.constantFrom(...fields),
  )
  .chain(([property, of, [field, kindOf]]) =>
    fc
      .oneof(testOf(kindOf), fc.constantFrom<Test>({ is: 'Acme' }, { exists: true }, { is: true }))
      .filter(isSteady)
      .map((test) => ({ property, of, field, ...test })),
  );

/** A path and a test that is mostly made for what lies there. */
export const pathAndTest: fc.Arbitrary<[path: string, test: Test]> = kind.chain((of) =>
  fc.tuple(fc.constantFrom(...pathsOf[of]), testOf(of)),
);

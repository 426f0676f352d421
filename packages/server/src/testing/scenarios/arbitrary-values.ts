// Generators of plain values: few texts, numbers and times, so that what is asked often meets what is there.
import fc from 'fast-check';
import { at, dayMs, hourMs, nowMs } from './scenario.ts';

/** The same as JSON would give it: generated records have no prototype. */
export const asJson = <T>(generated: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  generated.map((value) => structuredClone(value));

/** One time of four, or so; null else. */
export const sometimes = <T>(generated: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: generated });

/** Durations whose ends the times below lie at. */
export const duration = fc.constantFrom('PT1H', 'P1D', 'P7D', 'P1W', 'P30D');

/** Lengths that lie at the ends of these durations, or a millisecond to either side. */
const ends = [0, hourMs, 2 * hourMs, dayMs, 3 * dayMs, 7 * dayMs, 30 * dayMs].flatMap((ms) => [
  ms - 1,
  ms,
  ms + 1,
]);
/** Beginnings of days, weeks, months and hours in Warsaw, Kolkata and UTC around the moment. */
const beginnings = [
  ...[
    '2026-11-26T18:30Z',
    '2026-11-26T23:00Z',
    '2026-11-27T00:00Z',
    '2026-11-25T23:00Z',
    '2026-11-22T23:00Z',
  ],
  ...[
    '2026-10-31T23:00Z',
    '2026-09-30T22:00Z',
    '2026-10-25T00:59Z',
    '2026-10-25T01:30Z',
    '2025-12-31T23:00Z',
  ],
].flatMap((text) => [at(text) - 1, at(text)]);

/** Times up to the moment, which many events share; now and then one that is ahead. */
export const time = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...ends.map((ms) => nowMs - Math.max(ms, 0))) },
  { weight: 4, arbitrary: fc.constantFrom(...beginnings) },
  { weight: 1, arbitrary: fc.constantFrom(nowMs + 1, nowMs + hourMs) },
);

export const texts = fc.constantFrom('gold', 'Gold', 'silver', 'Łódź', 'a.b', "o'ne %_", '');
export const findable = fc.constantFrom('gold', 'Gold', 'old', 'g', 'ó', 'Ź', '.', "'");
export const numbers = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(0, 1, 2, 2.5, 5, -1, 0.1, 1e9, 1e10) },
  // At the ends of what the engine keeps as whole numbers, and of doubles.
  fc.constantFrom(999_999_999.999999, 2 ** 53, 1e18, 1e19, -1e18, 1e300, Number.MAX_VALUE, 5e-324, 0.0000015),
);
export const scalar = fc.oneof(texts, numbers, fc.boolean());
/** Dates as texts: at the ends of durations to both sides, days near the moment, birthdays, and what is nearly a date. */
export const dates = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...ends).map((ms) => new Date(nowMs - ms).toISOString()) },
  { weight: 2, arbitrary: fc.constantFrom(...ends).map((ms) => new Date(nowMs + ms).toISOString()) },
  fc.constantFrom(
    '2026-11-27',
    '2026-11-26',
    '1990-11-27',
    '1990-11-28',
    '2000-02-29',
    '1990-11-26T23:30:00Z',
  ),
  fc.constantFrom('2026-11-27T09:00+01:00', '2026-11-27T08:00', '2026-02-30', 'today'),
);
export const fixedDate = fc.constantFrom(
  '2026-11-27',
  '2026-11-20T09:00:00+01:00',
  '2026-11-01',
  '2026-10-28T08:00:00.001Z',
);
export const lists = fc.array(fc.oneof(texts, numbers, fc.constant(null)), { maxLength: 3 });
export const objects = fc.record(
  { city: fc.oneof(texts, lists), n: fc.oneof(numbers, fc.constant(null)) },
  { requiredKeys: [] },
);
export const zones = fc.constantFrom('Europe/Warsaw', 'Asia/Kolkata', 'UTC');
export const anyZone = fc.oneof(zones, fc.constant('person'));

/** What values of one kind are; each name below mostly has values of its kind. */
export const kinds = { text: texts, number: numbers, date: dates, list: lists, object: objects };
export type Kind = keyof typeof kinds;

/** The names of attributes, and of properties, by the kind that they mostly have. */
export const pathsOf: Record<Kind, string[]> = {
  text: ['plan', 'address.city'],
  number: ['age', 'address.n'],
  date: ['since'],
  list: ['tags'],
  object: ['address'],
};
export const kindOf: Record<string, Kind> = {
  plan: 'text',
  age: 'number',
  since: 'date',
  tags: 'list',
  address: 'object',
};
export const kind = fc.constantFrom<Kind>('text', 'text', 'number', 'number', 'date', 'list', 'object');

/** Mostly a value of the kind, sometimes another or none. */
export const valueOfKind = (of: Kind): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 10, arbitrary: kinds[of] },
    { weight: 1, arbitrary: fc.oneof(scalar, dates, lists, objects) },
    { weight: 1, arbitrary: fc.constant(null) },
  );

/** Some things with an id each: what look-ups go by. */
const id = fc.oneof(texts, numbers, fc.constantFrom('2', '2.5', '5.0', '01', true, null));
const ids = fc.array(fc.oneof(id, fc.array(id, { maxLength: 2 })), { maxLength: 3 });
const line = fc.oneof(
  { weight: 6, arbitrary: fc.record({ product: fc.oneof(id, ids) }, { requiredKeys: [] }) },
  fc.oneof(
    fc.record({ 'item.product': id }),
    fc.record({ item: fc.record({ product: id }) }),
    fc.record({ item: fc.array(fc.record({ product: id }), { maxLength: 2 }) }),
    id,
    fc.array(fc.record({ product: id }), { maxLength: 2 }),
  ),
);
const lines = fc.oneof({ weight: 6, arbitrary: fc.array(line, { maxLength: 3 }) }, line, id);
/** The paths to ids. */
export const idPaths = [
  'plan',
  'age',
  'tags',
  'address.city',
  'address.n',
  'lines',
  'lines.product',
  'lines.item.product',
];

const properties: Record<string, fc.Arbitrary<unknown>> = {
  ...Object.fromEntries(Object.entries(kindOf).map(([name, of]) => [name, valueOfKind(of)])),
  lines,
};
/** An object that names some of these with values of their kinds. */
export const named = fc.record(properties, { requiredKeys: ['plan', 'age', 'address'] });

// Generators of people: few names and times, so that events tie, windows end where something happened, and some things are missing.
import fc from 'fast-check';
import type { Person, Telling } from '../oracle/index.ts';
import { listNames, purposeNames, segmentNames, traitNames } from './arbitrary-condition.ts';
import { eventNames } from './arbitrary-selector.ts';
import { asJson, kindOf, kinds, lists, named, time, valueOfKind, zones } from './arbitrary-values.ts';
import { type Happened, nowMs, stored } from './scenario.ts';

const about = {
  ms: time,
  rank: fc.constantFrom(10, 50, 50),
  messageId: fc.constantFrom('a', 'b', 'c'),
  sourceId: fc.constantFrom(1, 2),
  permitted: fc.constantFrom(true, true, true, true, true, false),
};
const telling = (name: string, value: fc.Arbitrary<unknown>): fc.Arbitrary<Telling> =>
  fc.record({ name: fc.constant(name), value, ...about });
const tellings = fc.uniqueArray(
  fc.oneof(
    ...Object.entries(kindOf).map(([name, kind]) => telling(name, valueOfKind(kind))),
    telling('timezone', fc.oneof(zones, fc.constantFrom('Mars/Base', 'asia/kolkata', null, 5))),
  ),
  // One message tells an attribute once.
  {
    minLength: 3,
    maxLength: 16,
    selector: ({ name, ms, messageId, sourceId }) => [name, ms, messageId, sourceId].join(),
  },
);

/** Most were collected for the purpose. */
const snapshot = fc.oneof(
  { weight: 12, arbitrary: fc.constant('collected' as const) },
  fc.constantFrom('unrefused' as const, 'refused' as const),
);
const track: fc.Arbitrary<Happened> = fc.record({
  name: fc.constantFrom(...eventNames),
  type: fc.constant('track'),
  ms: time,
  properties: named,
  snapshot,
});
const call: fc.Arbitrary<Happened> = fc.oneof(
  fc.record({
    name: fc.constantFrom('page', 'Product Added'),
    type: fc.constant('page'),
    ms: time,
    properties: named,
    snapshot,
  }),
  fc.record({
    name: fc.constant('identify'),
    type: fc.constant('identify'),
    ms: time,
    properties: named,
    snapshot,
  }),
);
/** In the order in which they were stored, whenever they happened: some arrived late. */
const events = fc
  .array(fc.oneof({ weight: 5, arbitrary: track }, { weight: 1, arbitrary: call }), {
    minLength: 2,
    maxLength: 14,
  })
  .map((happened) => stored(...happened));

const covered = fc
  .tuple(time, time)
  .map(([x, y]) => (x === y ? [] : [{ fromMs: Math.min(x, y), untilMs: Math.max(x, y) }]));

const pastTime = time.filter((ms) => ms <= nowMs);
/** Stays that follow each other, the last perhaps without an end. */
const staysIn = (segment: string): fc.Arbitrary<Person['stays']> =>
  fc.uniqueArray(pastTime, { maxLength: 4 }).map((times) => {
    const sorted = times.toSorted((x, y) => x - y);
    return sorted.flatMap((enteredMs, index) => {
      const leftMs = sorted[index + 1];
      if (index % 2 === 1) return [];
      return leftMs === undefined ? [{ segment, enteredMs }] : [{ segment, enteredMs, leftMs }];
    });
  });

const traits = fc.record(
  {
    [traitNames.text]: kinds.text,
    [traitNames.number]: kinds.number,
    [traitNames.date]: kinds.date,
    [traitNames.list]: lists,
  },
  { requiredKeys: [] },
);

/** A person around `nowMs`, who conditions and values by the generators beside this one may be asked of. */
export const arbitraryPerson: fc.Arbitrary<Person> = asJson(
  fc.record({
    id: fc.oneof(fc.integer({ min: 1, max: 1000 }), fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n - 1n })),
    tellings,
    events,
    covered,
    stays: fc.tuple(...segmentNames.map(staysIn)).map((stays) => stays.flat()),
    lists: fc.subarray(listNames),
    traits,
    permits: fc.subarray(purposeNames),
    said: fc.dictionary(fc.constantFrom(...purposeNames), fc.constantFrom('yes' as const, 'no' as const)),
  }),
);

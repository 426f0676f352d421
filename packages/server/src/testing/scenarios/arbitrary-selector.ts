// Generators of selectors, windows and sequences.
import type { Selector, Sequence, StepSelector, Window } from '@rapport/protocol';
import fc from 'fast-check';
import { arbitraryLookUp, pathAndTest } from './arbitrary-test.ts';
import { anyZone, duration, sometimes, zones } from './arbitrary-values.ts';

export const eventNames = ['Order Completed', 'Order Cancelled', 'Product Added'];

const beginning = fc.constantFrom('Order ', 'Order C', 'P');
const type = fc.constantFrom('track', 'track', 'page', 'identify');
const where = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: pathAndTest.map(([property, test]) => ({ property, ...test })) },
    { weight: 2, arbitrary: arbitraryLookUp },
  ),
  { maxLength: 2 },
);
const timeOfDay = fc.constantFrom('00:00', '02:00', '09:00', '13:30', '23:59');
const local: fc.Arbitrary<StepSelector['local']> = fc
  .record(
    {
      weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 3 }),
      from: timeOfDay,
      until: timeOfDay,
      zone: zones,
    },
    { requiredKeys: [] },
  )
  .map((given) => (Object.keys(given).some((key) => key !== 'zone') ? given : { ...given, from: '09:00' }));

const which = fc.oneof(
  { weight: 4, arbitrary: fc.record({ name: fc.constantFrom(...eventNames) }) },
  { weight: 2, arbitrary: fc.record({ name_starts_with: beginning }) },
  { weight: 2, arbitrary: fc.record({ type }) },
  {
    weight: 1,
    arbitrary: fc.record({ name: fc.constantFrom(...eventNames), name_starts_with: beginning, type }),
  },
);
export const arbitraryStep: fc.Arbitrary<StepSelector> = fc
  .tuple(which, sometimes(where), sometimes(sometimes(local)))
  .map(([names, tests, time]) => ({
    ...names,
    ...(tests === null ? {} : { where: tests }),
    ...(time === null ? {} : { local: time }),
  }));
/** By name alone: what sequences are mostly made of, so that some are found. */
const plainStep: fc.Arbitrary<StepSelector> = fc.oneof(
  { weight: 4, arbitrary: which },
  { weight: 1, arbitrary: arbitraryStep },
);

const [early, late] = [
  fc.constantFrom('2026-10-28', '2026-11-20T09:00+01:00', '2026-11-26T00:00:00.001+01:00'),
  fc.constantFrom('2026-11-27', '2026-11-27T08:59:59.999+01:00', '2027-01-01'),
];
export const arbitraryWindow: fc.Arbitrary<Window> = fc.oneof(
  fc.record({ last: duration }),
  fc.record({ from: early }),
  fc.record({ until: late }),
  fc.record({ from: early, until: late }),
  fc.record(
    {
      calendar: fc.constantFrom(
        'day' as const,
        'week' as const,
        'month' as const,
        'quarter' as const,
        'year' as const,
      ),
      back: fc.integer({ min: 0, max: 2 }),
      units: fc.integer({ min: 1, max: 3 }),
      zone: anyZone,
    },
    { requiredKeys: ['calendar'] },
  ),
);

export const arbitrarySelector: fc.Arbitrary<Selector> = fc
  .tuple(fc.oneof(which, arbitraryStep), sometimes(arbitraryWindow))
  .map(([step, window]) => (window === null ? step : { ...step, in: window }));

export const slidingSelector = fc
  .tuple(plainStep, duration)
  .map(([step, last]): Selector & { in: { last: string } } => ({ ...step, in: { last } }));

const laterStep = fc
  .tuple(plainStep, sometimes(duration), sometimes(plainStep))
  .map(([step, within, without]) => ({
    ...step,
    ...(within === null ? {} : { within }),
    ...(without === null ? {} : { without }),
  }));
export const arbitrarySequence: fc.Arbitrary<Sequence> = fc
  .tuple(
    fc.tuple(plainStep, fc.array(laterStep, { maxLength: 2 })),
    sometimes(fc.constantFrom('plan', 'plan', 'age', 'address.city')),
    sometimes(arbitraryWindow),
    sometimes(fc.record({ nothing: plainStep, for: duration })),
  )
  .map(([[first, later], same, window, after_last]) => ({
    sequence: [first, ...later],
    ...(same === null ? {} : { same }),
    ...(window === null ? {} : { in: window }),
    ...(after_last === null ? {} : { after_last }),
  }));

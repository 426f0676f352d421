// A snapshot that is remembered for a span of time is the one that would be worked out anew.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Statement } from '../../respect/consents/index.ts';
import { permissionsOf, type Subject } from '../../respect/gate/index.ts';
import { type Purpose, plainHandling, plainMeaning } from '../../respect/purposes/index.ts';
import { openSnapshots } from './snapshots.ts';

const purposes = [0, 1].map(
  (bit): Purpose => ({
    ...{ ...plainMeaning, ...plainHandling, slug: `purpose-${bit}`, name: 'A purpose', description: '' },
    ...{ version: 1, meaning_version: 1, bit, since: new Date(0), ancestors: [], earlier: {} },
    ...(bit === 0
      ? { legal_basis: 'consent', consent_model: 'opt_in' }
      : { legal_basis: 'legitimate_interest', consent_model: 'opt_out' }),
  }),
);
const statement: fc.Arbitrary<Omit<Statement, 'e'>> = fc.record(
  {
    p: fc.constantFrom(0, 1),
    v: fc.constant(1),
    s: fc.constantFrom('given', 'refused', 'withdrawn', 'objected', 'terminated', 'expired'),
    t: fc.nat(10),
    u: fc.nat(12),
    i: fc.uniqueArray(fc.constantFrom(1, 2, 3), { minLength: 1 }),
    m: fc.constant('form'),
    d: fc.constant(true as const),
  },
  { requiredKeys: ['p', 'v', 's', 't', 'i', 'm'] },
);
const subject: fc.Arbitrary<Subject> = fc.record({
  statements: fc.array(statement, { maxLength: 6 }).map((all) => all.map((one, e) => ({ e, ...one }))),
  known: fc.boolean(),
});
const message = fc.record({
  who: fc.constantFrom(0, 1),
  timestampMs: fc.nat(14),
  receivedMs: fc.constantFrom(7, 14),
  via: fc.subarray([1, 2, 3]),
});

test('whatever comes in whatever order', () => {
  fc.assert(
    fc.property(fc.tuple(subject, subject), fc.array(message, { maxLength: 20 }), (people, messages) => {
      const snapshotOf = openSnapshots(purposes);
      for (const { who, via, ...times } of messages) {
        const person = people[who] as Subject;
        const at = Math.min(times.timestampMs, times.receivedMs);
        assert.equal(snapshotOf(times, person, via), permissionsOf({ ...person, via }, purposes, at));
      }
    }),
    { numRuns: 3000 },
  );
});

// What is written of a person holds until the moment that is written with it, and then no longer: for any statements and times.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Statement } from '../../respect/consents/index.ts';
import { decide, listCoveredSpans } from '../../respect/gate/index.ts';
import { bitOf, type Purpose, plainHandling, plainMeaning } from '../../respect/purposes/index.ts';
import { noAttributes, toStoredAttributes } from '../attributes/index.ts';
import { toFacts } from './facts.ts';
import { openPermittedNow, type Person } from './permitted-now.ts';

const consent = { legal_basis: 'consent', consent_model: 'opt_in' } as const;
const interest = { legal_basis: 'legitimate_interest', consent_model: 'opt_out' } as const;
const purposes = (
  [
    consent,
    { ...consent, covers_past_data: true, minimum_age: 13, accepts_unproven: true },
    { ...consent, consent_model: 'explicit', minimum_age: 18 },
    interest,
    { ...interest, jurisdictions: { EU: consent, 'US-CA': { ...consent, consent_model: 'explicit' } } },
    { legal_basis: 'contract', consent_model: 'none' },
    // A denial of the first is one of this too.
    { ...consent, ancestors: [0] },
  ] as Partial<Purpose>[]
).map(
  (more, bit): Purpose => ({
    ...{ ...plainMeaning, ...plainHandling, slug: `purpose-${bit}`, name: 'A purpose', description: '' },
    ...{ version: 2, meaning_version: 2, bit, since: new Date(0), ancestors: [], ...consent },
    ...{ earlier: { 1: { ...plainMeaning, ...consent, ...more } }, ...more },
  }),
);

const yearMs = 365.2425 * 86_400_000;
/** Around the ages that the law knows, and far from them. */
const moment = fc
  .tuple(fc.constantFrom(5, 12, 13, 15, 16, 18, 30), fc.integer({ min: -4, max: 4 }))
  .map(([years, off]) => years * yearMs + off);
const statement: fc.Arbitrary<Omit<Statement, 'e'>> = fc.record(
  {
    p: fc.constantFrom(0, 1, 1, 1, 2, 3, 4, 5, 6),
    v: fc.constantFrom(1, 2),
    s: fc.constantFrom(
      'given',
      'given',
      'given',
      'renewed',
      'refused',
      'withdrawn',
      'restricted',
      'terminated',
    ),
    t: moment,
    u: moment,
    i: fc.uniqueArray(fc.constantFrom(1, 2), { minLength: 1 }),
    m: fc.constant('form'),
    d: fc.constant(true as const),
    o: fc.constant(true as const),
    x: fc.constant('explicitly_expressed' as const),
    b: fc.constantFrom('parent' as const, 'user_agent' as const),
  },
  { requiredKeys: ['p', 'v', 's', 't', 'i', 'm'] },
);
const traits = fc.record(
  {
    birthday: fc.constantFrom('1970-01-01', '1969-12-31', '1955-06-01', 'unknown', '1970-99-99'),
    age: fc.constantFrom(12, 15, 17, 40),
    age_band: fc.constantFrom('under_13', 'adult', 'old'),
    address: fc.constantFrom({ country: 'PL' }, { country: 'US', state: 'CA' }, { country: 'IN' }),
    country: fc.constantFrom('US', 'FR'),
  },
  { requiredKeys: [] },
);
const person: fc.Arbitrary<Person> = fc
  .record({ statements: fc.array(statement, { maxLength: 6 }), known: fc.boolean(), traits })
  .map(({ statements, known, traits: told }) => ({
    statements: statements.map((one, e) => ({ e: e + 1, ...one })),
    known,
    attributes: Object.assign(
      noAttributes(),
      toStoredAttributes(told, {
        ...{ id: 1, sourceId: 1, collectedMs: 0, rank: 50, messageId: 'm', permissions: 0n },
      }),
    ),
  }));

/** What the gate says, purpose by purpose. */
function ask({ statements, known, attributes }: Person, at: number) {
  const subject = { statements, known, ...toFacts(attributes, at) };
  const finite = (ms: number): number => (Number.isFinite(ms) ? ms : -9e15);
  const permitted = purposes.filter((purpose) => decide(subject, { purpose, at }).decision === 'permit');
  const spans = purposes.flatMap((purpose) => {
    const own = listCoveredSpans(subject, { purpose, at });
    return own.length === 0
      ? []
      : [[purpose.bit, own.map(({ fromMs, untilMs }) => [finite(fromMs), untilMs])]];
  });
  return {
    permitted: permitted.reduce((set, purpose) => set | bitOf(purpose), 0n),
    coveredPast: Object.fromEntries(spans) as Record<number, [number, number][]>,
  };
}

const numRuns = 5000;

describe('What a person permits now', () => {
  test('is what the gate says, until it says something else', () => {
    const seen = { ends: 0, never: 0, covered: 0, silent: 0 };
    const permittedNow = openPermittedNow(purposes);
    fc.assert(
      fc.property(person, moment, fc.array(moment, { maxLength: 4 }), (who, at, later) => {
        const { untilMs, ...now } = permittedNow(who, at);
        assert.deepEqual(now, ask(who, at));
        if (who.statements.length === 0) seen.silent += 1;
        if (Object.keys(now.coveredPast).length > 0) seen.covered += 1;
        seen[untilMs === 0 ? 'never' : 'ends'] += 1;
        const until = untilMs === 0 ? Number.POSITIVE_INFINITY : untilMs;
        const before = untilMs === 0 ? [] : [untilMs - 1];
        for (const moment of [...later, ...before])
          if (moment >= at && moment < until) assert.deepEqual(ask(who, moment), now, `at ${moment}`);
        if (untilMs !== 0) assert.notDeepEqual(ask(who, untilMs), now);
      }),
      { numRuns },
    );
    assert.ok(
      Object.values(seen).every((count) => count > numRuns / 200),
      JSON.stringify(seen),
    );
  });

  test('is worked out once for all who never said anything and live in the same place', () => {
    const permittedNow = openPermittedNow(purposes);
    const of = (country: string) => ({
      statements: [],
      known: true,
      attributes: { country: { v: country, r: 1, t: 0, s: 1, k: 1, m: 'm', p: '0' } },
    });
    assert.equal(permittedNow(of('PL'), 1), permittedNow(of('PL'), 2));
    assert.notEqual(permittedNow(of('PL'), 1).permitted, permittedNow(of('IN'), 1).permitted);
  });
});

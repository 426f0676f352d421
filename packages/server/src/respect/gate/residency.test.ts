// The gate and where data may go: rules of residency take and never give, and say nothing of those whom they are not about.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type Destination, mechanisms, type ResidencyRule, toDestination } from '../recipients/index.ts';
import { decide, nobody, type Subject } from './model.ts';
import { aPurpose, aStatement } from './test-subjects.ts';

const places = ['EU', 'EU-PL', 'EU-DE', 'US', 'US-CA', 'JP'];
const rule: fc.Arbitrary<ResidencyRule> = fc.record({
  jurisdiction: fc.constantFrom('*', ...places),
  within: fc.subarray(['EU', 'PL', 'US', 'JP']),
  mechanisms: fc.subarray([...mechanisms].filter((one) => one !== 'none')),
});
const destination: fc.Arbitrary<Destination> = fc.record({
  slug: fc.constantFrom('partner', 'unmapped'),
  country: fc.constantFrom('PL', 'DE', 'US', 'JP', null),
  mechanism: fc.constantFrom(...mechanisms),
  residency: fc.array(rule, { maxLength: 4 }),
});
const subject: fc.Arbitrary<Subject> = fc.record({
  statements: fc.constantFrom([], [aStatement()], [aStatement({ s: 'refused' })]),
  known: fc.constant(true),
  jurisdictions: fc.subarray(places.filter((place) => place !== 'EU')),
});

const purpose = aPurpose({ recipients: ['partner'] });
const ask = (who: Subject, recipient: Destination) => decide(who, { purpose, recipient, at: 8 });
const permits = (who: Subject, recipient: Destination): boolean => ask(who, recipient).decision === 'permit';
const runs = { numRuns: 3000 };

/** Worked out once more, the long way. */
function isKept(one: ResidencyRule, who: Subject, { country, mechanism }: Destination): boolean {
  const lives = (who.jurisdictions ?? []).some((place) =>
    place.includes('-') && !one.jurisdiction.includes('-')
      ? place.split('-')[0] === one.jurisdiction
      : place === one.jurisdiction,
  );
  if (one.jurisdiction !== '*' && !lives) return true;
  if (country === null) return false;
  const near = one.within.includes(country) || (one.within.includes('EU') && ['PL', 'DE'].includes(country));
  return near || one.mechanisms.includes(mechanism);
}

describe('For all people, recipients and rules', () => {
  test('another rule never turns deny into permit', () => {
    fc.assert(
      fc.property(subject, destination, rule, (who, to, more) => {
        const after = permits(who, { ...to, residency: [...to.residency, more] });
        assert.ok(permits(who, to) || !after);
      }),
      runs,
    );
  });

  test('living in one more place never turns deny into permit', () => {
    fc.assert(
      fc.property(subject, destination, fc.constantFrom('EU-PL', 'US-CA', 'JP'), (who, to, place) => {
        const more = { ...who, jurisdictions: [...(who.jurisdictions ?? []), place] };
        assert.ok(permits(who, to) || !permits(more, to));
      }),
      runs,
    );
  });

  test('it is permitted where it would be without rules, and each rule that is about the person is kept', () => {
    fc.assert(
      fc.property(subject, destination, (who, to) => {
        const without = permits(who, { ...to, residency: [] });
        const kept = to.residency.every((one) => isKept(one, who, to));
        assert.equal(permits(who, to), without && kept);
      }),
      runs,
    );
  });

  test('the order of the rules changes no decision', () => {
    fc.assert(
      fc.property(subject, destination, (who, to) => {
        const turned = { ...to, residency: to.residency.toReversed() };
        assert.equal(permits(who, to), permits(who, turned));
      }),
      runs,
    );
  });

  test('where no rule is about the person nothing has to be recorded', () => {
    fc.assert(
      fc.property(subject, rule, (who, one) => {
        const about = one.jurisdiction === '*' || !isKept(one, who, toDestination([], [one], 'partner'));
        if (about) return;
        const plain = decide(who, { purpose, at: 8 });
        assert.deepEqual(ask(who, toDestination([], [one], 'partner')), plain);
      }),
    );
  });
});

describe('The reason', () => {
  const inEurope = { ...nobody, jurisdictions: ['EU-PL'] };
  const rules: ResidencyRule[] = [{ jurisdiction: 'EU', within: ['EU'], mechanisms: ['scc'] }];
  const to = (country: string | null, mechanism: Destination['mechanism'] = 'none'): Destination => ({
    ...{ slug: 'partner', country, mechanism, residency: rules },
  });

  test('tells a country that is not known from one where the data may not go', () => {
    assert.equal(ask(inEurope, to(null)).reason.code, 'recipient_country_unknown');
    const { code, message } = ask(inEurope, to('US')).reason;
    assert.equal(code, 'transfer_not_permitted');
    assert.equal(
      message,
      '"Marketing by e-mail" may not go to partner in US (none): the rule of residency for people of EU permits EU, scc.',
    );
  });

  test('comes after that of a recipient that the purpose does not name', () => {
    assert.equal(ask(inEurope, { ...to(null), slug: 'broker' }).reason.code, 'recipient_unmapped');
  });

  test('leaves the others where the rule is kept', () => {
    for (const one of [to('DE'), to('US', 'scc')])
      assert.equal(ask(inEurope, one).reason.code, 'consent_unknown');
    assert.equal(ask(nobody, to(null)).reason.code, 'consent_unknown');
  });
});

// The gate while nobody has expressed anything: what rests on law or interest is permitted, what needs consent is not.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { includesPurpose, type Purpose } from '../purposes/index.ts';
import { decideWithoutConsent, permissionsWithoutConsent } from './model.ts';

const models = ['none', 'notice', 'opt_out', 'opt_in', 'explicit'] as const;
const purposes = fc.uniqueArray(
  fc.record({
    bit: fc.integer({ min: 0, max: 62 }),
    consent_model: fc.constantFrom(...models),
    legal_basis: fc.constantFrom('contract', 'legitimate_interest', 'consent', 'legal_obligation'),
  }),
  { selector: ({ bit }) => bit, maxLength: 20 },
);
const whole = (part: Pick<Purpose, 'bit' | 'consent_model' | 'legal_basis'>): Purpose => ({
  slug: `purpose-${part.bit}`,
  version: 1,
  name: 'A purpose',
  description: 'For a test.',
  ...part,
});

describe('The gate', () => {
  test('Silence is no consent', () => {
    for (const consent_model of models) {
      const { decision, reason } = decideWithoutConsent(
        whole({ bit: 0, consent_model, legal_basis: 'consent' }),
      );
      const needsConsent = consent_model === 'opt_in' || consent_model === 'explicit';
      assert.equal(decision, needsConsent ? 'deny' : 'permit', consent_model);
      assert.match(reason.code, needsConsent ? /^consent_unknown$/ : /^basis_/);
      assert.match(reason.message, /^"A purpose" .+\.$/);
    }
  });

  test('The snapshot holds exactly the purposes that are permitted', () => {
    fc.assert(
      fc.property(purposes, (parts) => {
        const all = parts.map(whole);
        const snapshot = permissionsWithoutConsent(all);
        for (const purpose of all) {
          assert.equal(
            includesPurpose(snapshot, purpose),
            decideWithoutConsent(purpose).decision === 'permit',
          );
        }
        const known = all.reduce((set, { bit }) => set | (1n << BigInt(bit)), 0n);
        assert.equal(snapshot & ~known, 0n, 'no bit of a purpose that does not exist');
      }),
    );
  });

  test('Another purpose changes nothing about the others', () => {
    fc.assert(
      fc.property(purposes, (parts) => {
        const [added, ...rest] = parts.map(whole);
        if (added === undefined) return;
        const before = permissionsWithoutConsent(rest);
        const after = permissionsWithoutConsent([...rest, added]);
        for (const purpose of rest)
          assert.equal(includesPurpose(after, purpose), includesPurpose(before, purpose));
      }),
    );
  });
});

// What a consent may open of the past, for any statements: never a time in which somebody said no.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ConsentState, Statement } from '../consents/index.ts';
import { bitOf, unrefusedMark } from '../purposes/index.ts';
import { decide, listDenials } from './model.ts';
import { openSecondQuestion } from './past.ts';
import { aPurpose, aStatement } from './test-subjects.ts';

const covering = aPurpose({ covers_past_data: true });
const states: ConsentState[] = [
  'given',
  'refused',
  'withdrawn',
  'objected',
  'opted_out',
  'terminated',
  'expired',
];
const statements = fc
  .array(
    fc.record({
      s: fc.constantFrom(...states),
      t: fc.integer({ min: 1, max: 20 }),
      i: fc.constantFrom<number[]>([1], [2], [1, 2]),
    }),
    { maxLength: 6 },
  )
  .map((list): Statement[] => list.map((one, e) => aStatement({ ...one, e: e + 1 })));
const at = 30;

test('a snapshot without the purpose is opened only where consent holds now, nobody denied it then, and nothing was refused', () => {
  let opened = 0;
  fc.assert(
    fc.property(statements, fc.integer({ min: 0, max: 25 }), (list, collectedMs) => {
      const subject = { statements: list, known: true };
      const wasCollected = openSecondQuestion(subject, { purpose: covering, at });
      assert.ok(wasCollected(bitOf(covering), collectedMs), 'what the snapshot says holds');
      assert.ok(!wasCollected(0n, collectedMs), 'what refused something itself stays closed');
      if (!wasCollected(unrefusedMark, collectedMs)) return;
      opened += 1;
      const { decision, reason } = decide(subject, { purpose: covering, at });
      assert.equal(decision, 'permit');
      assert.deepEqual(listDenials(subject, covering, collectedMs), []);
      assert.ok(collectedMs < Date.parse(reason.consent_event?.event_time ?? ''));
    }),
    { numRuns: 3000 },
  );
  assert.ok(opened > 0);
});

test('a purpose that does not say so opens nothing, nor does one that rests on something else than consent', () => {
  const given = { statements: [aStatement({ t: 10 })], known: true };
  assert.ok(openSecondQuestion(given, { purpose: covering, at })(unrefusedMark, 5));
  assert.ok(!openSecondQuestion(given, { purpose: aPurpose(), at })(unrefusedMark, 5));
  const interest = { legal_basis: 'legitimate_interest', consent_model: 'opt_out' } as const;
  const other = aPurpose({ covers_past_data: true, ...interest });
  assert.ok(!openSecondQuestion(given, { purpose: other, at })(unrefusedMark, 5));
});

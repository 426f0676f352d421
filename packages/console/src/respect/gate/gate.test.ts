// What is asked of the gate out of an address, and the rule that its answer came from.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toCategories, toQuestion, toText } from './question.ts';
import { ruleOf } from './rules.ts';

test('a question names a person and a purpose, and nothing that was left empty', () => {
  const text = toText({ value: ' sarah@example.com ', purpose: 'marketing.phone', recipient: ' ' });
  assert.deepEqual(toQuestion(text), {
    subject: { type: 'email', value: 'sarah@example.com' },
    purpose: 'marketing.phone',
  });
  assert.equal(toQuestion({ ...text, value: ' ' }), undefined);
  assert.equal(toQuestion({ ...text, purpose: '' }), undefined);
});

test('all that can be asked is asked', () => {
  const at = '2026-11-26T12:00:00.000Z';
  const categories = 'user.contact.email, user.location,';
  const text = toText({ type: 'user_id', value: 'SW', purpose: 'sale', recipient: 'ads', categories, at });
  assert.deepEqual(toQuestion(text), {
    ...{ subject: { type: 'user_id', value: 'SW' }, purpose: 'sale', recipient: 'ads', at },
    categories: ['user.contact.email', 'user.location'],
  });
  assert.deepEqual(toCategories(' , '), []);
});

test('each reason of the gate leads to the rule that is asked there', () => {
  assert.deepEqual(
    ['recipient_unmapped', 'suppressed_bounce', 'consent_withdrawn', 'opt_out_signal', 'restricted'].map(
      ruleOf,
    ),
    ['covered', 'listed', 'refused', 'refused', 'refused'],
  );
  for (const code of [
    'consent_given',
    'consent_unknown',
    'consent_expired',
    'needs_parent',
    'basis_contract',
  ])
    assert.equal(ruleOf(code), 'ground');
});

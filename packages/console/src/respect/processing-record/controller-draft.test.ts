// What was told comes back as it was told, and what is empty is not told.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toDraft, toInput } from './controller-draft.ts';
import type { Controller } from './record-query.ts';

const told: Controller = {
  ...{ name: 'Rowan & Wren', address: null, email: 'privacy@example.com', phone: null },
  ...{ joint_controllers: null, representative: null, dpo_name: null, dpo_email: null },
  measures: ['Laptops are encrypted.', 'Two people look at each export.'],
  ...{ changed_at: null, changed_by: null },
};

test('opening and saving changes nothing', () => {
  const { changed_at: _at, changed_by: _by, ...input } = told;
  assert.deepEqual(toInput(toDraft(told)), input);
});

test('an emptied field is not told', () => {
  const input = toInput({ ...toDraft(told), email: ' ', measures: '\n' });
  assert.deepEqual([input.email, input.measures], [null, []]);
});

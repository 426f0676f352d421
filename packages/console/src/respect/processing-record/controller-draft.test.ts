// What was told comes back as it was told, and what is empty is not told.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toDraft, toInput } from './controller-draft.ts';
import type { Controller } from './record-query.ts';

const told: Controller = {
  ...{ name: 'Rowan & Wren', address: null, email: 'privacy@example.com', phone: null },
  ...{ joint_controllers: null, representative: null, dpo_name: null, dpo_email: null },
  transfers: [{ recipient: 'earlier-mailer', country: 'US', safeguard: null }],
  measures: ['Laptops are encrypted.', 'Two people look at each export.'],
  ...{ changed_at: null, changed_by: null },
};

test('opening and saving changes nothing, also of recipients that no purpose names any more', () => {
  const { changed_at: _at, changed_by: _by, ...input } = told;
  assert.deepEqual(toInput(toDraft(told, ['earlier-mailer', 'parcels'])), input);
});

test('a recipient gets a country, an emptied field is not told', () => {
  const draft = toDraft(told, ['parcels']);
  const input = toInput({
    ...draft,
    ...{ email: ' ', measures: '\n' },
    transfers: draft.transfers.map((one) => ({ ...one, country: one.recipient === 'parcels' ? ' CA ' : '' })),
  });
  assert.deepEqual([input.email, input.measures], [null, []]);
  assert.deepEqual(input.transfers, [{ recipient: 'parcels', country: 'CA', safeguard: null }]);
});

// Which reason a masked value has: its own field's, that of what holds it, or that of the answer.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findReason, looksMasked } from './masked-fields.ts';

test('the nearest field gives the reason', () => {
  const fields = [
    { field: 'traits.email', reason: 'an e-mail address' },
    { field: 'context.location', reason: 'a place' },
    { field: 'userId', reason: 'a name' },
  ];
  assert.equal(findReason(fields, 'context.location.city'), 'a place');
  assert.equal(findReason(fields, 'user_id'), 'a name');
  assert.equal(findReason(fields, 'excerpt'), 'an e-mail address');
  assert.equal(findReason([], 'excerpt'), undefined);
  assert.deepEqual([looksMasked('s•••@e•••.com'), looksMasked('sarah')], [true, false]);
});

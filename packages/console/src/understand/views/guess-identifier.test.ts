// What kind of identifier was typed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guessIdentifier } from './guess-identifier.ts';

test('an address is an e-mail, a number with its country a telephone, anything else an id', () => {
  assert.deepEqual(guessIdentifier(' sarah@example.com '), { type: 'email', value: 'sarah@example.com' });
  assert.deepEqual(guessIdentifier('+1 (614) 555-0100'), { type: 'phone', value: '+16145550100' });
  assert.deepEqual(guessIdentifier('SW-30010'), { type: 'user_id', value: 'SW-30010' });
  assert.deepEqual(guessIdentifier('6145550100'), { type: 'user_id', value: '6145550100' });
});

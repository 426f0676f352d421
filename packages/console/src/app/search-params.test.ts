// Addresses keep texts as they were typed, whatever they look like.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseSearch, stringifySearch, textSearch } from './search-params.ts';

test('what is written into an address comes back the same', () => {
  for (const q of [
    '0912345678',
    'true',
    '{"a":1}',
    'a&b=c',
    '歐陽靜宜',
    'sarah+shop@example.com',
    '100%',
    ' ',
  ]) {
    assert.deepEqual(parseSearch(stringifySearch({ q })), { q });
  }
});

test('empty and absent values leave no trace', () => {
  assert.equal(stringifySearch({ q: '', type: undefined }), '');
});

test('only the named parameters are kept', () => {
  assert.deepEqual(textSearch('q', 'type')({ q: 'x', other: 'y', type: 7 }), { q: 'x' });
});

// What is pasted out of a spreadsheet or a mail becomes identifiers, each once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusedPlace, toValues } from './lines.ts';

test('quotes, separators, empty lines and repetitions are left out', () => {
  assert.deepEqual(toValues(' a@example.com,\r\n"b@example.com";\n\n\t"a@example.com"\n+48 600 123 456\n'), [
    'a@example.com',
    'b@example.com',
    '+48 600 123 456',
  ]);
  assert.deepEqual(toValues(' \n \r\n'), []);
});

test('the refused one is found in the words of the server, where it names one', () => {
  assert.equal(refusedPlace('The body is not valid. items.12.identifier: its type is none'), 12);
  assert.equal(refusedPlace('The body is not valid. identifier: its type is none'), undefined);
});

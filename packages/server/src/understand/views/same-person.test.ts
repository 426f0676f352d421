// An answer is found again until all of it was read of one person, and not for ever.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAppError } from '@rapport/protocol';
import { identifiersShownMax } from '../../connect/profiles/index.ts';
import { openSamePerson, untilOfOne } from './same-person.ts';

const readBy = [
  { type: 'user_id', value: 'anna' },
  { type: 'email', value: 'anna@example.com' },
];
const same: [string, string][] = readBy.map(({ type, value }) => [type, value]);

test('an answer is found again where identifiers came or went, in any order', async () => {
  const later = [[], same.slice(0, 1), [...same, ['phone', '+48600']], same.toReversed()] as (typeof same)[];
  let tries = 0;
  const answer = await untilOfOne(async () => {
    openSamePerson(readBy).confirm(later[tries++] ?? []);
    return tries;
  });
  assert.equal(answer, 4);
});

test('who has very many identifiers is the same as long as the first of them are', () => {
  const many = Array.from({ length: identifiersShownMax }, (_, i) => ({
    type: 'anonymous_id',
    value: `${i}`,
  }));
  const names = many.map(({ type, value }): [string, string] => [type, value]);
  openSamePerson(many).confirm([...names, ['anonymous_id', 'one more']]);
  assert.throws(() => openSamePerson(many).confirm(names.slice(1)));
});

test('whoever asks is told to ask again where it does not end, and other faults end it at once', async () => {
  const endless = untilOfOne(async () => openSamePerson(readBy).confirm([]));
  await assert.rejects(endless, (error) => isAppError(error) && error.code === 'storage_unavailable');
  let tries = 0;
  await assert.rejects(
    untilOfOne(async () => {
      tries += 1;
      throw new Error('another');
    }),
    /another/,
  );
  assert.equal(tries, 1);
});

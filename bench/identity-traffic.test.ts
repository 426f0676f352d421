// The traffic is what it says: identify and alias calls, of which every fifth joins a visitor with an account.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Message } from '../packages/protocol/src/index.ts';
import { makeIdentityTemplate, mergesOf, newPeoplePerIdentities } from './identity-traffic.ts';
import { makeRandom } from './random.ts';
import { readMessages } from './test-messages.ts';

const requests = 50;
const people = requests * newPeoplePerIdentities;

function makeMessages(): Message[] {
  const template = makeIdentityTemplate(makeRandom(1), Date.UTC(2026, 10, 21));
  return readMessages(template, requests, people);
}

test('of 100 messages 90 are identify and 10 alias calls, and no message id comes twice', () => {
  const messages = makeMessages();
  assert.equal(messages.length, requests * 100);
  assert.equal(messages.filter(({ type }) => type === 'alias').length, requests * 10);
  assert.equal(messages.filter(({ type }) => type === 'identify').length, requests * 90);
  assert.equal(new Set(messages.map(({ messageId }) => messageId)).size, messages.length);
  assert.doesNotMatch(JSON.stringify(messages), /[#@]{2}/);
});

test('each visitor is joined with its account once, after both are known', () => {
  const seen = new Set<string>();
  const joined = new Set<string>();
  let merges = 0;
  for (const { userId, anonymousId, previousId } of makeMessages()) {
    const visitor = anonymousId ?? previousId;
    if (visitor !== undefined && userId !== undefined) {
      assert.equal(/\d{7}/.exec(visitor)?.[0], /\d{7}/.exec(userId)?.[0]);
      assert.ok(!joined.has(visitor), `${visitor} is joined again`);
      joined.add(visitor);
      if (seen.has(visitor) && seen.has(userId)) merges += 1;
    }
    seen.add((userId ?? visitor) as string);
    if (visitor !== undefined) seen.add(visitor);
  }
  assert.equal(joined.size, people);
  assert.equal(merges, mergesOf(requests));
});

// The traffic is what it says: whole messages, the mix, ids that never repeat, and people who are joined.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Message, parseMessage } from '../packages/protocol/src/index.ts';
import { makeRandom } from './random.ts';
import { fillTemplate, makeSingleTemplate, makeTemplate, requestsFor } from './shop-traffic.ts';
import { readMessages } from './test-messages.ts';

const people = 1000;

function makeMessages(requests: number): Message[] {
  const template = makeTemplate(makeRandom(1), Date.UTC(2026, 10, 21));
  return readMessages(template, requests, people);
}

test('of 100 events 70 are track, 20 page and 10 identify with five traits, of about 600 bytes', () => {
  const messages = makeMessages(1);
  const counts = Map.groupBy(messages, ({ type }) => type);
  assert.deepEqual(Object.fromEntries([...counts].map(([type, of]) => [type, of.length])), {
    track: 70,
    page: 20,
    identify: 10,
  });
  for (const { traits } of counts.get('identify') ?? []) assert.equal(Object.keys(traits).length, 5);
  const bytes = messages.reduce((sum, { body }) => sum + JSON.stringify(body).length, 0) / messages.length;
  assert.ok(bytes > 540 && bytes < 680, `${bytes} bytes`);
});

test('no message id comes twice, and no mark is left unfilled', () => {
  const messages = makeMessages(30);
  assert.equal(new Set(messages.map(({ messageId }) => messageId)).size, messages.length);
  assert.doesNotMatch(JSON.stringify(messages), /[#@]{2}/);
});

test('a message names one person, in its ids and in its traits', () => {
  for (const { userId, anonymousId, traits } of makeMessages(60)) {
    const named = [userId, anonymousId, traits.email].flatMap((id) => /\d{7}/.exec(String(id ?? '')) ?? []);
    assert.equal(new Set(named.map(String)).size, 1);
  }
});

test('three of ten people are seen as a visitor and as a customer before an identify call joins the two', () => {
  const asVisitor = new Set<string>();
  const asCustomer = new Set<string>();
  const merged = new Set<string>();
  for (const { userId, anonymousId } of makeMessages(requestsFor(people))) {
    const person = /\d{7}/.exec(userId ?? anonymousId ?? '')?.[0] as string;
    if (userId === undefined) asVisitor.add(person);
    else if (anonymousId === undefined) asCustomer.add(person);
    else if (asVisitor.has(person) && asCustomer.has(person)) merged.add(person);
  }
  // The last who came are joined only after the end.
  assert.equal(asVisitor.size, people * 0.3);
  assert.equal(merged.size, people * 0.3 - 20 * 3);
});

test('a call of its own holds one track message', () => {
  const template = makeSingleTemplate(makeRandom(1), Date.UTC(2026, 10, 21));
  const ids = [1, 2].map((request) => {
    fillTemplate(template, request, people);
    const message = parseMessage(JSON.parse(template.bytes.toString()), 'track');
    return typeof message === 'object' ? message.messageId : message;
  });
  assert.match(String(ids[0]), /^00000001-0000-4/);
  assert.match(String(ids[1]), /^00000002-0000-4/);
});

// What is told beside a statement, and what is recorded of what a member types.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ConsentEvent } from './consents-query.ts';
import { countsLater, groupsOf, hasEnded, lateSeconds, means, unansweredSignals } from './statements.ts';
import { type ToldDraft, toTold } from './told.ts';

const event = (more: Partial<ConsentEvent>): ConsentEvent => ({
  ...{ id: '1', purpose: 'sale', purpose_version: 1, state: 'given', consent_type: 'expressed' },
  ...{ event_time: '2026-11-01T10:00:00Z', effective_at: '2026-11-01T10:00:00Z' },
  ...{ received_at: '2026-11-01T10:00:01Z', valid_until: null, expressed_by: 'subject', method: 'form' },
  ...{ identifiers: [], notice: null, jurisdiction: null, message_id: null, recorded_by: null },
  ...{ recorded_by_name: null, reason: null, unproven: false, resolves: [], evidence: {} },
  ...more,
});

test('what arrives within the hour is not late; what arrives after it is, by that much', () => {
  assert.equal(lateSeconds(event({ received_at: '2026-11-01T10:59:00Z' })), 0);
  assert.equal(lateSeconds(event({ received_at: '2026-11-03T10:00:00Z' })), 2 * 86_400);
});

test('a consent ends when its time is over, and a refusal never', () => {
  const at = Date.parse('2026-11-02T00:00:00Z');
  assert.ok(hasEnded(event({ valid_until: '2026-11-02T00:00:00Z' }), at));
  assert.ok(!hasEnded(event({ valid_until: '2026-11-02T00:00:01Z' }), at));
  assert.ok(!hasEnded(event({ state: 'refused', valid_until: '2026-11-01T12:00:00Z' }), at));
});

test('the same moment written with and without parts of a second is the same moment', () => {
  assert.ok(!countsLater(event({ effective_at: '2026-11-01T10:00:00.000Z' })));
  assert.ok(countsLater(event({ effective_at: '2026-11-01T10:00:00.001Z' })));
});

test('a group means its own purposes, and not one that only begins alike', () => {
  assert.ok(means('marketing.*', 'marketing.email'));
  assert.ok(!means('marketing.*', 'marketingx'));
  assert.ok(!means('sale', 'sale.again'));
  assert.deepEqual(groupsOf(['sale', 'marketing.email', 'message.transactional', 'marketing.sms']), [
    'marketing.*',
  ]);
});

test('signals of a browser wait until a statement names them', () => {
  const signal = event({ id: '7', state: 'opted_out', expressed_by: 'user_agent' });
  assert.deepEqual(unansweredSignals([event({}), signal], 'sale'), [signal]);
  assert.deepEqual(unansweredSignals([event({ resolves: ['7'] }), signal], 'sale'), []);
  assert.deepEqual(unansweredSignals([signal], 'sharing'), []);
});

const draft: ToldDraft = {
  ...{ subject: { type: 'phone', value: '+16145550100' }, purpose: 'marketing.phone', method: 'phone_call' },
  ...{ state: 'given', by: 'operator', explicit: true, notice: { hash: 'ab', language: 'en' } },
  ...{
    at: undefined,
    until: '2027-01-01T00:00:00.000Z',
    words: ' ',
    evidence: ' Call 4711 ',
    answers: ['7'],
  },
};

test('a consent is recorded with all that belongs to it', () => {
  assert.deepEqual(toTold(draft), {
    ...{ subject: draft.subject, purpose: 'marketing.phone', state: 'given', method: 'phone_call' },
    ...{ expressed_by: 'operator', consent_type: 'explicitly_expressed', notice: 'ab', language: 'en' },
    ...{ valid_until: '2027-01-01T00:00:00.000Z', resolves: ['7'], evidence: { source: 'Call 4711' } },
  });
});

test('a refusal has no end, answers nothing and is not agreed to in so many words', () => {
  assert.deepEqual(toTold({ ...draft, state: 'refused', notice: undefined, words: 'Never again' }), {
    ...{ subject: draft.subject, purpose: 'marketing.phone', state: 'refused', method: 'phone_call' },
    ...{ expressed_by: 'operator', reason: 'Never again', evidence: { source: 'Call 4711' } },
  });
});

// The rules of preferences as properties: a no never permits more, and the order of arrival does not matter.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Decision } from '../gate/index.ts';
import { toCurrent } from './current.ts';
import {
  decideBoth,
  frequencies,
  type MessageAsked,
  mayMessage,
  type PreferenceDecision,
  preferenceStates,
  type Saying,
  type TopicRules,
} from './model.ts';

const offers: TopicRules = {
  ...{ slug: 'offers', brand: 'rowan', title: 'Offers', channels: ['email', 'sms'] },
  ...{ default: 'in', retired: false },
};
const said = (one: Partial<Saying>): Saying => ({
  ...{ channel: 'email', topic: 'offers', state: null, frequency: null, pausedUntilMs: null },
  ...{ resumed: false, language: null, effectiveMs: 0, source: 'form', ...one },
});

// Few values, so that cells and moments meet often.
const moment = fc.integer({ min: 0, max: 8 });
const scopes = fc.constantFrom('offers', 'offers', 'rowan.*', '*');
const channel = fc.constantFrom<Saying['channel']>('email', 'email', 'email', 'sms');
const seldom = fc.nat(7).map((n) => n === 0);
const saying: fc.Arbitrary<Saying> = fc.record({
  channel,
  topic: scopes,
  state: fc.option(fc.constantFrom('in', ...preferenceStates)),
  frequency: fc.option(fc.constantFrom(...frequencies)),
  pausedUntilMs: fc.option(moment),
  resumed: seldom,
  language: fc.option(fc.constantFrom('en', 'pl')),
  effectiveMs: moment,
  source: fc.constantFrom('form', 'import'),
});
const sayings = fc.array(saying, { maxLength: 6 });
const less: fc.Arbitrary<Saying> = fc
  .tuple(fc.constantFrom('out', 'pause'), channel, scopes, moment, moment)
  .map(([kind, by, topic, effectiveMs, pausedUntilMs]) =>
    said({
      ...{ channel: by, topic, effectiveMs },
      ...(kind === 'out' ? { state: 'out' } : { pausedUntilMs }),
    }),
  );
const asked: fc.Arbitrary<MessageAsked> = fc.record({
  topic: fc.record({
    ...{ slug: fc.constant('offers'), brand: fc.constant('rowan'), title: fc.constant('Offers') },
    channels: fc.constantFrom(['email'], ['sms', 'email']),
    ...{ default: fc.constantFrom('in', 'out'), retired: seldom },
  }) as fc.Arbitrary<TopicRules>,
  channel,
  at: moment,
});
const decide = (
  question: MessageAsked,
  own: readonly Saying[],
  elsewhere: readonly Saying[] = [],
): PreferenceDecision => mayMessage(question, toCurrent(own), toCurrent(elsewhere));

describe('Preferences', () => {
  test('permit no more after another out or pause, whenever it was said, here or elsewhere', () => {
    let denials = 0;
    fc.assert(
      fc.property(sayings, sayings, less, asked, fc.boolean(), (own, elsewhere, more, question, here) => {
        const before = decide(question, own, elsewhere);
        const after = here
          ? decide(question, [...own, more], elsewhere)
          : decide(question, own, [...elsewhere, more]);
        if (before.decision === 'permit' && after.decision === 'deny') denials += 1;
        assert.ok(before.decision === 'permit' || after.decision === 'deny');
      }),
      { numRuns: 5000 },
    );
    assert.ok(denials > 50, 'hardly any of them denied anything');
  });

  test('hold whatever the order of arrival was', () => {
    fc.assert(
      fc.property(
        sayings.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
        ([list, shuffled]) => {
          assert.deepEqual(toCurrent(shuffled), toCurrent(list));
          assert.deepEqual(toCurrent([...list, ...shuffled]), toCurrent(list));
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('are denied for exactly these reasons', () => {
    const at = 100;
    const tell = (own: Saying[], question: Partial<MessageAsked> = {}) =>
      decide({ topic: offers, channel: 'email', at, ...question }, own).reason.code;
    assert.equal(tell([]), 'topic_by_default');
    assert.equal(tell([], { topic: { ...offers, default: 'out' } }), 'topic_not_chosen');
    assert.equal(tell([], { topic: { ...offers, retired: true } }), 'topic_retired');
    assert.equal(tell([], { channel: 'push' }), 'topic_not_on_channel');
    const chosen = said({ state: 'in', effectiveMs: 5 });
    assert.equal(tell([chosen], { topic: { ...offers, default: 'out' } }), 'topic_chosen');
    assert.equal(tell([chosen, said({ state: 'out', effectiveMs: 5 })]), 'topic_off');
    assert.equal(tell([chosen, said({ state: 'out', effectiveMs: 4 })]), 'topic_chosen');
    const unsaid = [chosen, said({ state: 'default', effectiveMs: 5 })];
    assert.equal(tell(unsaid, { topic: { ...offers, default: 'out' } }), 'topic_not_chosen');
    assert.equal(tell([said({ state: 'out', channel: 'sms' })]), 'topic_by_default');
    assert.equal(tell([said({ state: 'out', topic: 'news' })]), 'topic_by_default');
    // A switch stands above what was chosen before and after it.
    for (const topic of ['*', 'rowan.*'])
      assert.equal(tell([chosen, said({ topic, state: 'out', effectiveMs: 1 })]), 'channel_off');
    assert.equal(tell([said({ topic: 'wren.*', state: 'out' })]), 'topic_by_default');
    assert.equal(tell([said({ topic: '*', state: 'out' })], { topic: null }), 'no_topic');
    // Where the clock that asks is behind the one that recorded.
    assert.equal(tell([said({ state: 'out', effectiveMs: at + 1 })]), 'topic_off');
  });

  test('are paused until the longest pause is over, or pauses are ended', () => {
    const until = (pausedUntilMs: number, effectiveMs = 1, topic = 'offers') =>
      said({ pausedUntilMs, effectiveMs, topic });
    const tell = (at: number, ...own: Saying[]) => {
      const { reason } = decide({ topic: offers, channel: 'email', at }, own);
      return reason.preference?.paused_until ?? reason.code;
    };
    const moment = (ms: number): string => new Date(ms).toISOString();
    assert.equal(tell(99, until(100)), moment(100));
    assert.equal(tell(100, until(100)), 'topic_by_default');
    assert.equal(tell(60, until(100), until(50, 2)), moment(100));
    assert.equal(tell(60, until(100), until(200, 1, '*')), moment(200));
    const ended = said({ resumed: true, effectiveMs: 3 });
    assert.equal(tell(60, until(100), ended), 'topic_by_default');
    assert.equal(tell(60, until(100), until(80, 3), ended), moment(80));
  });

  test('tell how often and in which language, the nearest that says so', () => {
    const tell = (...own: Saying[]) => {
      const found = decide({ topic: offers, channel: 'email', at: 9 }, own);
      assert.ok(found.decision === 'permit');
      return [found.frequency, found.language];
    };
    assert.deepEqual(tell(), ['immediate', null]);
    const weekly = said({ topic: '*', frequency: 'weekly', language: 'pl' });
    assert.deepEqual(tell(weekly), ['weekly', 'pl']);
    assert.deepEqual(tell(weekly, said({ frequency: 'daily' })), ['daily', 'pl']);
    // Of one moment, the one that sends less.
    assert.deepEqual(tell(said({ frequency: 'monthly' }), said({ frequency: 'weekly' })), ['monthly', null]);
    assert.deepEqual(tell(said({ frequency: 'immediate' }), said({ frequency: 'daily' })), ['daily', null]);
  });

  test('of topics follow the person to another address, where nothing was said there', () => {
    const out = [said({ state: 'out', effectiveMs: 2 })];
    const question: MessageAsked = { topic: offers, channel: 'email', at: 9 };
    assert.equal(decide(question, [], out).reason.code, 'topic_off');
    assert.equal(decide(question, [said({ state: 'in' })], out).reason.code, 'topic_chosen');
    const switched = [said({ state: 'out', topic: '*' }), said({ pausedUntilMs: 50 })];
    assert.equal(decide(question, [], switched).reason.code, 'topic_by_default');
    const asking = { ...question, topic: { ...offers, default: 'out' as const } };
    assert.equal(decide(asking, [], [said({ state: 'in' })]).reason.code, 'topic_not_chosen');
  });

  test('and consent both have to permit', () => {
    const gate = (decision: Decision['decision']): Decision => ({
      decision,
      reason: { code: `gate_${decision}`, message: 'Because.' },
    });
    const wanted = decide({ topic: offers, channel: 'email', at: 9 }, [said({ frequency: 'weekly' })]);
    const unwanted = decide({ topic: offers, channel: 'email', at: 9 }, [said({ state: 'out' })]);
    const tell = (...both: Parameters<typeof decideBoth>) => {
      const { reason, ...rest } = decideBoth(...both);
      return { ...rest, code: reason.code };
    };
    assert.deepEqual(tell(gate('permit'), wanted), {
      ...{ decision: 'permit', frequency: 'weekly', language: null, code: 'gate_permit' },
    });
    assert.deepEqual(tell(gate('deny'), wanted), { decision: 'deny', by: 'gate', code: 'gate_deny' });
    assert.deepEqual(tell(gate('permit'), unwanted), {
      ...{ decision: 'deny', by: 'preference', code: 'topic_off' },
    });
    assert.deepEqual(tell(gate('deny'), unwanted), { decision: 'deny', by: 'gate', code: 'gate_deny' });
  });
});

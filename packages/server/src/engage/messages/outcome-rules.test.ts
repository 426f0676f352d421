// A message never goes back, whatever order its answers come in.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { answerKinds } from '../channels/index.ts';
import { messageStates } from './model.ts';
import { type Answered, historyMax, moveForward, type Outcome } from './outcome-rules.ts';

const message = (state: Answered['state']): Answered => ({
  ...{ state, deliveredMs: null, openedMs: null, clickedMs: null, endedMs: null, history: [] },
});
const outcome = (kind: Outcome['kind'], given: Partial<Outcome> = {}): Outcome => ({
  kind,
  at: 1000,
  machine: false,
  ...given,
});
const stateAfter = (state: Answered['state'], ...kinds: Outcome['kind'][]) =>
  moveForward(
    message(state),
    kinds.map((kind) => outcome(kind)),
  ).state;

test('each answer leads on from what is before it', () => {
  assert.equal(stateAfter('sent', 'delivered'), 'delivered');
  assert.equal(stateAfter('sent', 'clicked', 'opened', 'delivered'), 'clicked');
  assert.equal(stateAfter('delivered', 'bounced'), 'bounced');
  assert.equal(stateAfter('opened', 'bounced'), 'opened', 'whoever opened it has got it');
  assert.equal(stateAfter('clicked', 'complained', 'unsubscribed'), 'complained');
  assert.equal(stateAfter('bounced', 'delivered'), 'bounced');
  assert.equal(stateAfter('failed', 'delivered'), 'delivered', 'it was sent after all');
  assert.equal(stateAfter('failed', 'failed'), 'failed');
});

test('what was not sent is moved by no answer', () => {
  for (const state of ['queued', 'deferred', 'sending', 'refused', 'expired', 'cancelled'] as const)
    for (const kind of answerKinds) assert.equal(stateAfter(state, kind), state);
});

test('what a machine did tells that it has arrived', () => {
  const moved = moveForward(message('sent'), [outcome('clicked', { machine: true })]);
  assert.deepEqual([moved.state, moved.clickedMs, moved.deliveredMs], ['delivered', null, 1000]);
  assert.deepEqual(moved.history, [{ state: 'clicked', at: '1970-01-01T00:00:01.000Z', machine: true }]);
});

test('in any order and however often, the state is the same or was ended by what came first', () => {
  const order = new Map(messageStates.map((state, i) => [state, i]));
  const kinds = fc.array(
    fc.constantFrom('delivered', 'opened', 'clicked', 'replied', 'unsubscribed', 'complained'),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(kinds, fc.infiniteStream(fc.nat()), (told, weights) => {
      const shuffled = told
        .map((kind) => ({ kind, w: weights.next().value as number }))
        .toSorted((a, b) => a.w - b.w)
        .map(({ kind }) => kind);
      const state = stateAfter('sent', ...(told as Outcome['kind'][]));
      assert.equal(
        stateAfter('sent', ...(shuffled as Outcome['kind'][]), ...(told as Outcome['kind'][])),
        state,
      );
      assert.ok((order.get(state) as number) >= (order.get('sent') as number));
    }),
  );
});

test('the history keeps what each said, up to an end, and never what somebody replied', () => {
  const moved = moveForward(message('sent'), [
    outcome('bounced', { text: 'mailbox is full' }),
    outcome('replied', { text: 'Please stop' }),
    ...Array.from({ length: 200 }, () => outcome('opened')),
  ]);
  assert.equal(moved.history.length, historyMax);
  assert.match(JSON.stringify(moved.history), /mailbox is full/);
  assert.doesNotMatch(JSON.stringify(moved.history), /Please stop/);
});

// Grouping a timeline: sessions end after thirty quiet minutes, days are the member's.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PersonEvent } from './people-query.ts';
import { SESSION_GAP_MS, toDays } from './sessions.ts';

const START = Date.parse('2026-11-21T23:00:00.000Z');
const event = (minutes: number): PersonEvent => ({
  id: String(minutes),
  message_id: `m${minutes}`,
  type: 'track',
  event: 'Product Viewed',
  properties: {},
  context: {},
  timestamp: new Date(START + minutes * 60_000).toISOString(),
  received_at: new Date(START).toISOString(),
  source: null,
});
const utcDay = (at: string) => at.slice(0, 10);
const shape = (events: PersonEvent[], dayKey = utcDay) =>
  toDays(events, dayKey).map((day) => [
    day.key,
    ...day.sessions.map((session) => session.events.map((each) => each.id).join(' ')),
  ]);

test('thirty minutes apart is one session, a moment more is two', () => {
  const gap = SESSION_GAP_MS / 60_000;
  assert.deepEqual(shape([event(gap), event(0)]), [['2026-11-21', '30 0']]);
  assert.deepEqual(shape([event(gap + 0.001), event(0)]), [['2026-11-21', '30.001', '0']]);
});

test('a session over midnight stays whole, in the day in which it ended', () => {
  assert.deepEqual(shape([event(70), event(50), event(10)]), [
    ['2026-11-22', '70 50'],
    ['2026-11-21', '10'],
  ]);
});

test('the day is that of the zone', () => {
  const tomorrow = (at: string) => new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10);
  assert.deepEqual(shape([event(10)], tomorrow), [['2026-11-22', '10']]);
});

test('the order of arrival does not matter, and nothing is lost', () => {
  const events = [event(3), event(90), event(1), event(45), event(2)];
  assert.deepEqual(shape(events), shape(events.toReversed()));
  assert.equal(
    toDays(events, utcDay).flatMap((day) => day.sessions.flatMap((session) => session.events)).length,
    5,
  );
  assert.deepEqual(shape([]), []);
});

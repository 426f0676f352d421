// Grouping a timeline: sessions end after thirty quiet minutes, days are the member's.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PersonChange, PersonEvent, PersonPreference } from './people-query.ts';
import { SESSION_GAP_MS, toDays, withinLoaded } from './sessions.ts';

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

const change = (minutes: number): PersonChange => ({
  id: `c${minutes}`,
  at: new Date(START + minutes * 60_000).toISOString(),
  kind: 'entered',
  reason: 'event',
  definition: { kind: 'segment', name: 'buyers', title: 'Buyers', version: 1, removed: false },
});
const said = (minutes: number): PersonPreference => ({
  ...{ id: `p${minutes}`, at: new Date(START + minutes * 60_000).toISOString(), recorded_by_name: null },
  ...{ contact_point: { type: 'email', value: 'a@shop.example' }, channel: 'email', topic: 'offers' },
  ...{ state: 'out', frequency: null, paused_until: null, resumed: false, language: null, source: 'api' },
});
const entriesOf = (events: PersonEvent[], beside: Parameters<typeof toDays>[2]) =>
  toDays(events, utcDay, beside).flatMap(({ sessions }) =>
    sessions.map(({ entries }) =>
      entries
        .map((entry) =>
          'event' in entry ? entry.event.id : 'change' in entry ? entry.change.id : entry.said.id,
        )
        .join(' '),
    ),
  );

test('what came of an event stands above it, in its visit, and by itself where no visit is near', () => {
  const changes = [change(5), change(200)];
  assert.deepEqual(entriesOf([event(5), event(0)], { changes }), ['c200', 'c5 5 0']);
  assert.deepEqual(entriesOf([event(5), event(0)], { changes, said: [said(3), said(300)] }), [
    'p300',
    'c200',
    'c5 5 p3 0',
  ]);
});

test('beside events that are not all loaded only what is not older than them is told', () => {
  const changes = [change(50), change(10), change(0)];
  const ids = (all: boolean) => withinLoaded(changes, [event(20), event(10)], all).map(({ id }) => id);
  assert.deepEqual(ids(false), ['c50', 'c10']);
  assert.deepEqual(ids(true), ['c50', 'c10', 'c0']);
});

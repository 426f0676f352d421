// From points every ten seconds to sixty minutes: counts summed, lag at its worst, gaps shown as gaps.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byMinute } from './by-minute.ts';

const point = (at: string, accepted: number, lag_seconds: number) => ({
  at,
  accepted,
  resolved: 0,
  appended: 0,
  quarantined: 0,
  lag_seconds,
});

test('sixty minutes end with the newest point; a minute without points is zero', () => {
  const minutes = byMinute([
    point('2026-11-21T10:00:00Z', 99, 99),
    point('2026-11-21T12:00:10Z', 5, 1),
    point('2026-11-21T12:00:50Z', 7, 4),
    point('2026-11-21T12:02:00Z', 1, 0),
  ]);
  assert.equal(minutes.length, 60);
  assert.deepEqual(
    minutes.slice(-3).map((each) => [each.at, each.accepted, each.lag_seconds]),
    [
      ['2026-11-21T12:00:00.000Z', 12, 4],
      ['2026-11-21T12:01:00.000Z', 0, 0],
      ['2026-11-21T12:02:00.000Z', 1, 0],
    ],
  );
  assert.equal(
    minutes.reduce((sum, each) => sum + each.accepted, 0),
    13,
  );
});

test('no history, no minutes', () => assert.deepEqual(byMinute([]), []));

// Periods begin at midnight where the shop is, and the one before is as long as this one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listDays, toPeriods } from './periods.ts';

const toIso = (ms: number): string => new Date(ms).toISOString();

test('days begin in the zone, which may be a day ahead of UTC', () => {
  const periods = toPeriods(Date.parse('2026-11-26T20:30:00Z'), 'Asia/Taipei', 7);
  assert.equal(periods.firstDay.toString(), '2026-11-21');
  assert.deepEqual([periods.beforeFromMs, periods.beforeUntilMs, periods.fromMs].map(toIso), [
    '2026-11-13T16:00:00.000Z',
    '2026-11-19T20:30:00.000Z',
    '2026-11-20T16:00:00.000Z',
  ]);
  assert.deepEqual(listDays(periods.firstDayBefore, 7).at(-1), '2026-11-20');
});

test('a day of 25 hours in between moves no midnight and no time of day', () => {
  // In Warsaw the clock goes back on 25 October 2026.
  const periods = toPeriods(Date.parse('2026-10-30T11:00:00Z'), 'Europe/Warsaw', 7);
  assert.deepEqual([periods.beforeFromMs, periods.beforeUntilMs, periods.fromMs].map(toIso), [
    '2026-10-16T22:00:00.000Z',
    '2026-10-23T10:00:00.000Z',
    '2026-10-23T22:00:00.000Z',
  ]);
});

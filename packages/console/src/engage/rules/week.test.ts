// Quiet hours as stretches of a week: nights are cut at midnight, and what overlaps is one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toWeek } from './week.ts';

const night = { channels: ['sms' as const], weekdays: [7], from: '21:00', until: '08:00' };

test('a night of Sunday ends on Monday', () => {
  const week = toWeek([night], 'sms');
  assert.deepEqual([week[6], week[0]], [[{ from: 1260, until: 1440 }], [{ from: 0, until: 480 }]]);
  assert.ok(week.slice(1, 6).every((day) => day.length === 0));
  assert.ok(toWeek([night], 'email').every((day) => day.length === 0));
});

test('what touches or overlaps is one stretch, and midnight ends a day', () => {
  const evening = { ...night, from: '20:00', until: '00:00' };
  const whole = { ...night, weekdays: [1], from: '00:00', until: '24:00' };
  const week = toWeek([night, evening, whole], 'sms');
  assert.deepEqual([week[6], week[0]], [[{ from: 1200, until: 1440 }], [{ from: 0, until: 1440 }]]);
});

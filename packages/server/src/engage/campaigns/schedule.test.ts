// When campaigns go out: in zones, over changes of clocks, at ends of months, at people's hours, and so many an hour.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { toChannel } from './deciding.ts';
import type { When } from './model.ts';
import { findHour, findNextRun, readHour, readShares, toDueAt } from './schedule.ts';
import { openThrottle } from './throttle.ts';

const at = (text: string): number => Temporal.ZonedDateTime.from(text).epochMilliseconds;
const iso = (ms: number | undefined): string | undefined =>
  ms === undefined ? undefined : new Date(ms).toISOString();
const weekly: When = {
  ...{ kind: 'recurring', every: 'week', weekdays: [1, 4], day_of_month: 1, time: '09:00' },
  ...{ zone: 'Europe/Warsaw', from: null, until: null },
};

describe('The next run', () => {
  const next = (when: Partial<When>, after: string): string | undefined =>
    iso(findNextRun({ ...weekly, ...when } as When, Date.parse(after)));

  test('is on the days that were named, by the clock of the zone', () => {
    // A Saturday.
    assert.equal(next({}, '2026-11-28T12:00:00Z'), '2026-11-30T08:00:00.000Z');
    assert.equal(next({}, '2026-11-30T08:00:00Z'), '2026-12-03T08:00:00.000Z');
    assert.equal(next({ every: 'day' }, '2026-03-28T08:00:00Z'), '2026-03-29T07:00:00.000Z');
  });

  test('is at the end of a month that is too short, and an hour later where the clock skips', () => {
    const monthly = { every: 'month', day_of_month: 31 } as const;
    assert.equal(next(monthly, '2027-02-01T00:00:00Z'), '2027-02-28T08:00:00.000Z');
    assert.equal(next(monthly, '2027-03-01T00:00:00Z'), '2027-03-31T07:00:00.000Z');
    assert.equal(next({ every: 'day', time: '02:30' }, '2026-03-29T00:00:00Z'), '2026-03-29T01:30:00.000Z');
  });

  test('is within its first and last day', () => {
    assert.equal(next({ from: '2027-01-01' }, '2026-11-28T12:00:00Z'), '2027-01-04T08:00:00.000Z');
    assert.equal(next({ until: '2026-12-02' }, '2026-11-30T09:00:00Z'), undefined);
  });

  test('in each person’s own zone begins where the day does, and reaches each at their hour', () => {
    const when = { ...weekly, every: 'day', zone: 'person' } as When;
    const run = findNextRun(when, Date.parse('2026-11-28T12:00:00Z')) as number;
    assert.equal(iso(run), '2026-11-28T19:00:00.000Z');
    const zones = ['Pacific/Kiritimati', 'Europe/Warsaw', 'America/New_York', 'Pacific/Pago_Pago'];
    assert.deepEqual(
      zones.map((zone) => toDueAt(when, run, zone, run)),
      zones.map((zone) => at(`2026-11-29T09:00[${zone}]`)),
    );
  });

  test('is later than the one before, always', () => {
    const when = fc.record({
      every: fc.constantFrom('day', 'week', 'month'),
      weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      day_of_month: fc.integer({ min: 1, max: 31 }),
      zone: fc.constantFrom('person', 'UTC', 'Europe/Warsaw', 'America/New_York', 'Australia/Lord_Howe'),
      time: fc.constantFrom('00:00', '01:30', '02:30', '23:59'),
    });
    const after = fc.integer({
      min: Date.parse('2026-01-01T00:00:00Z'),
      max: Date.parse('2028-01-01T00:00:00Z'),
    });
    fc.assert(
      fc.property(when, after, (given, ms) => {
        const found = findNextRun({ ...weekly, ...given } as When, ms);
        assert.ok(found !== undefined && found > ms && found - ms < 32 * 86_400_000);
      }),
    );
  });
});

describe('The best hour', () => {
  test('is read from a trait', () => {
    assert.deepEqual(readHour(18, 'hour'), { weekday: null, time: '18:00' });
    assert.deepEqual(readHour('44', 'hour_of_week'), { weekday: 2, time: '20:00' });
    assert.deepEqual(readHour('Evening', 'daypart'), { weekday: null, time: '19:00' });
    for (const nothing of [24, -1, 1.5, 'late', null, undefined, {}])
      assert.equal(readHour(nothing, 'hour'), undefined);
    assert.equal(readHour(168, 'hour_of_week'), undefined);
    assert.equal(readHour('constructor', 'daypart'), undefined);
    assert.deepEqual(readShares({ morning: 0.2, evening: 0.5, night: 0.3 }), {
      weekday: null,
      time: '19:00',
    });
    assert.equal(readShares({ morning: 0, evening: null }), undefined);
  });

  test('comes where the person is: today, or on its weekday', () => {
    const noon = at('2026-11-28T12:00[Europe/Warsaw]');
    const find = (weekday: number | null, time: string): string =>
      iso(findHour({ weekday, time }, 'Europe/Warsaw', noon)) as string;
    assert.equal(find(null, '19:00'), '2026-11-28T18:00:00.000Z');
    assert.equal(find(null, '09:00'), '2026-11-29T08:00:00.000Z');
    // It is that hour now.
    assert.equal(find(null, '12:00'), iso(noon));
    assert.equal(find(6, '11:00'), '2026-12-05T10:00:00.000Z');
    assert.equal(find(2, '20:00'), '2026-12-01T19:00:00.000Z');
  });
});

test('A channel is known by what people call it', () => {
  assert.deepEqual(
    [
      'email',
      'E-mail',
      'SMS',
      'push',
      'web push',
      'web_push',
      'In-App',
      'phone',
      'fax',
      'constructor',
      5,
    ].map(toChannel),
    [
      'email',
      'email',
      'sms',
      'web_push',
      'web_push',
      'web_push',
      'in_app',
      'phone',
      undefined,
      undefined,
      undefined,
    ],
  );
});

test('So many an hour: nobody goes before their time, and no hour has more', () => {
  const wanted = fc.array(fc.integer({ min: 0, max: 20 * 3_600_000 }), { maxLength: 200 });
  fc.assert(
    fc.property(wanted, fc.integer({ min: 1, max: 20 }), (all, perHour) => {
      const slots = {};
      // A step ends in the middle, and the next one knows what it counted.
      const half = Math.floor(all.length / 2);
      const dueAt = [all.slice(0, half), all.slice(half)].flatMap((part) => {
        const take = openThrottle(slots, { startMs: 0, perHour });
        return part.map((ms) => [ms, take(ms)] as const);
      });
      const counts = new Map<number, number>();
      for (const [ms, due] of dueAt) {
        assert.ok(due >= ms);
        const hour = Math.floor(due / 3_600_000);
        counts.set(hour, (counts.get(hour) ?? 0) + 1);
      }
      for (const count of counts.values()) assert.ok(count <= perHour);
    }),
  );
});

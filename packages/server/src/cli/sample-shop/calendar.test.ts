// Tests of the clock shift, with the platform's own time zone tables as the judge of the written-down rule.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { day, hour, minute, offsetAt, shopCalendar, type Zone } from './calendar.ts';

const zones: Zone[] = [
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Phoenix',
  'America/Los_Angeles',
];
const lastDay = Date.UTC(2017, 11, 30);

/** The offset as the platform's tables have it, in milliseconds. */
function judge(zone: Zone, instant: number): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    timeZoneName: 'longOffset',
  }).formatToParts(instant);
  const text = parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(text) ?? assert.fail(text);
  return (sign === '-' ? -1 : 1) * (Number(hours) * hour + Number(minutes) * minute);
}

describe('the calendar', () => {
  it('knows the offset of every zone around each change of the clocks', () => {
    for (const zone of zones) {
      for (
        let instant = Date.UTC(2019, 0, 1);
        instant < Date.UTC(2032, 0, 1);
        instant += 5 * day + 7 * hour
      ) {
        assert.equal(offsetAt(zone, instant), judge(zone, instant));
      }
      for (const start of [Date.UTC(2026, 2, 8, 4), Date.UTC(2026, 10, 1, 4)]) {
        for (let n = 0; n < 24; n++) {
          const instant = start + n * 30 * minute;
          assert.equal(
            offsetAt(zone, instant),
            judge(zone, instant),
            `${zone} ${new Date(instant).toISOString()}`,
          );
        }
      }
    }
  });

  it('lets the last day of the file be the day of now, and takes wall times there and back', () => {
    for (const now of [new Date('2026-11-22T15:20:00Z'), new Date('2027-07-01T00:00:00Z')]) {
      const calendar = shopCalendar(now, lastDay);
      for (const zone of zones) {
        assert.equal(calendar.toInstant(calendar.wallNow(zone), zone), now.getTime());
        const noon = calendar.toIso(lastDay + 12 * hour, zone);
        assert.equal(noon.slice(0, 10), now.toISOString().slice(0, 10));
        assert.equal(
          Date.parse(noon) + judge(zone, Date.parse(noon)),
          Date.parse(`${noon.slice(0, 10)}T12:00:00Z`),
        );
      }
    }
  });

  it('brings what would still lie ahead to the last two hours, but never back behind midnight', () => {
    for (const [now, earliest] of [
      [new Date('2026-11-22T15:20:00Z'), '2026-11-22T13:20:00.000Z'],
      [new Date('2026-11-22T00:05:00Z'), '2026-11-22T00:00:00.000Z'],
    ] as const) {
      const calendar = shopCalendar(now, lastDay);
      for (const unit of [0, 0.5, 0.999]) {
        const wall = calendar.notAfterNow(lastDay + 20 * hour, 'America/Los_Angeles', unit);
        const at = calendar.toIso(wall, 'America/Los_Angeles');
        assert.ok(at <= now.toISOString() && at >= earliest, at);
      }
      const yesterday = lastDay - 1 * day;
      assert.equal(calendar.notAfterNow(yesterday, 'America/Chicago', 0.5), yesterday);
    }
  });
});

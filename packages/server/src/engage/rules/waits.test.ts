// When a message goes, held against an oracle that walks minute by minute and reads the clock on the wall with Intl.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { MessageRules, RulesAsked } from './model.ts';
import { shippedRules } from './shipped.ts';
import { findWait, lookBackMs } from './waits.ts';

const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;

type Wall = { date: string; weekday: number; minute: number };
const walls = new Map<string, Map<number, Wall>>();
const formats = new Map<string, Intl.DateTimeFormat>();

function wallOf(at: number, timeZone: string): Wall {
  const known = walls.get(timeZone) ?? new Map<number, Wall>();
  walls.set(timeZone, known);
  const kept = known.get(at);
  if (kept !== undefined) return kept;
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' });
  formats.set(timeZone, format);
  const text = format.format(at);
  const date = text.slice(0, 10);
  const weekday = new Date(`${date}T00:00Z`).getUTCDay() || 7;
  const wall = { date, weekday, minute: Number(text.slice(11, 13)) * 60 + Number(text.slice(14, 16)) };
  known.set(at, wall);
  return wall;
}

/** The first whole minute at which nothing holds it. */
function walk(rules: MessageRules, asked: RulesAsked): number {
  for (let at = asked.at; at < asked.at + 70 * dayMs; at += minuteMs) if (isFree(rules, asked, at)) return at;
  throw new Error('The oracle found no free minute');
}

function isFree(
  rules: MessageRules,
  { channel, topic, frequency, timeZone, before }: RulesAsked,
  at: number,
) {
  const wall = wallOf(at, timeZone);
  const yesterday = wall.weekday === 1 ? 7 : wall.weekday - 1;
  const isQuiet = rules.quietHours.some(({ channels, weekdays, from, until }) => {
    if (!channels.includes(channel)) return false;
    const [today, before] = [weekdays.includes(wall.weekday), weekdays.includes(yesterday)];
    if (from < until) return today && wall.minute >= from && wall.minute < until;
    return (today && wall.minute >= from) || (before && wall.minute < until);
  });
  const isFull = rules.caps.some((cap) => {
    const names = (one: { channel: string; topic: string | null }) =>
      (cap.channel ?? one.channel) === one.channel && (cap.topic ?? one.topic) === one.topic;
    if (!names({ channel, topic })) return false;
    const counted = before.filter((one) => one.topic !== null && names(one));
    return counted.filter((one) => at - one.at < cap.hours * 60 * minuteMs).length >= cap.count;
  });
  const last = before.filter((one) => one.topic === topic && one.channel === channel).map((one) => one.at);
  const isEarly = last.some((one) => wall.date < nextDay(wallOf(one, timeZone).date, frequency));
  return !isQuiet && !isFull && !isEarly;
}

function nextDay(date: string, frequency: RulesAsked['frequency']): string {
  const next = new Date(`${date}T00:00Z`);
  if (frequency === 'daily') next.setUTCDate(next.getUTCDate() + 1);
  if (frequency === 'weekly') next.setUTCDate(next.getUTCDate() + 7);
  if (frequency === 'monthly') {
    const day = next.getUTCDate();
    next.setUTCDate(1);
    next.setUTCMonth(next.getUTCMonth() + 1);
    const last = new Date(Date.UTC(next.getUTCFullYear(), next.getUTCMonth() + 1, 0)).getUTCDate();
    next.setUTCDate(Math.min(day, last));
  }
  return next.toISOString().slice(0, 10);
}

/** Each zone near the days on which its clocks are put forward and back, by an hour, half an hour, at midnight, or never. */
const places = fc.constantFrom(
  ...[
    ['Europe/Warsaw', '2026-03-29'],
    ['Europe/Warsaw', '2026-10-25'],
    ['America/New_York', '2026-03-08'],
    ['America/New_York', '2026-11-01'],
    ['Asia/Kolkata', '2026-05-31'],
    ['Pacific/Chatham', '2026-04-05'],
    ['Pacific/Chatham', '2026-09-27'],
    ['Australia/Lord_Howe', '2026-04-05'],
    ['Australia/Lord_Howe', '2026-10-04'],
    ['America/Havana', '2026-03-08'],
    ['America/Havana', '2026-11-01'],
  ].map(([timeZone, day]) => ({ timeZone: timeZone as string, base: Date.parse(`${day}T00:00Z`) })),
);

const channel = fc.constantFrom('sms' as const, 'email' as const);
const topic = fc.constantFrom('offers', 'news');
/** Often near the hours at which clocks are moved. */
const minuteOfDay = fc.oneof(
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 1439 }) },
  fc.integer({ min: 0, max: 240 }),
  fc.constantFrom(0, 60, 90, 120, 150, 165, 180, 225),
);
const quietHours = fc
  .record({
    channels: fc.constantFrom(['sms' as const], ['email' as const, 'sms' as const]),
    weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1, maxLength: 6 }),
    from: minuteOfDay,
    until: fc.oneof({ weight: 5, arbitrary: minuteOfDay }, fc.constant(1440)),
  })
  .filter(({ from, until }) => from !== until);
const cap = fc.record({
  channel: fc.option(channel),
  topic: fc.option(topic),
  count: fc.integer({ min: 1, max: 3 }),
  hours: fc.integer({ min: 1, max: 72 }),
});
const rules: fc.Arbitrary<MessageRules> = fc
  .record({
    quietHours: fc.array(quietHours, { maxLength: 2 }),
    caps: fc.array(cap, { maxLength: 3 }),
  })
  .map((own) => ({ timeZone: 'UTC', priorities: [], ...own }));

const frequency = fc.oneof(
  { weight: 6, arbitrary: fc.constant('immediate' as const) },
  { weight: 3, arbitrary: fc.constant('daily' as const) },
  { weight: 2, arbitrary: fc.constant('weekly' as const) },
  { weight: 1, arbitrary: fc.constant('monthly' as const) },
);
const asking = (stepMs: number): fc.Arbitrary<RulesAsked> => {
  const minutes = fc.integer({ min: (-2 * dayMs) / stepMs, max: (2 * dayMs) / stepMs });
  const before = fc.array(fc.record({ channel, topic: fc.option(topic, { freq: 4 }), back: minutes }), {
    maxLength: 6,
  });
  return fc
    .record({ place: places, channel, topic, frequency, shift: minutes, before })
    .map(({ place, shift, before, ...own }) => {
      const at = place.base + shift * stepMs;
      const sent = before.map(({ back, ...one }) => ({ ...one, at: at - Math.abs(back) * stepMs }));
      return { ...own, timeZone: place.timeZone, at, before: sent };
    });
};

describe('A message waits', () => {
  test('until the first minute at which nothing holds it', () => {
    const codes = new Set<string>();
    fc.assert(
      fc.property(rules, asking(minuteMs), (own, asked) => {
        const wait = findWait(own, asked);
        assert.equal(wait?.until ?? asked.at, walk(own, asked));
        if (wait !== undefined) codes.add(wait.reason.code);
      }),
      { numRuns: 1000 },
    );
    assert.deepEqual([...codes].sort(), ['cap_reached', 'frequency_chosen', 'quiet_hours']);
  });

  test('to the millisecond: then it is free, and at no moment before', () => {
    fc.assert(
      fc.property(rules, asking(1), fc.double({ min: 0, max: 1, noNaN: true }), (own, asked, part) => {
        const until = findWait(own, asked)?.until;
        if (until === undefined) return;
        assert.ok(until > asked.at);
        assert.equal(findWait(own, { ...asked, at: until }), undefined);
        const between = Math.floor(asked.at + part * (until - 1 - asked.at));
        assert.equal(findWait(own, { ...asked, at: between })?.until, until);
        assert.equal(findWait(own, { ...asked, at: until - 1 })?.until, until);
      }),
      { numRuns: 1000 },
    );
  });

  test('the same, whatever went longer ago than it has to look back', () => {
    fc.assert(
      fc.property(rules, asking(minuteMs), (own, asked) => {
        const from = asked.at - lookBackMs(own, asked.frequency);
        const before = asked.before.filter(({ at }) => at > from);
        assert.deepEqual(findWait(own, { ...asked, before }), findWait(own, asked));
      }),
    );
  });

  test('never, where nobody can switch it off, and such a one takes no place', () => {
    fc.assert(
      fc.property(rules, asking(minuteMs), (own, asked) => {
        assert.equal(findWait(own, { ...asked, topic: null }), undefined);
        const receipts = asked.before.map((one) => ({ ...one, topic: null }));
        const without = findWait(own, { ...asked, before: [] });
        assert.deepEqual(findWait(own, { ...asked, before: receipts }), without);
      }),
    );
  });
});

const at = (text: string): number => Temporal.ZonedDateTime.from(text).epochMilliseconds;
const text = (ms: number | undefined, timeZone: string): string | undefined =>
  ms === undefined
    ? undefined
    : Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone).toString();

describe('The sentence says until when, where the person is, and why', () => {
  const asked = (own: Partial<RulesAsked>): RulesAsked => ({
    ...{ channel: 'sms', topic: 'offers', frequency: 'immediate', timeZone: 'Europe/Warsaw', before: [] },
    at: at('2026-11-27T12:00[Europe/Warsaw]'),
    ...own,
  });

  test('of quiet hours', () => {
    const night = asked({ at: at('2026-11-27T23:15:30[Europe/Warsaw]') });
    assert.deepEqual(findWait(shippedRules, night), {
      until: at('2026-11-28T08:00[Europe/Warsaw]'),
      reason: {
        code: 'quiet_hours',
        message:
          'Nothing goes by SMS in the quiet hours from 21:00 to 08:00 where the person is. It waits until 2026-11-28 08:00 (Europe/Warsaw).',
      },
    });
    assert.equal(findWait(shippedRules, { ...night, channel: 'email' }), undefined);
    assert.equal(findWait(shippedRules, { ...night, timeZone: 'America/New_York' }), undefined);
  });

  test('of a cap that ends at night, of both', () => {
    const noon = at('2026-11-27T12:00[Europe/Warsaw]');
    const before = ['email', 'sms', 'phone'].map((one, i) => ({
      ...{ channel: one as 'sms', topic: 'offers' },
      at: noon - i * 3_600_000 - 12 * 3_600_000 + 1,
    }));
    assert.deepEqual(findWait(shippedRules, asked({ before })), {
      until: at('2026-11-28T08:00[Europe/Warsaw]'),
      reason: {
        code: 'quiet_hours',
        message:
          'One person gets at most 3 messages in 24 hours. Nothing goes by SMS in the quiet hours from 21:00 to 08:00 where the person is. It waits until 2026-11-28 08:00 (Europe/Warsaw).',
      },
    });
    const mail = findWait(shippedRules, asked({ before, channel: 'email' }));
    assert.equal(text(mail?.until, 'Europe/Warsaw'), '2026-11-27T22:00:00.001+01:00[Europe/Warsaw]');
    assert.match(mail?.reason.message ?? '', /until 2026-11-27 22:01 \(Europe\/Warsaw\)\.$/);
  });

  test('of what the person chose, by the calendar', () => {
    const before = [
      { channel: 'email' as const, topic: 'offers', at: at('2026-01-31T20:00[Europe/Warsaw]') },
    ];
    const monthly = asked({
      channel: 'email',
      frequency: 'monthly',
      before,
      at: at('2026-02-05T09:00[Europe/Warsaw]'),
    });
    const wait = findWait(shippedRules, monthly);
    assert.equal(text(wait?.until, 'Europe/Warsaw'), '2026-02-28T00:00:00+01:00[Europe/Warsaw]');
    assert.equal(
      wait?.reason.message,
      'The person wants messages about "offers" no more often than once a month; the last one went on 2026-01-31. It waits until 2026-02-28 00:00 (Europe/Warsaw).',
    );
    assert.equal(findWait(shippedRules, { ...monthly, topic: 'news' }), undefined);
  });

  test('and ends, whatever is kept', () => {
    const always = [{ channels: ['sms' as const], weekdays: [1, 2, 3, 4, 5, 6, 7], from: 0, until: 1440 }];
    const wait = findWait({ ...shippedRules, quietHours: always }, asked({}));
    assert.ok(wait !== undefined && wait.until > asked({}).at);
  });
});

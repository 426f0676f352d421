// Message rules as the API takes and tells them, and what the rules make of that.
import { z } from 'zod';
import { channelSlugs } from '../channels/index.ts';
import type { MessageRules } from './model.ts';
import { dayMinutes, minutesLeft, toClock } from './quiet-hours.ts';
import { isTimeZone } from './time-zones.ts';

const channel = z.enum(channelSlugs);
const topic = z.string().min(1).max(100);
const clock = (last: string) =>
  z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, `must be 00:00 to ${last}`);
const weekdays = [1, 2, 3, 4, 5, 6, 7];

const quietHours = z
  .strictObject({
    channels: z.array(channel).min(1).max(channelSlugs.length),
    weekdays: z
      .array(z.int().min(1).max(7))
      .min(1)
      .max(7)
      .default(weekdays)
      .describe('On which they begin; 1 is Monday. All, where it is left out.'),
    from: clock('23:59').describe('In the person’s own time.'),
    until: clock('24:00').describe('Before `from`: on the next day.'),
  })
  .refine(({ from }) => from !== '24:00', { path: ['from'], message: 'must be 00:00 to 23:59' })
  .refine(({ from, until }) => from !== until, {
    path: ['until'],
    message: 'must be another time than from; all day is 00:00 to 24:00',
  });
const cap = z.strictObject({
  channel: channel.nullable().default(null).describe('Null: whatever the channel.'),
  topic: topic.nullable().default(null).describe('Null: whatever the topic.'),
  count: z.int().min(1).max(1000),
  hours: z
    .int()
    .min(1)
    .max(744)
    .describe('Of a window that slides: 24 is a day, 168 a week, 744 the longest month.'),
});
const priority = z.strictObject({ topic, priority: z.int().min(-10).max(10) });

const fields = {
  time_zone: z
    .string()
    .refine(isTimeZone, 'must be an IANA name, such as Europe/Warsaw')
    .describe('Of people of whom no other is known.'),
  quiet_hours: z.array(quietHours).max(50),
  caps: z.array(cap).max(50),
  priorities: z
    .array(priority)
    .max(500)
    .refine((all) => new Set(all.map((one) => one.topic)).size === all.length, 'must name each topic once')
    .describe('What goes first where not all can go at once. A topic that is not named has 0.'),
};

export const messageRulesBody = z
  .strictObject({
    ...fields,
    expected_version: z
      .int()
      .min(0)
      .optional()
      .describe('The version that was seen: another one is not replaced, and 409 is answered.'),
  })
  .superRefine(({ quiet_hours }, context) => {
    const never = channelSlugs.find(
      (slug) => !isEverFree(quiet_hours.filter(({ channels }) => channels.includes(slug))),
    );
    if (never !== undefined)
      context.addIssue({
        ...{ code: 'custom', path: ['quiet_hours'] },
        message: `must leave an hour in the week in which something can go by ${never}`,
      });
  });

export type RulesTold = Omit<z.output<typeof messageRulesBody>, 'expected_version'>;

/** In an hour that clocks can leave out, on one day in the year, nothing would go for a week. */
function isEverFree(hours: readonly RulesTold['quiet_hours'][number][]): boolean {
  const own = hours.map(({ weekdays: days, from, until }) => ({
    weekdays: days,
    from: toMinutes(from),
    until: toMinutes(until),
  }));
  let free = 0;
  for (const day of weekdays)
    for (let minute = 0; minute < dayMinutes; minute += 1)
      if (own.every((one) => minutesLeft(one, day, minute) === 0)) free += 1;
  return free >= 60;
}

const toMinutes = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

export const toMessageRules = (told: RulesTold): MessageRules => ({
  timeZone: told.time_zone,
  quietHours: told.quiet_hours.map(({ from, until, ...one }) => ({
    ...{ ...one, from: toMinutes(from), until: toMinutes(until) },
  })),
  caps: told.caps,
  priorities: told.priorities,
});

export const toTold = (rules: MessageRules): RulesTold => ({
  time_zone: rules.timeZone,
  quiet_hours: rules.quietHours.map(({ channels, weekdays: days, from, until }) => ({
    ...{ channels: [...channels], weekdays: [...days], from: toClock(from), until: toClock(until) },
  })),
  caps: rules.caps.map((one) => ({ ...one })),
  priorities: rules.priorities.map((one) => ({ ...one })),
});

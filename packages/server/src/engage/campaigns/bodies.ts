// What may be sent to make or change a campaign.
import { isZone, type PropertyTest, readCondition } from '@rapport/protocol';
import { z } from 'zod';
import { isShowable } from '../../respect/preferences/index.ts';
import { channelSlugs } from '../channels/index.ts';
import { isTimeZone } from '../rules/index.ts';
import { heldOut } from './assignment.ts';
import { daypartNames, ownZone } from './schedule.ts';

const name = z.string().min(1).max(64);
const names = z.array(name).max(50).default([]);
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as 18:00');
const day = z.iso.date();
const channel = z.enum(channelSlugs);
const fallbacks = z
  .array(channel)
  .max(channelSlugs.length)
  .default([])
  .describe('Tried in their order where the first does not reach the person, or may not.');
const zone = z
  .string()
  .refine(
    (one) => one === ownZone || (isZone(one) && isTimeZone(one)),
    `must be a time zone, or "${ownZone}"`,
  )
  .describe(`An IANA name, or "${ownZone}": in each person’s own.`);
const duration = z
  .string()
  .refine((text) => /^P(?!$)(\d+D)?(T(?!$)(\d+H)?(\d+M)?(\d+S)?)?$/.test(text) && isWithinYear(text), {
    message: 'must be a duration of a year at most, such as PT2H or P3D',
  });
const isWithinYear = (text: string): boolean => Temporal.Duration.from(text).total('seconds') <= 366 * 86_400;

const audience = z
  .strictObject({
    segments: names.describe('Names of segments, of a purpose for which the template is sent.'),
    match: z.enum(['any', 'all']).default('any').describe('In how many of them somebody has to be.'),
    excluding: z
      .strictObject({ segments: names, lists: names })
      .prefault({})
      .describe('Who is in one of these segments or on one of these lists does not get it.'),
  })
  .prefault({});

const byChannel = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('fixed'), channel, fallbacks }),
  z.strictObject({
    by: z.literal('trait').describe('By the channel that a trait of the person names.'),
    trait: name,
    fallbacks,
  }),
  z.strictObject({
    by: z.literal('shares').describe('By the channel whose trait is the highest.'),
    traits: z.partialRecord(channel, name).describe('By channel, the name of a trait that is a number.'),
    fallbacks,
  }),
]);

const otherwise = clock
  .nullable()
  .default(null)
  .describe('On the person’s clock, where nothing is known of them; null: as planned.');
const hour = z.discriminatedUnion('by', [
  z.strictObject({
    by: z.literal('trait'),
    trait: name,
    reads: z
      .enum(['hour', 'hour_of_week', 'daypart'])
      .describe(
        'What the trait tells: 0 to 23; 0 to 167, where 0 is Monday at midnight; or morning, afternoon, evening, night.',
      ),
    otherwise,
  }),
  z.strictObject({
    by: z.literal('shares').describe('By the part of the day whose trait is the highest.'),
    traits: z.partialRecord(z.enum(daypartNames as [string, ...string[]]), name),
    otherwise,
  }),
]);

/** Those that are asked of one value at hand. */
const where = z
  .array(z.unknown())
  .max(20)
  .default([])
  .superRefine((tests, context) => {
    const read = readCondition({ events: { name: 'event', where: tests }, count: { at_least: 1 } });
    for (const fault of 'faults' in read ? read.faults : [])
      context.addIssue({ code: 'custom', message: `${fault.at}: ${fault.message}` });
    if (/"(of|matches|anniversary)":/.test(JSON.stringify(tests)))
      context.addIssue({
        code: 'custom',
        message: 'look-ups, "matches" and "anniversary" are not asked of an event',
      });
  })
  .transform((tests) => tests as PropertyTest[])
  .describe('Tests of its properties, as definitions have them.');

const when = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('once'),
    at: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/, 'must be a local time such as 2026-12-01T09:00')
      .refine((text) => !Number.isNaN(Date.parse(`${text}Z`)), 'must be a day that there is')
      .nullable()
      .default(null)
      .describe('Local time; null: when it is started.'),
    zone: zone.default('UTC'),
  }),
  z.strictObject({
    kind: z.literal('recurring'),
    every: z.enum(['day', 'week', 'month']),
    weekdays: z.array(z.int().min(1).max(7)).min(1).max(7).default([1]).describe('Of a week; 1 is Monday.'),
    day_of_month: z
      .int()
      .min(1)
      .max(31)
      .default(1)
      .describe('Of a month; where it is shorter, its last day.'),
    time: clock,
    zone: zone.default('UTC'),
    from: day.nullable().default(null).describe('The first day.'),
    until: day.nullable().default(null).describe('The last day.'),
  }),
  z.strictObject({
    kind: z.literal('event'),
    event: z.string().min(1).max(200).describe('The name of the event.'),
    where,
    delay: duration.default('PT0S').describe('So long after the event.'),
  }),
]);

const arm = z.strictObject({
  name: z
    .string()
    .regex(
      /^[a-z][a-z0-9_-]{0,30}$/,
      'must begin with a lower-case letter and hold only such, digits, - and _',
    )
    .refine((one) => one !== heldOut, `"${heldOut}" are those who get nothing`),
  weight: z.int().min(1).max(1000).default(1),
  template: name.nullable().default(null).describe('Another template; null: that of the campaign.'),
});
const experiment = z
  .strictObject({
    arms: z
      .array(arm)
      .max(10)
      .default([])
      .refine(
        (all) => new Set(all.map((one) => one.name)).size === all.length,
        'must each have a name of their own',
      ),
    holdout: z.int().min(0).max(90).default(0).describe('So many of a hundred get nothing, to compare with.'),
  })
  .prefault({});

const planFields = {
  template: name.describe('The slug of a published template.'),
  audience,
  channel: byChannel,
  hour: hour.nullable().default(null).describe('The best hour of each person, after the planned moment.'),
  when,
  throttle: z.int().min(1).max(10_000_000).nullable().default(null).describe('So many an hour at most.'),
  expires_after: duration
    .nullable()
    .default(null)
    .describe('So long after it was due, a message that still waits makes no sense any more.'),
  priority: z
    .int()
    .min(-10)
    .max(10)
    .nullable()
    .default(null)
    .describe('The higher goes first; null: that of its topic.'),
  experiment,
  conversion: z
    .strictObject({
      event: z.string().min(1).max(200),
      within_hours: z
        .int()
        .min(1)
        .max(24 * 90)
        .default(24 * 7),
      purpose: name.default('analytics').describe('For which the event has to be collected to be counted.'),
    })
    .nullable()
    .default(null),
};
const title = z.string().trim().min(1).max(120).refine(isShowable, 'must be text without control characters');

const whole = z.strictObject(planFields);
type Whole = z.infer<typeof whole>;
const checked = <Schema extends z.ZodType<Whole>>(schema: Schema) =>
  schema
    .refine(({ when: { kind }, audience: { segments } }) => kind === 'event' || segments.length > 0, {
      path: ['audience', 'segments'],
      message: 'must name one, unless an event starts it',
    })
    .refine(({ when: { kind }, hour: best }) => kind !== 'event' || best === null, {
      path: ['hour'],
      message: 'is not chosen where an event starts it',
    });

/** As it would be kept. */
export const planBody = checked(whole);
export const createCampaignBody = checked(
  z.strictObject({
    slug: z
      .string()
      .regex(
        /^[a-z][a-z0-9_-]{0,62}$/,
        'must begin with a lower-case letter and hold only such, digits, - and _',
      )
      .describe('It stays: messages name it.'),
    title,
    ...planFields,
  }),
);
export const changeCampaignBody = checked(
  z.strictObject({
    title,
    ...planFields,
    expected_version: z
      .int()
      .min(1)
      .optional()
      .describe('The version that was changed: where another has been set meanwhile, 409.'),
  }),
);

// Views: what one use needs to know of a person, or of the shop, for one purpose, and nothing else.
//
// A view is a list of named fields. Each says where its value is taken from: an attribute, a trait, the segments, what the person
// permits, what happened lately, their accounts, objects of the catalog, or what many people did together. Values that
// are ids of catalog objects can be joined with them, and those with others, some levels deep.
import { z } from 'zod';
import { duration, parseDuration } from '../definitions/durations.ts';
import { path, propertyPath, purpose, slug, text, title } from '../definitions/names.ts';
import { tested } from '../definitions/value-tests.ts';

export const viewFieldsMax = 60;
export const joinsMax = 20;
export const joinLevelsMax = 3;
export const itemsMax = 50;
/** Of fewer people nothing is told: a group so small would tell of each of them. */
export const groupFloorLeast = 5;

export const viewName = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,62}$/, 'Use 1 to 63 small letters, digits, _ and -, a letter first.');

/** Patterns of a stranger would be run here, and not in the event store, which bounds them. */
const asksPattern = (part: object): boolean =>
  'matches' in part ||
  'anniversary' in part ||
  Object.values(part).some((inner) => typeof inner === 'object' && inner !== null && asksPattern(inner));

const atMost = z.int().min(1).max(itemsMax);
const shown = z.array(path).min(1, 'Name a field to show.').max(30);

export type Join = {
  to?: string | undefined;
  by: string;
  from?: string | undefined;
  show: string[];
  at_most?: number | undefined;
  until?: { name: string; date: string; months: string } | undefined;
  join?: Record<string, Join> | undefined;
};

/** Joins of an object, by the name under which they are shown. */
const join: z.ZodType<Join> = z.lazy(() =>
  z
    .strictObject({
      to: slug.optional().describe('The type of the objects whose ids `by` holds.'),
      from: slug.optional().describe('The type of the objects that refer to this one, by their field `by`.'),
      by: path,
      show: shown,
      at_most: atMost.optional(),
      until: z
        .strictObject({ name: slug, date: path, months: path })
        .optional()
        .describe(
          'A day that follows: `date` of the object that is joined to, and so many months of this one later.',
        ),
      join: z.record(slug, join).optional(),
    })
    .refine(
      ({ to, from }) => (to === undefined) !== (from === undefined),
      'Give `to` or `from`, one of them.',
    )
    .meta({ id: 'Join' }),
);
const joins = z.record(slug, join);

/** What many did is counted by the hour: from shorter periods it could be found out what one of them did. */
const wholeHours = duration.refine(
  (text) => (parseDuration(text) ?? 0) % 3_600_000 === 0,
  'A ranking counts whole hours: write such as PT24H or P7D.',
);

/** A share of 1, shown in percent, or an amount of money in a currency. */
const unit = z
  .string()
  .regex(/^(share|[A-Z]{3})$/, 'Write "share", or a currency such as EUR.')
  .describe('What its number is: `share`, which 0.25 is shown as 25 % of, or a currency such as `EUR`.');
export type ViewUnit = z.infer<typeof unit>;

const kinds = {
  attribute: z.strictObject({ attribute: path, join: joins.optional(), unit: unit.optional() }),
  trait: z.strictObject({ trait: slug, join: joins.optional(), unit: unit.optional() }),
  segments: z.strictObject({
    segments: z.union([z.literal('all'), z.array(slug).min(1).max(50)], {
      error: 'Write "all", or name segments.',
    }),
  }),
  permits: z.strictObject({
    permits: z
      .array(purpose)
      .min(1)
      .max(30)
      .describe('Purposes: whether the person permits them, since when and how.'),
  }),
  events: z.strictObject({
    events: z
      .union([z.literal('all'), z.array(text).min(1).max(20)], {
        error: 'Write "all", or name events, the newest of which are shown.',
      })
      .describe('Track calls of these names, or all that happened.'),
    properties: z.array(propertyPath).max(30).default([]),
    at_most: atMost.default(5),
  }),
  accounts: z.strictObject({
    accounts: z.literal(true),
    members: z
      .int()
      .min(0)
      .max(itemsMax)
      .default(0)
      .describe('So many of the others who belong to them are named.'),
  }),
  objects: z.strictObject({
    objects: slug,
    of: z
      .enum(['person', 'segments', 'everybody'])
      .describe('Those that belong to the person, that refer to a segment of the person, or any.'),
    where: z
      .array(tested({ field: path }))
      .max(10)
      .refine(
        (given) => !given.some(asksPattern),
        'Views test no patterns and anniversaries: take another test.',
      )
      .default([]),
    order: z
      .strictObject({ by: slug, largest: z.boolean().default(true) })
      .optional()
      .describe('The newest first, where it is left out.'),
    at_most: atMost.default(5),
    show: shown,
    join: joins.optional(),
  }),
  ranking: z.strictObject({
    ranking: text.describe('Track calls of this name.'),
    by: propertyPath.describe(
      'What is ranked: a property, or of a list of objects one of theirs: products.product_id.',
    ),
    sum: propertyPath.optional().describe('What is added up, beside `by`; without it events are counted.'),
    last: wholeHours.describe('Whole hours, up to the last one that ended: PT24H, P7D.'),
    compared: z.boolean().default(false).describe('Beside that, the same of as long before.'),
    people_at_least: z.int().min(groupFloorLeast).max(10_000).default(groupFloorLeast),
    at_most: atMost.default(10),
    join: joins.optional(),
  }),
} as const;
export type ViewFieldKind = keyof typeof kinds;
export const viewFieldKinds = Object.keys(kinds) as ViewFieldKind[];

const about = { name: slug, title: title.optional() };
const withName = <Shape extends z.ZodRawShape>(kind: z.ZodObject<Shape>) => kind.extend(about);

const viewField = z
  .union(
    [
      withName(kinds.attribute),
      withName(kinds.trait),
      withName(kinds.segments),
      withName(kinds.permits),
      withName(kinds.events),
      withName(kinds.accounts),
      withName(kinds.objects),
      withName(kinds.ranking),
    ],
    { error: `Say where the field comes from, by one of ${viewFieldKinds.join(', ')}.` },
  )
  .meta({ id: 'ViewField' });
export type ViewField = z.infer<typeof viewField>;
export type ViewFieldOf<Kind extends ViewFieldKind> = z.infer<(typeof kinds)[Kind]> & {
  name: string;
  title?: string | undefined;
};

const joinsOf = (field: ViewField): Joins => ('join' in field ? field.join : undefined);

/** Kinds that need no person. */
const isOfBusiness = (field: ViewField): boolean =>
  'ranking' in field || ('objects' in field && field.of === 'everybody');

export const view = z
  .strictObject({
    name: viewName,
    title,
    description: z.string().max(1000).default(''),
    purpose: purpose.describe('It stays: the view shows what may be used for it.'),
    about: z.enum(['person', 'business']).default('person'),
    fields: z
      .array(viewField)
      .min(1, 'Give at least one field.')
      .max(
        viewFieldsMax,
        `Use at most ${viewFieldsMax} fields: a view shows what one use needs. Make a second one.`,
      ),
  })
  .superRefine(({ about: what, fields }, context) => {
    const refuse = (at: (string | number)[], message: string): void =>
      context.addIssue({ code: 'custom', path: at, message });
    const names = new Set<string>();
    for (const [i, field] of fields.entries()) {
      if (names.has(field.name)) refuse(['fields', i, 'name'], `Another field is called "${field.name}".`);
      names.add(field.name);
      if (what === 'business' && !isOfBusiness(field))
        refuse(
          ['fields', i],
          'A view of the business has rankings, and objects of everybody: this needs a person.',
        );
      refuseJoins(joinsOf(field), {
        at: ['fields', i],
        above: 'objects' in field ? [field.objects] : [],
        level: 1,
        refuse,
      });
    }
    const count = fields.reduce((sum, field) => sum + countJoins(joinsOf(field)), 0);
    if (count > joinsMax) refuse(['fields'], `Use at most ${joinsMax} joins.`);
  })
  .meta({ id: 'View' });
export type View = z.infer<typeof view>;

type Joins = Record<string, Join> | undefined;
type Above = {
  at: (string | number)[];
  /** Types on the way here; an attribute, trait or ranking holds ids of none. */
  above: string[];
  level: number;
  refuse(at: (string | number)[], message: string): void;
};

/** A type that stands on its own way would be joined in a circle. */
function refuseJoins(joins: Joins, { at, above, level, refuse }: Above): void {
  for (const [name, one] of Object.entries(joins ?? {})) {
    const [place, type] = [[...at, 'join', name], (one.to ?? one.from) as string];
    if (above.includes(type))
      refuse(place, `This joins in a circle: ${[...above, type].join(' → ')}. A type stands once on a way.`);
    else if (level > joinLevelsMax) refuse(place, `Join at most ${joinLevelsMax} levels deep.`);
    else refuseJoins(one.join, { at: place, above: [...above, type], level: level + 1, refuse });
  }
}

const countJoins = (joins: Joins): number =>
  Object.values(joins ?? {}).reduce((sum, one) => sum + 1 + countJoins(one.join), 0);

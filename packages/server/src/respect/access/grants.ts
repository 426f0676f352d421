// What a key or a role gives to whoever holds it: what may be done, for which purposes, and what is seen unmasked.
import { AppError } from '@rapport/protocol';
import { z } from 'zod';

/** How clearly delicate data is seen (`respect/categories/masking.ts`). */
export type Clearance = {
  /** What is no more delicate than this is seen unmasked: 0 to 3. */
  sensitivity: number;
  /** Categories that are seen unmasked beside that, with those below them. */
  categories: readonly string[];
};

export type Grants = {
  /** `noun:read`, `noun:write`, or `*` for all. */
  scopes: readonly string[];
  /** Slugs or groups (`marketing.*`) of the purposes that may be named; null: all. */
  purposes: readonly string[] | null;
  unmasked: Clearance;
};

export const sensitivityMax = 3;
export const seesEverything: Clearance = { sensitivity: sensitivityMax, categories: [] };
export const seesMasked: Clearance = { sensitivity: 0, categories: [] };

export const scopesField = z
  .array(z.string().regex(/^([a-z_]+:(read|write)|\*)$/, 'must be like profiles:read, or *'))
  .min(1)
  .max(50);

export const purposesField = z
  .array(z.string().regex(/^[a-z][a-z0-9_.]*(\.\*)?$/, 'must be a purpose, or a group such as marketing.*'))
  .max(63)
  .nullable()
  .default(null)
  .describe('The purposes that may be named; all, where it is left out.');

/** `usual`: what holds where it is left out. */
export const unmaskedField = (usual: Clearance) =>
  z
    .strictObject({
      sensitivity: z.int().min(0).max(sensitivityMax),
      categories: z.array(z.string().max(120)).max(100).default([]),
    })
    .default({ ...usual, categories: [...usual.categories] })
    .describe(
      'What is seen in clear of data that is shown masked: what is no more delicate than `sensitivity` (0 to 3), and these categories.',
    );

/** Throws `invalid_request`: a category that does not exist would unmask nothing, without a word. */
export function refuseUnknownCategories(
  { categories }: Clearance,
  isCategory: (key: string) => boolean,
): void {
  const wrong = categories.find((key) => !isCategory(key));
  if (wrong === undefined) return;
  const problem = `"${wrong}" is no category of data (see GET /api/categories)`;
  throw new AppError('invalid_request', `The body is not valid. unmasked.categories: ${problem}`);
}

export const viewsField = z
  .array(z.string().min(1).max(100))
  .min(1)
  .max(100)
  .nullable()
  .default(null)
  .describe('The views that it reads, and then nothing else; null: it is not bound to any.');

/** Keys are bound to views; roles are not. */
export type Bound = { views?: readonly string[] | null };

/** What a key that is bound to views can do with them: read, and lend them to cards. */
export const scopesOfBound: readonly string[] = ['views:read', 'cards:write'];

export const mayRead = ({ views = null }: Bound, view: string): boolean =>
  views === null || views.includes(view);

export const mayDo = ({ scopes }: Pick<Grants, 'scopes'>, needed: string): boolean =>
  scopes.includes('*') || scopes.includes(needed);

/** Whether it may name this purpose, or all of this group. */
export const mayName = ({ purposes }: Pick<Grants, 'purposes'>, purpose: string): boolean =>
  purposes === null ||
  purposes.some((own) => own === purpose || (own.endsWith('.*') && purpose.startsWith(own.slice(0, -1))));

/** Nobody gives away more than they have. */
export const isWithin = (own: Grants & Bound, given: Grants & Bound): boolean =>
  given.scopes.every((scope) => mayDo(own, scope)) &&
  (given.purposes === null ? own.purposes === null : given.purposes.every((one) => mayName(own, one))) &&
  (given.views == null ? own.views == null : given.views.every((one) => mayRead(own, one))) &&
  isAsClear(own.unmasked, given.unmasked);

const isAsClear = (own: Clearance, given: Clearance): boolean =>
  own.sensitivity === sensitivityMax ||
  (given.sensitivity <= own.sensitivity && given.categories.every((one) => isNamed(own, one)));

/** It, or one above it. */
const isNamed = ({ categories }: Clearance, category: string): boolean =>
  categories.some((own) => category === own || category.startsWith(`${own}.`));

type Seen = Pick<Grants, 'purposes' | 'unmasked'>;

/**
 * What both give. Where each of two clearances shows something that the other does not, what is left is what both name: less
 * than both show, at times, and never more.
 */
export const narrower = (one: Seen, other: Seen): Seen => ({
  purposes: narrowerPurposes(one, other),
  unmasked: narrowerClearance(one.unmasked, other.unmasked),
});

function narrowerPurposes(one: Seen, other: Seen): Grants['purposes'] {
  if (one.purposes === null) return other.purposes;
  if (other.purposes === null) return one.purposes;
  const both = [
    ...one.purposes.filter((slug) => mayName(other, slug)),
    ...other.purposes.filter((slug) => mayName(one, slug)),
  ];
  return [...new Set(both)];
}

function narrowerClearance(one: Clearance, other: Clearance): Clearance {
  if (isAsClear(one, other)) return other;
  if (isAsClear(other, one)) return one;
  const both = [
    ...one.categories.filter((category) => isNamed(other, category)),
    ...other.categories.filter((category) => isNamed(one, category)),
  ];
  return { sensitivity: Math.min(one.sensitivity, other.sensitivity), categories: [...new Set(both)] };
}

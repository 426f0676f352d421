// What a key or a role gives to whoever holds it: what may be done, and for which purposes.
import { z } from 'zod';

export type Grants = {
  /** `noun:read`, `noun:write`, or `*` for all. */
  scopes: readonly string[];
  /** Slugs or groups (`marketing.*`) of the purposes that may be named; null: all. */
  purposes: readonly string[] | null;
};

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

export const mayDo = ({ scopes }: Pick<Grants, 'scopes'>, needed: string): boolean =>
  scopes.includes('*') || scopes.includes(needed);

/** Whether it may name this purpose, or all of this group. */
export const mayName = ({ purposes }: Pick<Grants, 'purposes'>, purpose: string): boolean =>
  purposes === null ||
  purposes.some((own) => own === purpose || (own.endsWith('.*') && purpose.startsWith(own.slice(0, -1))));

/** Nobody gives away more than they have. */
export const isWithin = (own: Grants, given: Grants): boolean =>
  given.scopes.every((scope) => mayDo(own, scope)) &&
  (given.purposes === null ? own.purposes === null : given.purposes.every((one) => mayName(own, one)));

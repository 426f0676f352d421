// What follows from an object's values and its type: title, place in the order, whose it is, where it refers to.
import { type CatalogType, parseDate, parsePath } from '@rapport/protocol';
import { isThere, type Owner, personField, type Standing, type StandingValue } from './model.ts';

export type Reference = { path: string; toType: string; toId: string };

const titleLengthMax = 200;

export function toTitle(type: CatalogType, { values }: Standing): string | null {
  const value = type.title_field === undefined ? undefined : values.get(type.title_field)?.v;
  return value === undefined || value === null || typeof value === 'object'
    ? null
    : String(value).slice(0, titleLengthMax);
}

/** The time that an object is ordered by. */
export const toAtMs = (type: CatalogType, { values }: Standing, firstMs: number): number =>
  (type.time_field === undefined ? undefined : parseDate(values.get(type.time_field)?.v)) ?? firstMs;

export const toUpdatedMs = ({ gone, values }: Standing, firstMs: number): number =>
  [...values.values()].reduce((latest, { by }) => Math.max(latest, by.t), gone?.t ?? firstMs);

/** With the time when it was told: an identifier belongs to whoever held it then. */
export function toOwner(type: CatalogType, { values }: Standing): (Owner & { toldMs: number }) | null {
  const told = type.of_person ? values.get(personField) : undefined;
  if (told === undefined || told.v === null) return null;
  const [name, value] = told.v as [string, string];
  return { type: name, value, toldMs: told.by.t };
}

/** Of ids longer than objects may have nothing is kept: nothing has them. */
export const idLengthMax = 200;

export function toReferences(type: CatalogType, standing: Standing): Reference[] {
  if (!isThere(standing)) return [];
  return type.references.flatMap(({ path, to }) => {
    const ids = new Set(idsAt(standing.values, parsePath(path)));
    return [...ids].map((toId) => ({ path, toType: to, toId }));
  });
}

function idsAt(values: ReadonlyMap<string, StandingValue>, [field = '', ...names]: string[]): string[] {
  let found = step(values.get(field)?.v);
  for (const name of names)
    found = found.flatMap((value) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, name)
        ? step((value as Record<string, unknown>)[name])
        : [],
    );
  return found.flatMap((value) => {
    if (typeof value !== 'string' && typeof value !== 'number') return [];
    const id = String(value);
    return id === '' || id.length > idLengthMax ? [] : [id];
  });
}

/** Into the elements of a list; a path leads on from each of them. */
const step = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

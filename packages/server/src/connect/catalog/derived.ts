// What follows from the tellings of an object and its type: what it is called, when it was, whom and what it refers to.
import { parseDate } from '@rapport/protocol';
import { isOfKind, toObjectId } from './kinds.ts';
import { valuesAt } from './places.ts';
import { findPerson, isRemoved, listFields, openFirstClaim } from './standing.ts';
import type { Telling } from './telling.ts';
import type { CatalogTypeRow } from './types-store.ts';

type Of = Pick<CatalogTypeRow, 'fields' | 'title_field' | 'time_field' | 'references'>;

export type ValuesOf = ReadonlyMap<string, { by: Telling; value: unknown }>;

/** The fields that the type has now, where the values are of their kinds, of the tellings that count. */
export function listShown(
  { fields }: Pick<Of, 'fields'>,
  standing: readonly Telling[],
  counts: (by: Telling) => boolean,
): ValuesOf {
  const shown = new Map<string, { by: Telling; value: unknown }>();
  for (const [name, one] of listFields(standing, counts))
    if (Object.hasOwn(fields, name) && isOfKind(fields[name]?.kind ?? 'text', one.value))
      shown.set(name, one);
  return shown;
}

/** Text that is a name: what is neither text nor number is none. */
export function toTitle(
  { title_field: field }: Pick<Of, 'title_field'>,
  lookUp: (field: string) => unknown,
): string | null {
  const value = field === undefined ? undefined : lookUp(field);
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 500) : null;
}

export const toAtMs = ({ time_field: field }: Of, values: ValuesOf, firstMs: number): number =>
  (field === undefined ? undefined : parseDate(values.get(field)?.value)) ?? firstMs;

/** Letters of any alphabet, without regard to case and width. */
export const toSearchText = (text: string): string => text.normalize('NFKC').toLowerCase();

export type ObjectReference = { path: string; toId: string };
/** Of one object by one path: whoever refers to more names things, and does not refer to them. */
const referencesMax = 1000;

/** The ids that it refers to, by path. */
export function listObjectReferences(
  { references }: Pick<Of, 'references'>,
  values: ReadonlyMap<string, { value: unknown }>,
): ObjectReference[] {
  if (references.length === 0) return [];
  const named = Object.fromEntries([...values].map(([name, { value }]) => [name, value]));
  return references.flatMap(({ path }) => {
    const ids = new Set(valuesAt(named, path).map(toObjectId));
    return [...ids]
      .filter((id) => id !== undefined)
      .slice(0, referencesMax)
      .map((toId) => ({ path, toId }));
  });
}

export type Derived = {
  search: string;
  atMs: number;
  personType: string | null;
  personValue: string | null;
  personMs: number | null;
  removed: boolean;
  references: ObjectReference[];
};

/** By which it is found. What a reader shows may be of more claims than the first: whose they are is known only then. */
export function toDerived(type: Of, id: string, standing: readonly Telling[], firstMs: number): Derived {
  const values = listShown(type, standing, openFirstClaim(standing));
  const person = findPerson(standing);
  const removed = isRemoved(standing);
  const title = toTitle(type, (field) => values.get(field)?.value);
  return {
    search: toSearchText(title === null ? id : `${id}\n${title}`),
    atMs: toAtMs(type, values, firstMs),
    personType: person?.type ?? null,
    personValue: person?.value ?? null,
    personMs: person?.atMs ?? null,
    removed,
    references: removed ? [] : listObjectReferences(type, values),
  };
}

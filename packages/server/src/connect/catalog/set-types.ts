// Setting and removing types.
import { isDeepStrictEqual } from 'node:util';
import {
  AppError,
  type CatalogType,
  catalogName,
  readCatalogType,
  segmentReference,
} from '@rapport/protocol';
import type { Database, Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { isKnown } from '../../respect/categories/index.ts';
import {
  type CatalogTypeRow,
  getCatalogType,
  insertType,
  listCatalogTypes,
  lockTypes,
  markRemoved,
  updateType,
} from './types-store.ts';

export const typesMax = 100;
type By = { at: Date; by: string };

/** Throws `type_invalid` with what is wrong place by place. */
export function readType(name: string, given: unknown): CatalogType {
  const isName = catalogName.safeParse(name).success;
  if (!isName)
    throw toInvalid([{ at: 'name', message: 'Use 1 to 63 small letters, digits and _, a letter first.' }]);
  if (name === segmentReference)
    throw toInvalid([{ at: 'name', message: 'References to segments have this name. Choose another.' }]);
  const read = readCatalogType(given);
  if ('faults' in read) throw toInvalid(read.faults);
  const faults = listUnknownCategories(read.definition);
  if (faults.length > 0) throw toInvalid(faults);
  return read.definition;
}

/** What nobody knows would be covered by no purpose, without a word. */
const listUnknownCategories = ({ fields }: CatalogType): { at: string; message: string }[] =>
  Object.entries(fields).flatMap(([name, { category }]) =>
    category === undefined || isKnown(category)
      ? []
      : [
          {
            at: `fields.${name}.category`,
            message: 'There is no such category of data (see GET /api/categories).',
          },
        ],
  );

function toInvalid(faults: readonly { at: string; message: string }[]): AppError {
  const [first] = faults;
  const place = first?.at ? `${first.at}: ` : '';
  return new AppError('type_invalid', `The type cannot be understood. ${place}${first?.message}`, { faults });
}

/**
 * Makes the type, or changes it. What was told stays: fields that are left out are not shown any more. Answers whether it is new.
 * Throws `type_in_use` or `types_full`.
 */
export function setType(
  scope: Scope<Database>,
  name: string,
  definition: CatalogType,
  { at, by }: By,
): Promise<{ isNew: boolean }> {
  return scope.db.transaction(async (tx) => {
    const own = { ...scope, db: tx };
    const edition = await lockTypes(own);
    const all = await listCatalogTypes(own, new Map());
    const before = all.find((type) => type.name === name);
    if (before === undefined) {
      if (all.length >= typesMax) throw new AppError('types_full');
      await insertType(own, { name, definition, edition, at, by });
      return { isNew: true };
    }
    if (before.of_person !== definition.of_person && (await hasObjects(own, before)))
      throw new AppError(
        'type_in_use',
        `The type "${name}" has objects, so whether they belong to people stays. Make another type, or remove this one first.`,
      );
    await dropReferences(own, before, definition);
    await updateType(own, { name, definition, edition, at, by, follows: looksTheSame(before, definition) });
    return { isNew: false };
  });
}

/** Throws `type_not_found`. Its objects go in the background. */
export function removeType(scope: Scope<Database>, name: string, at: Date): Promise<void> {
  return scope.db.transaction(async (tx) => {
    const own = { ...scope, db: tx };
    await lockTypes(own);
    await getCatalogType(own, name, new Map());
    await markRemoved(own, name, at);
  });
}

/** Removed ones too: they may come back. */
async function hasObjects({ db, workspaceId }: Scope<Queryable>, { id }: CatalogTypeRow): Promise<boolean> {
  const rows = await db.query(
    'select from catalog_objects where workspace_id = $1 and type_id = $2 limit 1',
    [workspaceId, id],
    'has_catalog_objects',
  );
  return rows.length > 0;
}

type Of = Pick<CatalogType, 'fields' | 'title_field' | 'time_field' | 'references'>;
const kindsOf = ({ fields }: Of): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).map(([name, { kind }]) => [name, kind]));

/** Nothing that follows from the type is another for any object. */
const looksTheSame = (one: Of, other: Of): boolean =>
  one.title_field === other.title_field &&
  one.time_field === other.time_field &&
  isDeepStrictEqual(one.references, other.references) &&
  isDeepStrictEqual(kindsOf(one), kindsOf(other));

/** By paths that are none any more, or lead to a field of another kind. The others are added when the objects follow. */
async function dropReferences(
  { db, workspaceId }: Scope<Queryable>,
  before: CatalogTypeRow,
  after: Of,
): Promise<void> {
  const kindAt = ({ fields }: Of, path: string): string | undefined => fields[path.split('.')[0] ?? '']?.kind;
  const paths = before.references
    .filter(
      ({ path }) =>
        !after.references.some((one) => one.path === path) || kindAt(before, path) !== kindAt(after, path),
    )
    .map(({ path }) => path);
  if (paths.length === 0) return;
  await db.query(
    'delete from catalog_references where workspace_id = $1 and type_id = $2 and path = any($3::text[])',
    [workspaceId, before.id, paths],
  );
}

// Setting, changing and removing views: what is wrong is said before anything is kept.
import { AppError, readView, type View, type ViewField } from '@rapport/protocol';
import type { Database, Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { getPurpose, listPurposes } from '../../respect/purposes/index.ts';
import { type Definition, listNewest } from '../definitions/index.ts';
import { findCatalogFault } from './catalog-faults.ts';
import {
  deleteView,
  type Editions,
  findView,
  findViewToAnswer,
  insertView,
  insertViewVersion,
  listViews,
  lockViews,
  type StoredView,
} from './store.ts';

/** So many in a workspace. */
const viewsMax = 200;

type By = { at: Date; by: string };

/** Throws `view_invalid`, `purpose_unknown`, `name_taken` or `views_full`. */
export async function createView(scope: Scope<Database>, given: unknown, by: By): Promise<StoredView> {
  const view = await readUnsavedView(scope, given);
  await scope.db.transaction(async (tx) => {
    const own = { ...scope, db: tx };
    await lockViews(own);
    const others = await listViews(own);
    if (others.some(({ name }) => name === view.name))
      throw new AppError('name_taken', `There is a view called "${view.name}". Choose another name.`);
    if (others.length >= viewsMax) throw new AppError('views_full');
    await insertView(own, view, by);
  });
  return getView(scope, view.name);
}

/**
 * Makes a new version; name, purpose and what it is about stay. Throws as `createView` does, `view_not_found`, and `conflict` where
 * the newest version is not the one that was expected.
 */
export async function changeView(
  scope: Scope<Database>,
  name: string,
  { expected, ...given }: { expected?: number | undefined },
  by: By,
): Promise<StoredView> {
  const { id, purpose, about } = await getView(scope, name);
  const view = await readUnsavedView(scope, { ...given, name, purpose, about });
  await scope.db.transaction(async (tx) => {
    await lockViews({ ...scope, db: tx });
    const before = await getView({ ...scope, db: tx }, name);
    // Removed and made anew meanwhile: what was written for the one before may be for another purpose.
    if (before.id !== id || (expected !== undefined && expected !== before.version))
      throw new AppError(
        'conflict',
        `Version ${before.version} has been set meanwhile: look at it, and change that one.`,
      );
    await insertViewVersion(tx, { ...view, id, version: before.version + 1 }, by);
  });
  return getView(scope, name);
}

/** Throws `view_not_found`. */
export async function removeView(scope: Scope<Queryable>, name: string): Promise<void> {
  if (!(await deleteView(scope, name))) throw unknownView(name);
}

/** Throws `view_not_found`. */
export async function getView(scope: Scope<Queryable>, name: string): Promise<StoredView> {
  const found = await findView(scope, name);
  if (found === undefined) throw unknownView(name);
  return found;
}

/** The same, with what its answer asks. Throws `view_not_found`. */
export async function getViewToAnswer(
  scope: Scope<Queryable>,
  name: string,
): Promise<{ view: StoredView; editions: Editions }> {
  const found = await findViewToAnswer(scope, name);
  if (found === undefined) throw unknownView(name);
  return found;
}

const unknownView = (name: string): AppError =>
  new AppError(
    'view_not_found',
    `There is no view called "${name.slice(0, 80)}" (see GET /api/view-definitions).`,
  );

/** A view that is being written. Throws `view_invalid` or `purpose_unknown`. */
export async function readUnsavedView(scope: Scope<Queryable>, given: unknown): Promise<View> {
  const read = readView(given);
  if ('faults' in read) throw toInvalid(read.faults);
  const view = read.definition;
  await getPurpose(scope, view.purpose);
  const slugs = new Set((await listPurposes(scope)).map(({ slug }) => slug));
  const definitions = await listNewest(scope);
  for (const [i, field] of view.fields.entries()) {
    const fault = findFault(field, view, { slugs, definitions }) ?? (await findCatalogFault(scope, field));
    if (fault !== undefined) throw toInvalid([{ at: `fields[${i}]${fault.at}`, message: fault.message }]);
  }
  return view;
}

type Fault = { at: string; message: string };

const toInvalid = (faults: readonly Fault[]): AppError => {
  const [first] = faults;
  const sentence = first === undefined ? '' : ` ${first.at || 'It'}: ${first.message}`;
  return new AppError('view_invalid', `The view cannot be understood.${sentence}`, { faults });
};

type There = { slugs: ReadonlySet<string>; definitions: readonly Definition[] };

/** What it names has to be there, and of its purpose: what was made for another one it may not show. */
function findFault(field: ViewField, { purpose }: View, { slugs, definitions }: There): Fault | undefined {
  const find = (kind: Definition['kind'], name: string, at: string): Fault | undefined => {
    const found = definitions.find((one) => one.kind === kind && one.name === name);
    if (found === undefined) return { at, message: `There is no ${kind} called "${name}". Make that first.` };
    if (found.purpose === purpose) return undefined;
    return { at, message: `The ${kind} "${name}" is for "${found.purpose}", and the view for "${purpose}".` };
  };
  if ('trait' in field) return find('trait', field.trait, '.trait');
  if ('segments' in field && field.segments !== 'all')
    return field.segments.map((name) => find('segment', name, '.segments')).find((one) => one !== undefined);
  if (!('permits' in field)) return undefined;
  const unknown = field.permits.find((slug) => !slugs.has(slug));
  return unknown === undefined
    ? undefined
    : { at: '.permits', message: `There is no purpose "${unknown}" (see GET /api/purposes).` };
}

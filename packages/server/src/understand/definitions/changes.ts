// Setting, changing and removing definitions: what is wrong is said before anything is kept.
import { isDeepStrictEqual } from 'node:util';
import {
  AppError,
  findCircle,
  listNamedLists,
  listReferences,
  type Reference,
  readSegmentDefinition,
  readTraitDefinition,
} from '@rapport/protocol';
import { track } from '../../connect/attributes/index.ts';
import { listIds } from '../../connect/lists/index.ts';
import type { Database, Queryable, Transaction } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { getPurpose, listPurposes } from '../../respect/purposes/index.ts';
import { findLookUpFault, refuseTooMany } from '../look-ups/index.ts';
import { extentMax, findExcessive } from './extent.ts';
import { listPastAttributes } from './past.ts';
import { placeOfList, placeOfPurpose, placeOfReference } from './places.ts';
import {
  type Definition,
  deleteDefinition,
  insertDefinition,
  insertVersion,
  type Kind,
  listNewest,
  lockDefinitions,
} from './store.ts';

/** So many of each kind in a workspace. */
export const definitionsMax = 500;

/** `refuse`: throws where whoever sets it may not have it look at something. */
type By = {
  at: Date;
  by: string;
  refuse: (scope: Scope<Queryable>, read: Pick<Definition, 'purpose' | 'definition'>) => Promise<void>;
};

/** Throws `definition_invalid`, `purpose_unknown`, `name_taken`, `definition_circle`, `definition_unknown`, `look_up_too_many` or `definitions_full`, and as `refuse` does. */
export async function createDefinition(
  scope: Scope<Database>,
  kind: Kind,
  given: unknown,
  { at, by, refuse }: By,
): Promise<Definition> {
  const read = readDefinition(kind, given);
  await getPurpose(scope, read.purpose);
  await refuseTooMany(scope, read.definition);
  await scope.db.transaction(async (tx) => {
    const own = { ...scope, db: tx };
    await lockDefinitions(own);
    const others = await listNewest(own);
    if (others.some((one) => one.kind === kind && one.name === read.name))
      throw new AppError('name_taken', `There is a ${kind} called "${read.name}". Choose another name.`);
    if (others.filter((one) => one.kind === kind).length >= definitionsMax)
      throw new AppError('definitions_full');
    await refuseUnfit(own, { ...read, kind }, others);
    await refuse(own, read);
    await insertDefinition(own, { ...read, kind }, { ...read, at, by });
    await track(own, listPastAttributes(read.definition), at);
  });
  return findDefinition(scope, kind, read.name);
}

/** Makes a new version. Throws as `createDefinition` does, and `definition_not_found`. */
export async function changeDefinition(
  scope: Scope<Database>,
  kind: Kind,
  name: string,
  given: { title: unknown; definition: unknown },
  { at, by, refuse }: By,
): Promise<Definition> {
  const { purpose } = await findDefinition(scope, kind, name);
  // Many objects of the catalog may be read: not while others wait.
  await refuseTooMany(scope, readDefinition(kind, { ...given, name, purpose }).definition);
  await scope.db.transaction(async (tx) => {
    const own = { ...scope, db: tx };
    await lockDefinitions(own);
    const others = await listNewest(own);
    const before = findAmong(others, kind, name);
    const read = readDefinition(kind, { ...given, name, purpose: before.purpose });
    await refuseUnfit(own, { ...read, kind }, others);
    // A better title is no other definition.
    if (!isDeepStrictEqual(read.definition, before.definition)) await refuse(own, read);
    await insertVersion(tx, before.id, before.newest + 1, { ...read, at, by });
    await track(own, listPastAttributes(read.definition), at);
  });
  return findDefinition(scope, kind, name);
}

/** Throws `definition_not_found`, and `definition_in_use` while another asks it. */
export async function removeDefinition(
  scope: Scope<Database>,
  kind: Kind,
  name: string,
  at: Date,
): Promise<Definition> {
  return scope.db.transaction(async (tx) => {
    const own = { ...scope, db: tx };
    await lockDefinitions(own);
    const all = await listNewest(own);
    const found = findAmong(all, kind, name);
    const users = all
      .filter((one) => listReferences(one.definition).includes(`${kind}:${name}`))
      .map(toReference);
    if (users.length > 0)
      throw new AppError('definition_in_use', `${users.join(', ')} asks it. Change that first.`, {
        used_by: users,
      });
    await deleteDefinition(own, found, at);
    return found;
  });
}

/** What asks this list. Nothing comes to ask it until the transaction ends. */
export async function listUsersOfList(scope: Scope<Transaction>, name: string): Promise<Reference[]> {
  await lockDefinitions(scope);
  const all = await listNewest(scope);
  return all.filter(({ definition }) => listNamedLists(definition).includes(name)).map(toReference);
}

/** The newest version. Throws `definition_not_found`. */
export const findDefinition = async (
  scope: Scope<Queryable>,
  kind: Kind,
  name: string,
): Promise<Definition> => findAmong(await listNewest(scope), kind, name);

/** A definition alone, such as one that is being written. Throws as `createDefinition` does. */
export async function readUnsaved(
  scope: Scope,
  kind: Kind,
  given: { purpose: unknown; definition: unknown },
) {
  const read = readDefinition(kind, { ...given, name: 'unsaved', title: 'Unsaved' });
  await getPurpose(scope, read.purpose);
  await refuseUnfit(scope, { ...read, kind }, await listNewest(scope));
  await refuseTooMany(scope, read.definition);
  return read;
}

function findAmong(all: readonly Definition[], kind: Kind, name: string): Definition {
  const found = all.find((one) => one.kind === kind && one.name === name);
  if (found === undefined)
    throw new AppError('definition_not_found', `There is no ${kind} called "${name}".`);
  return found;
}

const toReference = ({ kind, name }: Pick<Definition, 'kind' | 'name'>): Reference => `${kind}:${name}`;

function readDefinition(kind: Kind, given: unknown) {
  const read = kind === 'segment' ? readSegmentDefinition(given) : readTraitDefinition(given);
  if ('definition' in read) return read.definition;
  const [first] = read.faults;
  throw new AppError(
    'definition_invalid',
    `The ${kind} cannot be understood. ${first === undefined ? '' : `${first.at || 'It'}: ${first.message}`}`,
    { faults: read.faults },
  );
}

type Unsaved = Pick<Definition, 'kind' | 'name' | 'purpose' | 'definition'>;

/** What it asks exists, is of its purpose, and does not ask it. */
async function refuseUnfit(
  scope: Scope<Queryable>,
  own: Unsaved,
  others: readonly Definition[],
): Promise<void> {
  for (const reference of listReferences(own.definition)) {
    const found = others.find((one) => toReference(one) === reference);
    const at = placeOfReference(own.definition, [reference]);
    if (found === undefined && reference !== toReference(own))
      throw faultAt(at, 'definition_unknown', `It asks ${reference}, which does not exist. Make that first.`);
    if (found !== undefined && found.purpose !== own.purpose)
      throw faultAt(
        at,
        'definition_unknown',
        `It asks ${reference}, which is for "${found.purpose}", not for "${own.purpose}".`,
      );
  }
  const slugs = new Set((await listPurposes(scope)).map(({ slug }) => slug));
  const unknown = listPurposesOf(own.definition).find((slug) => !slugs.has(slug));
  if (unknown !== undefined)
    throw faultAt(
      placeOfPurpose(own.definition, unknown),
      'definition_unknown',
      `It asks about the purpose "${unknown}", which does not exist (see GET /api/purposes).`,
    );
  const named = listNamedLists(own.definition);
  const lists = named.length === 0 ? undefined : await listIds(scope);
  const missing = named.find((name) => lists?.has(name) !== true);
  if (missing !== undefined)
    throw faultAt(
      placeOfList(own.definition, missing),
      'definition_unknown',
      `It asks the list "${missing}", which does not exist. Make that first, under Lists or with POST /api/lists.`,
    );
  const misled = await findLookUpFault(scope, own.definition);
  if (misled !== undefined) throw faultAt(misled.at, 'definition_unknown', misled.message);
  const all = [...others.filter((one) => toReference(one) !== toReference(own)), own];
  const of = (kind: Kind) =>
    all.filter((one) => one.kind === kind).map((one) => ({ ...one, title: '' })) as never[];
  const circle = findCircle(of('segment'), of('trait'));
  if (circle !== undefined)
    throw faultAt(
      placeOfReference(own.definition, circle),
      'definition_circle',
      `It would ask itself: ${circle.join(' → ')}.`,
      { circle },
    );
  const excessive = findExcessive(all, others);
  if (excessive !== undefined)
    throw new AppError(
      'definition_invalid',
      `With all that it asks, the ${excessive.kind} "${excessive.name}" would come to ${excessive.objects} objects. Keep it within ${extentMax}: ask less of other segments and traits.`,
    );
}

/** What is wrong stands in `faults`, as what the language itself does not take. */
const faultAt = (
  at: string,
  code: 'definition_unknown' | 'definition_circle',
  message: string,
  details: object = {},
): AppError => new AppError(code, message, { ...details, faults: [{ at, message }] });

/** The purposes whose permission or consent a definition asks about. */
function listPurposesOf(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return [];
  if (Array.isArray(part)) return part.flatMap(listPurposesOf);
  const fields = part as Record<string, unknown>;
  const own = [fields.permits, 'said' in fields ? fields.of : undefined].filter(
    (slug) => typeof slug === 'string',
  );
  return [...own, ...Object.values(fields).flatMap(listPurposesOf)];
}

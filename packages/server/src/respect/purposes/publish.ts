// Publishing purposes: new ones, and new versions of those that there are.
import { isDeepStrictEqual } from 'node:util';
import { AppError } from '@rapport/protocol';
import type { Clock } from '../../platform/clock/index.ts';
import type { Queryable, Transaction } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import {
  bitMax,
  type Handling,
  type Meaning,
  meansTheSame,
  type Purpose,
  plainHandling,
  plainMeaning,
  starterPurposes,
} from './model.ts';
import { getPurpose } from './store.ts';

/** Gives a new workspace the starter set. Purposes that exist are left as they are. */
export async function ensureStarterPurposes(scope: Scope<Queryable>, clock: Clock): Promise<void> {
  for (const [bit, starter] of starterPurposes.entries())
    await insertPurpose(scope, { ...starter, version: 1, meaning_version: 1, bit }, clock.now(), 'shipped');
}

type NewVersion = Pick<
  Purpose,
  'slug' | 'name' | 'description' | 'legal_basis' | 'consent_model' | 'version' | 'meaning_version' | 'bit'
> &
  Partial<Meaning & Handling>;

async function insertPurpose(
  { db, workspaceId }: Scope<Queryable>,
  version: NewVersion,
  at: Date,
  by: string,
): Promise<boolean> {
  const { slug, name, description, legal_basis, consent_model, meaning_version, bit, ...terms } = version;
  const inserted = await db.query(
    `insert into purposes (workspace_id, slug, version, meaning_version, bit, name, description, legal_basis, consent_model, terms,
       published_at, published_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing returning slug`,
    [
      ...[workspaceId, slug, version.version, meaning_version, bit, name, description, legal_basis],
      ...[consent_model, toTerms(terms), at, by],
    ],
  );
  return inserted.length === 1;
}

/** Of what was given, all that is no column of its own. */
const toTerms = (given: Partial<Meaning & Handling>): Record<string, unknown> =>
  Object.fromEntries(
    Object.keys({ ...plainMeaning, ...plainHandling }).flatMap((field) => {
      const value = given[field as keyof typeof given];
      return value === undefined ? [] : [[field, value]];
    }),
  );

export type PurposeInput = Omit<NewVersion, 'version' | 'meaning_version' | 'bit'>;

/** Publishes a purpose that is new. Throws `conflict` where there is one of this name, or no bit is left. */
export async function publishPurpose(
  scope: Scope<Transaction>,
  input: PurposeInput,
  at: Date,
  by: string,
): Promise<void> {
  await lockPurposes(scope);
  const [used] = await scope.db.query<{ exists: boolean; retired: boolean; bit: number | null }>(
    `select coalesce(bool_or(slug = $2), false) as exists, max(bit) as bit,
       coalesce(bool_or(slug = $2 and retired_at is not null), false) as retired
     from purposes where workspace_id = $1`,
    [scope.workspaceId, input.slug],
  );
  if (used?.retired === true)
    throw new AppError('conflict', `The purpose "${input.slug}" is retired for good: choose another slug.`);
  if (used?.exists === true)
    throw new AppError('conflict', `There is a purpose "${input.slug}" already: change it instead.`);
  const bit = (used?.bit ?? -1) + 1;
  if (bit > bitMax)
    throw new AppError('conflict', `A workspace has at most ${bitMax + 1} purposes, retired ones included.`);
  await insertPurpose(scope, { ...input, version: 1, meaning_version: 1, bit }, at, by);
}

/**
 * Publishes another version of a purpose; the same again changes nothing. Returns whether its meaning changed. Throws
 * `conflict` where the version that was changed is no longer the current one: all fields are set, so what somebody else
 * has just published would be lost.
 */
export async function changePurpose(
  scope: Scope<Transaction>,
  input: PurposeInput,
  at: Date,
  by: string,
  expected?: number,
): Promise<{ meaningChanged: boolean }> {
  await lockPurposes(scope);
  const current = await getPurpose(scope, input.slug);
  if (expected !== undefined && expected !== current.version)
    throw new AppError(
      'conflict',
      `Version ${current.version} has been published meanwhile: look at it, and change that one.`,
    );
  const next = { ...plainMeaning, ...plainHandling, ...input };
  const meaningChanged = !meansTheSame(current, next);
  const { name, description } = current;
  const isSame =
    !meaningChanged &&
    isDeepStrictEqual(
      { name, description, ...handlingOf(current) },
      { name: next.name, description: next.description, ...handlingOf(next) },
    );
  if (isSame) return { meaningChanged };
  const version = current.version + 1;
  const meaningVersion = meaningChanged ? version : current.meaning_version;
  await insertPurpose(
    scope,
    { ...input, version, meaning_version: meaningVersion, bit: current.bit },
    at,
    by,
  );
  return { meaningChanged };
}

const handlingOf = (of: Handling): Handling =>
  Object.fromEntries(
    Object.keys(plainHandling).map((field) => [field, of[field as keyof Handling]]),
  ) as Handling;

/** From now on nothing may be done for it. Throws `purpose_unknown`. */
export async function retirePurpose(scope: Scope<Queryable>, slug: string, at: Date): Promise<void> {
  const { version } = await getPurpose(scope, slug);
  await scope.db.query(
    'update purposes set retired_at = $4 where workspace_id = $1 and slug = $2 and version = $3',
    [scope.workspaceId, slug, version, at],
  );
}

/** Two changes at once would take the same version or bit. */
async function lockPurposes({ db, workspaceId }: Scope<Transaction>): Promise<void> {
  await db.query('select pg_advisory_xact_lock($1, $2)', [purposesLock, workspaceId]);
}
const purposesLock = 0x70757270;

// Purposes in PostgreSQL.
import { AppError } from '@rapport/protocol';
import type { Clock } from '../../platform/clock/index.ts';
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type Purpose, starterPurposes } from './model.ts';

/** Gives a new workspace the starter set. Purposes that exist are left as they are. */
export async function ensureStarterPurposes(
  { db, workspaceId }: Scope<Queryable>,
  clock: Clock,
): Promise<void> {
  for (const [bit, purpose] of starterPurposes.entries()) {
    await db.query(
      `insert into purposes (workspace_id, slug, version, bit, name, description, legal_basis, consent_model, published_at)
       values ($1, $2, 1, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
      [
        workspaceId,
        purpose.slug,
        bit,
        purpose.name,
        purpose.description,
        purpose.legal_basis,
        purpose.consent_model,
        clock.now(),
      ],
    );
  }
}

/** The current version of each purpose that is not retired. */
export const listPurposes = ({ db, workspaceId }: Scope<Queryable>): Promise<Purpose[]> =>
  db.query<Purpose>(
    `select slug, version, bit, name, description, legal_basis, consent_model from (
       select distinct on (slug) slug, version, bit, name, description, legal_basis, consent_model, retired_at
       from purposes where workspace_id = $1 order by slug, version desc
     ) newest where retired_at is null order by bit`,
    [workspaceId],
    'list_purposes',
  );

/**
 * SQL that tells one set of purposes of a workspace from another: rows are only ever added, and retired once. For reads
 * that everybody waits for: they ask for this, and mostly know the rest.
 */
export const purposesEdition = (workspace: string): string =>
  `(select count(*) || '-' || count(retired_at) from purposes where workspace_id = ${workspace})`;

const remembered = new WeakMap<Queryable, Map<number, { edition: string; purposes: Purpose[] }>>();

/** The purposes of this edition, or of a newer one. */
export async function listPurposesOf(scope: Scope<Queryable>, edition: string): Promise<Purpose[]> {
  const editions = remembered.get(scope.db) ?? new Map<number, { edition: string; purposes: Purpose[] }>();
  remembered.set(scope.db, editions);
  const known = editions.get(scope.workspaceId);
  if (known?.edition === edition) return known.purposes;
  // Listed after its edition was read: whoever comes with that edition gets these purposes, or asks again.
  const purposes = await listPurposes(scope);
  editions.set(scope.workspaceId, { edition, purposes });
  return purposes;
}

/** The purpose that a read names. Throws `purpose_required` or `purpose_unknown`. */
export async function getPurpose(scope: Scope<Queryable>, slug: unknown): Promise<Purpose> {
  return choosePurpose(await listPurposes(scope), slug);
}

/** The one of these purposes that is named. Throws `purpose_required` or `purpose_unknown`. */
export function choosePurpose(purposes: readonly Purpose[], slug: unknown): Purpose {
  if (typeof slug !== 'string' || slug === '') throw new AppError('purpose_required');
  const purpose = purposes.find((candidate) => candidate.slug === slug);
  if (purpose !== undefined) return purpose;
  throw new AppError(
    'purpose_unknown',
    `There is no purpose "${slug.slice(0, 80)}" (see GET /api/purposes).`,
  );
}

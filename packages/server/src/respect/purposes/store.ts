// Purposes in PostgreSQL.
import { AppError } from '@rapport/protocol';
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type Handling, type Meaning, type Purpose, plainHandling, plainMeaning } from './model.ts';

type PurposeRow = Omit<Purpose, keyof Handling | 'ancestors' | 'earlier' | keyof typeof plainMeaning> & {
  terms: Partial<Meaning & Handling>;
  earlier: Record<number, Pick<Meaning, 'legal_basis' | 'consent_model'> & Partial<Meaning>>;
};

/** The current version of each purpose that is not retired, or of those that are. */
export async function listPurposes(
  { db, workspaceId }: Scope<Queryable>,
  { retired = false } = {},
): Promise<Purpose[]> {
  const rows = await db.query<PurposeRow>(
    `select slug, version, coalesce(meaning_version, version) as meaning_version, bit, name, description, legal_basis, consent_model, terms,
       (select min(o.published_at) from purposes o where o.workspace_id = $1 and o.slug = newest.slug) as since,
       (select coalesce(jsonb_object_agg(o.version, o.terms || jsonb_build_object('legal_basis', o.legal_basis, 'consent_model', o.consent_model)), '{}')
        from purposes o where o.workspace_id = $1 and o.slug = newest.slug and o.version < newest.version) as earlier
     from (
       select distinct on (slug) * from purposes where workspace_id = $1 order by slug, version desc
     ) newest where (retired_at is not null) = $2 order by bit`,
    [workspaceId, retired],
    'list_purposes',
  );
  return withAncestors(rows.map(toPurpose));
}

const toPurpose = ({ terms, earlier, ...row }: PurposeRow): Purpose => ({
  ...plainMeaning,
  ...plainHandling,
  ...terms,
  ...row,
  ancestors: [],
  earlier: Object.fromEntries(
    Object.entries(earlier).map(([version, meaning]) => [version, { ...plainMeaning, ...meaning }]),
  ),
});

const withAncestors = (purposes: Purpose[]): Purpose[] => {
  const bySlug = new Map(purposes.map((purpose) => [purpose.slug, purpose]));
  for (const purpose of purposes) {
    const above = new Set<number>();
    for (let parent = purpose.parent; parent !== null; ) {
      const found = bySlug.get(parent);
      if (found === undefined || above.has(found.bit) || found === purpose) break;
      above.add(found.bit);
      parent = found.parent;
    }
    purpose.ancestors = [...above];
  }
  return purposes;
};

export type PurposeVersion = Omit<Purpose, 'ancestors' | 'earlier' | 'bit' | 'since'> & {
  published_at: Date;
  published_by: string | null;
  retired_at: Date | null;
};

/** All versions of a purpose, the newest first. */
export async function listPurposeVersions(
  { db, workspaceId }: Scope<Queryable>,
  slug: string,
): Promise<PurposeVersion[]> {
  const rows = await db.query<PurposeVersion & { terms: Partial<Meaning & Handling> }>(
    `select slug, version, coalesce(meaning_version, version) as meaning_version, name, description, legal_basis, consent_model, terms,
       published_at, published_by, retired_at
     from purposes where workspace_id = $1 and slug = $2 order by version desc`,
    [workspaceId, slug],
  );
  return rows.map(({ terms, ...row }) => ({ ...plainMeaning, ...plainHandling, ...terms, ...row }));
}

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

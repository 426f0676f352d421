// Brands in PostgreSQL: the faces under which a workspace writes to people.
import { AppError } from '@rapport/protocol';
import type { Queryable, Transaction } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { refuseUnreadable } from './accents.ts';
import { everyTopicOf } from './model.ts';
import { isSpokenOf, lockTopics } from './store.ts';

export type BrandInput = {
  slug: string;
  name: string;
  /** The colour of buttons and links on light pages, and on dark ones; null: ours. */
  accent: string | null;
  /** Null where there is an accent: the nearest to it that can be read. */
  accent_dark: string | null;
};
export type Brand = BrandInput & {
  /** The name of its file: null without one. */
  logo_hash: string | null;
  version: number;
  updated_at: Date;
  updated_by: string;
};
export type By = { at: Date; by: string };

/** So many in a workspace. */
export const brandsMax = 50;

const columns =
  'b.slug, b.name, b.accent, b.accent_dark, l.hash as logo_hash, b.version, b.updated_at, b.updated_by';
const table = 'brands b left join brand_logos l on l.brand_id = b.id';

/** By name. */
export const listBrands = ({ db, workspaceId }: Scope<Queryable>): Promise<Brand[]> =>
  db.query<Brand>(
    `select ${columns} from ${table} where b.workspace_id = $1 order by lower(b.name), b.slug`,
    [workspaceId],
    'list_brands',
  );

/** Throws `brand_not_found`. */
export async function getBrand({ db, workspaceId }: Scope<Queryable>, slug: string): Promise<Brand> {
  const [brand] = await db.query<Brand>(
    `select ${columns} from ${table} where b.workspace_id = $1 and b.slug = $2`,
    [workspaceId, slug],
    'get_brand',
  );
  if (brand !== undefined) return brand;
  throw new AppError('brand_not_found', `There is no brand called "${slug.slice(0, 80)}".`);
}

/** Throws `name_taken`, `brands_full` or `accent_unreadable`. */
export async function createBrand(
  scope: Scope<Transaction>,
  { slug, name, ...accents }: BrandInput,
  { at, by }: By,
): Promise<void> {
  await lockTopics(scope);
  const all = await listBrands(scope);
  if (all.some((one) => one.slug === slug))
    throw new AppError('name_taken', `There is a brand called "${slug}". Choose another slug.`);
  if (all.length >= brandsMax) throw new AppError('brands_full');
  refuseUnreadable(accents);
  await scope.db.query(
    `insert into brands (workspace_id, slug, name, accent, accent_dark, version, updated_at, updated_by)
     values ($1, $2, $3, $4, $5, 1, $6, $7)`,
    [scope.workspaceId, slug, name, accents.accent, accents.accent_dark, at, by],
  );
}

/** Throws `brand_not_found`, `accent_unreadable`, or `conflict` where another version than the expected one holds. */
export async function changeBrand(
  scope: Scope<Transaction>,
  { slug, name, ...accents }: BrandInput,
  expected: number | undefined,
  { at, by }: By,
): Promise<void> {
  await lockTopics(scope);
  refuseOther(await getBrand(scope, slug), expected);
  refuseUnreadable(accents);
  await scope.db.query(
    `update brands set name = $3, accent = $4, accent_dark = $5, version = version + 1, updated_at = $6, updated_by = $7
     where workspace_id = $1 and slug = $2`,
    [scope.workspaceId, slug, name, accents.accent, accents.accent_dark, at, by],
  );
}

/** Throws `brand_not_found`, or `brand_in_use` while it has topics or somebody said something of it. */
export async function deleteBrand(scope: Scope<Transaction>, slug: string): Promise<void> {
  await lockTopics(scope);
  await getBrand(scope, slug);
  const topics = await scope.db.query<{ slug: string }>(
    `select t.slug from topics t join brands b on b.id = t.brand_id where t.workspace_id = $1 and b.slug = $2 order by t.slug`,
    [scope.workspaceId, slug],
  );
  if (topics.length > 0)
    throw new AppError('brand_in_use', undefined, { used_by: topics.map((one) => `topic:${one.slug}`) });
  if (await isSpokenOf(scope, everyTopicOf(slug)))
    throw new AppError('brand_in_use', 'People switched this brand on or off, so it stays, to be heard.');
  await scope.db.query('delete from brands where workspace_id = $1 and slug = $2', [scope.workspaceId, slug]);
}

export function refuseOther({ version }: { version: number }, expected: number | undefined): void {
  if (expected !== undefined && expected !== version)
    throw new AppError('conflict', `Version ${version} was set meanwhile. Read it, and change that one.`, {
      version,
    });
}

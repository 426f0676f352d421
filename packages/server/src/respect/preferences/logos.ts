// Logos of brands: which files may be one, and where they are kept. Each is told by the hash of its file, so that whoever has
// seen it never asks again.
import { hash } from 'node:crypto';
import { AppError } from '@rapport/protocol';
import type { Queryable, Transaction } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type By, getBrand } from './brands.ts';
import { lockTopics } from './store.ts';

export const logoBytesMax = 200_000;

/** Where everybody gets it, without a key. */
export const logoPath = (fileHash: string): string => `/preferences/logo/${fileHash}`;

export type Logo = { media_type: string; file: Buffer };

const startsWith = (file: Buffer, at: number, text: string): boolean =>
  file.subarray(at, at + text.length).toString('latin1') === text;

/** By its first bytes, whatever the sender called it; undefined for what is no picture that pages show. */
export function toMediaType(file: Buffer): string | undefined {
  if (startsWith(file, 0, '\x89PNG\r\n\x1a\n')) return 'image/png';
  if (startsWith(file, 0, '\xff\xd8\xff')) return 'image/jpeg';
  if (startsWith(file, 0, 'GIF87a') || startsWith(file, 0, 'GIF89a')) return 'image/gif';
  if (startsWith(file, 0, 'RIFF') && startsWith(file, 8, 'WEBP')) return 'image/webp';
  return isSvg(file) ? 'image/svg+xml' : undefined;
}

/** An SVG may begin with a declaration, a document type and comments. */
function isSvg(file: Buffer): boolean {
  let rest = file
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  for (;;) {
    const end = rest.startsWith('<!--') ? '-->' : /^<(\?xml|!DOCTYPE svg)\b/i.test(rest) ? '>' : undefined;
    if (end === undefined) return /^<svg[\s/>]/i.test(rest);
    const at = rest.indexOf(end);
    if (at < 0) return false;
    rest = rest.slice(at + end.length).trimStart();
  }
}

/** Throws `brand_not_found` or `logo_invalid`. */
export async function setLogo(
  scope: Scope<Transaction>,
  slug: string,
  file: Buffer,
  change: By,
): Promise<void> {
  await lockTopics(scope);
  await getBrand(scope, slug);
  const mediaType = file.length > logoBytesMax ? undefined : toMediaType(file);
  if (mediaType === undefined) throw new AppError('logo_invalid');
  await scope.db.query(
    `insert into brand_logos (brand_id, workspace_id, hash, media_type, file)
     select b.id, b.workspace_id, $3, $4, $5 from brands b where b.workspace_id = $1 and b.slug = $2
     on conflict (brand_id) do update set hash = excluded.hash, media_type = excluded.media_type, file = excluded.file`,
    [scope.workspaceId, slug, hash('sha256', file, 'hex'), mediaType, file],
  );
  await countChange(scope, slug, change);
}

/** Throws `brand_not_found` or `logo_not_found`. */
export async function removeLogo(scope: Scope<Transaction>, slug: string, change: By): Promise<void> {
  await lockTopics(scope);
  if ((await getBrand(scope, slug)).logo_hash === null) throw new AppError('logo_not_found');
  await scope.db.query(
    `delete from brand_logos l using brands b where b.id = l.brand_id and b.workspace_id = $1 and b.slug = $2`,
    [scope.workspaceId, slug],
  );
  await countChange(scope, slug, change);
}

const countChange = ({ db, workspaceId }: Scope<Transaction>, slug: string, { at, by }: By) =>
  db.query(
    'update brands set version = version + 1, updated_at = $3, updated_by = $4 where workspace_id = $1 and slug = $2',
    [workspaceId, slug, at, by],
  );

/** Of any workspace: whoever knows the hash has seen the file. */
export async function findLogo(db: Queryable, fileHash: string): Promise<Logo | undefined> {
  const [logo] = await db.query<Logo>(
    'select media_type, file from brand_logos where hash = $1 limit 1',
    [fileHash],
    'find_logo',
  );
  return logo;
}

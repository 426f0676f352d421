// Notices: what people were shown, kept by the hash of its text.
import { hash } from 'node:crypto';
import { AppError } from '@rapport/protocol';
import { binaryArray, type Queryable, type Transaction } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';

export type Notice = {
  /** SHA-256 of the text in UTF-8, in hexadecimal. */
  hash: string;
  slug: string;
  version: number;
  language: string;
  title: string;
  text: string;
  /** Purposes that it tells of, with the version of each. */
  purposes: Record<string, number>;
  published_at: Date;
  published_by: string;
};

export type NoticeInput = Pick<Notice, 'slug' | 'language' | 'title' | 'text' | 'purposes'>;

export const hashNotice = (text: string): string => hash('sha256', text, 'hex');

const columns = `encode(hash, 'hex') as hash, slug, version, language, title, text, purposes, published_at, published_by`;

/** Publishes a notice, or finds the one of the same text and language. */
export async function publishNotice(
  { db, workspaceId }: Scope<Transaction>,
  { slug, language, title, text, purposes }: NoticeInput,
  at: Date,
  by: string,
): Promise<{ notice: Notice; isNew: boolean }> {
  const digest = hashNotice(text);
  await db.query('select pg_advisory_xact_lock($1, $2)', [noticesLock, workspaceId]);
  const known = await findNotice({ db, workspaceId }, digest, language);
  if (known !== undefined) return { notice: known, isNew: false };
  const [notice] = await db.query<Notice>(
    `insert into notices (workspace_id, hash, slug, version, language, title, text, purposes, published_at, published_by)
     values ($1, decode($2, 'hex'), $3,
       (select coalesce(max(version), 0) + 1 from notices where workspace_id = $1 and slug = $3 and language = $4),
       $4, $5, $6, $7, $8, $9) returning ${columns}`,
    [workspaceId, digest, slug, language, title, text, purposes, at, by],
  );
  return { notice: notice as Notice, isNew: true };
}
const noticesLock = 0x6e6f7469;

/** With a language the notice in it; without one, any language that the hash has. */
export async function findNotice(
  { db, workspaceId }: Scope<Queryable>,
  digest: string,
  language?: string,
): Promise<Notice | undefined> {
  if (!/^[0-9a-f]{64}$/.test(digest)) return undefined;
  const [notice] = await db.query<Notice>(
    `select ${columns} from notices where workspace_id = $1 and hash = decode($2, 'hex') and ($3::text is null or language = $3)
     order by published_at limit 1`,
    [workspaceId, digest, language ?? null],
  );
  return notice;
}

/** Those of these hashes that there are, in all their languages. */
export async function findNotices(
  { db, workspaceId }: Scope<Queryable>,
  hashes: readonly string[],
): Promise<Pick<Notice, 'hash' | 'language' | 'purposes'>[]> {
  if (hashes.length === 0) return [];
  return db.query<Pick<Notice, 'hash' | 'language' | 'purposes'>>(
    `select encode(hash, 'hex') as hash, language, purposes from notices
     where workspace_id = $1 and hash = any($2::bytea[])`,
    [
      workspaceId,
      binaryArray(
        'bytea',
        [...new Set(hashes)].map((one) => Buffer.from(one, 'hex')),
      ),
    ],
    'find_notices',
  );
}

/** Throws `notice_unknown`. */
export async function getNotice(scope: Scope<Queryable>, digest: string, language?: string): Promise<Notice> {
  const notice = await findNotice(scope, digest, language);
  if (notice !== undefined) return notice;
  throw new AppError(
    'notice_unknown',
    'No notice has this hash in this language. Publish it first with POST /api/notices.',
  );
}

export const listNotices = ({ db, workspaceId }: Scope<Queryable>): Promise<Notice[]> =>
  db.query<Notice>(
    `select ${columns} from notices where workspace_id = $1 order by published_at desc, slug, language`,
    [workspaceId],
  );

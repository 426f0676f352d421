// Uploads and imports in PostgreSQL.
import { AppError } from '@rapport/protocol';
import type { Queryable } from '../../../platform/postgres/index.ts';
import type { Scope } from '../../../platform/workspaces/index.ts';

export type Upload = {
  id: string;
  workspace_id: number;
  file_name: string;
  size_bytes: number;
  fingerprint: string;
  uploaded_at: Date;
};

export type ImportState = 'running' | 'done' | 'failed' | 'stopped';

export type ImportRow = {
  id: number;
  workspace_id: number;
  source_id: number;
  upload_id: string | null;
  file_name: string;
  fingerprint: string;
  mapping: unknown;
  dry_run: boolean;
  state: ImportState;
  rows_total: number | null;
  rows_read: number;
  progress: number;
  messages_accepted: number;
  /** Not taken in, since somebody whom they name must not be collected. */
  messages_suppressed: number;
  rejects_count: number;
  rejects_bytes: number | null;
  error: string | null;
  started_at: Date;
  finished_at: Date | null;
};

type ScopeOf = Scope<Queryable>;

export async function recordUpload(
  { db, workspaceId }: ScopeOf,
  upload: Omit<Upload, 'workspace_id'>,
): Promise<void> {
  await db.query(
    `insert into import_uploads (id, workspace_id, file_name, size_bytes, fingerprint, uploaded_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [upload.id, workspaceId, upload.file_name, upload.size_bytes, upload.fingerprint, upload.uploaded_at],
  );
}

export async function getUpload({ db, workspaceId }: ScopeOf, id: string): Promise<Upload> {
  const [upload] = await db.query<Upload>(
    'select * from import_uploads where workspace_id = $1 and id = $2',
    [workspaceId, id],
  );
  if (upload === undefined)
    throw new AppError('not_found', 'There is no such upload any more. Upload the file again.');
  return upload;
}

export async function deleteUpload(db: Queryable, id: string): Promise<void> {
  await db.query('delete from import_uploads where id = $1', [id]);
}

/** Uploads from before `before` that no running import reads. */
export const listUnusedUploads = (db: Queryable, before: Date): Promise<Upload[]> =>
  db.query<Upload>(
    `select * from import_uploads u where uploaded_at < $1
     and not exists (select from imports i where i.upload_id = u.id and (i.state = 'running' or i.finished_at >= $1))`,
    [before],
  );

export type NewImport = Pick<ImportRow, 'source_id' | 'mapping' | 'dry_run' | 'started_at'> & {
  upload: Upload;
};

export async function createImport(
  { db, workspaceId }: ScopeOf,
  { upload, ...given }: NewImport,
): Promise<ImportRow> {
  const [row] = await db.query<ImportRow>(
    `insert into imports (workspace_id, source_id, upload_id, file_name, fingerprint, mapping, dry_run, state, started_at)
     values ($1, $2, $3, $4, $5, $6, $7, 'running', $8) returning *`,
    [
      workspaceId,
      given.source_id,
      upload.id,
      upload.file_name,
      upload.fingerprint,
      JSON.stringify(given.mapping),
      given.dry_run,
      given.started_at,
    ],
  );
  return row as ImportRow;
}

/** The newest first, at most one more than `limit`. */
export const listImports = (
  { db, workspaceId }: ScopeOf,
  limit: number,
  before: number | undefined,
): Promise<ImportRow[]> =>
  db.query<ImportRow>(
    'select * from imports where workspace_id = $1 and ($2::bigint is null or id < $2) order by id desc limit $3',
    [workspaceId, before ?? null, limit + 1],
  );

export async function getImport({ db, workspaceId }: ScopeOf, id: number): Promise<ImportRow> {
  const [row] = await db.query<ImportRow>('select * from imports where workspace_id = $1 and id = $2', [
    workspaceId,
    id,
  ]);
  if (row === undefined) throw new AppError('not_found', `There is no import ${id}.`);
  return row;
}

/** A finished import of the same content into the same source. */
export async function findFinished(
  { db, workspaceId }: ScopeOf,
  fingerprint: string,
  sourceId?: number,
): Promise<ImportRow | undefined> {
  const [row] = await db.query<ImportRow>(
    `select * from imports where workspace_id = $1 and fingerprint = $2 and ($3::int is null or source_id = $3)
     and state = 'done' and not dry_run order by id desc limit 1`,
    [workspaceId, fingerprint, sourceId ?? null],
  );
  return row;
}

/** Imports of all workspaces that a stopped or killed server left running. */
export const listRunning = (db: Queryable): Promise<ImportRow[]> =>
  db.query<ImportRow>(`select * from imports where state = 'running' order by id`);

export type Progress = Pick<
  ImportRow,
  | 'rows_total'
  | 'rows_read'
  | 'progress'
  | 'messages_accepted'
  | 'messages_suppressed'
  | 'rejects_count'
  | 'rejects_bytes'
>;

export async function recordProgress(db: Queryable, id: number, progress: Progress): Promise<void> {
  await db.query(
    `update imports set rows_total = $2, rows_read = $3, progress = $4, messages_accepted = $5, rejects_count = $6, rejects_bytes = $7,
       messages_suppressed = $8
     where id = $1`,
    [
      id,
      progress.rows_total,
      progress.rows_read,
      progress.progress,
      progress.messages_accepted,
      progress.rejects_count,
      progress.rejects_bytes,
      progress.messages_suppressed,
    ],
    'record_import_progress',
  );
}

export async function recordEnd(
  db: Queryable,
  id: number,
  state: ImportState,
  error: string | null,
  at: Date,
): Promise<void> {
  await db.query(
    `update imports set state = $2, error = $3, finished_at = $4,
       rows_total = case when $2 = 'done' then rows_read else rows_total end,
       progress = case when $2 = 'done' then 1 else progress end
     where id = $1`,
    [id, state, error, at],
  );
}

/** Imports that ended before `before` and still have their reject file. */
export const listOldRejects = (db: Queryable, before: Date): Promise<ImportRow[]> =>
  db.query<ImportRow>('select * from imports where finished_at < $1 and rejects_bytes is not null', [before]);

export async function recordRejectsRemoved(db: Queryable, id: number): Promise<void> {
  await db.query('update imports set rejects_bytes = null where id = $1', [id]);
}

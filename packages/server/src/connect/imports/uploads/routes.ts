// The API of imports: upload with preview, start, list, stop, rejects.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { AppError } from '@rapport/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../../../platform/clock/index.ts';
import { limitField, pageOf, parseBody, parseQuery } from '../../../platform/http/index.ts';
import type { Queryable } from '../../../platform/postgres/index.ts';
import type { Scope } from '../../../platform/workspaces/index.ts';
import type { Access } from '../../../respect/access/index.ts';
import { getSource } from '../../sources/index.ts';
import { parseMapping } from '../mapping-schema.ts';
import { FileError } from '../model.ts';
import { rejectHeader } from '../reject-file.ts';
import type { UploadFolder } from './files.ts';
import { previewUpload } from './preview.ts';
import type { ImportRunner } from './runner.ts';
import {
  createImport,
  deleteUpload,
  findFinished,
  getImport,
  getUpload,
  type ImportRow,
  listImports,
  recordUpload,
} from './store.ts';

const id = z.coerce.number('must be the id of an import').int().min(1);
export const importParams = z.object({ id });
export const importListQuery = z.object({ limit: limitField, cursor: id.optional() });
export const uploadQuery = z.object({
  file_name: z.string().trim().min(1, 'must be the name of the file').max(255),
});
export const newImport = z.strictObject({
  upload_id: z.uuid('must be the upload_id of a preview'),
  source_id: z.coerce.number('must be the id of a source').int().min(1),
  /** As the mapping's own schema says. */
  mapping: z.unknown(),
  dry_run: z.boolean().default(false),
  /** Import content that this source already has. */
  again: z.boolean().default(false),
});

export type ImportRouteDeps = { access: Access; clock: Clock; folder: UploadFolder; runner: ImportRunner };

export function registerImportRoutes(app: FastifyInstance, deps: ImportRouteDeps): void {
  const { access, clock } = deps;
  registerUpload(app, deps);

  app.post('/api/imports', async (request, reply) => {
    const { scope } = await access.permit(request, 'imports:write');
    const row = await startImport(scope, deps, parseBody(newImport, request.body));
    return reply.code(201).send(toItem(row, clock.nowMs()));
  });

  app.get('/api/imports', async (request) => {
    const { scope } = await access.permit(request, 'imports:read');
    const { limit, cursor } = parseQuery(importListQuery, request.query);
    const rows = await listImports(scope, limit, cursor);
    return pageOf(
      rows,
      limit,
      (row) => toItem(row, clock.nowMs()),
      (row) => String(row.id),
    );
  });

  app.get('/api/imports/:id', async (request) => {
    const { scope } = await access.permit(request, 'imports:read');
    return toItem(await getImport(scope, parseQuery(importParams, request.params).id), clock.nowMs());
  });

  app.post('/api/imports/:id/stop', async (request) => {
    const { scope } = await access.permit(request, 'imports:write');
    const row = await getImport(scope, parseQuery(importParams, request.params).id);
    if (!deps.runner.stop(row.id)) throw new AppError('conflict', 'This import does not run.');
    return {};
  });

  app.get('/api/imports/:id/rejects', async (request, reply) => {
    const { scope } = await access.permit(request, 'imports:read');
    const row = await getImport(scope, parseQuery(importParams, request.params).id);
    if (row.rejects_bytes === null)
      throw new AppError('not_found', 'The reject file was removed: it is kept for 7 days.');
    const name = row.file_name.replace(/[^\w.-]+/g, '_');
    reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${name}.rejects.csv"`);
    return reply.send(await openRejects(deps.folder.pathOfRejects(row.id)));
  });
}

/** The body of an upload is the file itself: nothing may parse it, and it may have any size. */
function registerUpload(app: FastifyInstance, { access, clock, folder }: ImportRouteDeps): void {
  app.register(async function uploadScope(scoped) {
    scoped.removeAllContentTypeParsers();
    scoped.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    scoped.post('/api/imports/preview', async (request) => {
      const { scope } = await access.permit(request, 'imports:write');
      const { file_name } = parseQuery(uploadQuery, request.query);
      const saved = await folder.save((request.body as Readable | undefined) ?? request.raw);
      await recordUpload(scope, {
        id: saved.id,
        file_name,
        size_bytes: saved.sizeBytes,
        fingerprint: saved.fingerprint,
        uploaded_at: clock.now(),
      });
      try {
        const preview = await previewUpload(folder.pathOfUpload(saved.id), file_name);
        const before = await findFinished(scope, saved.fingerprint);
        return {
          upload_id: saved.id,
          ...preview,
          imported_before: before === undefined ? null : toItem(before, clock.nowMs()),
        };
      } catch (error) {
        await folder.removeUpload(saved.id);
        await deleteUpload(scope.db, saved.id);
        throw error instanceof FileError ? new AppError('upload_invalid', error.message) : error;
      }
    });
  });
}

async function startImport(
  scope: Scope<Queryable>,
  { clock, runner }: ImportRouteDeps,
  given: z.infer<typeof newImport>,
): Promise<ImportRow> {
  const upload = await getUpload(scope, given.upload_id);
  const source = await getSource(scope, given.source_id);
  checkMapping(given.mapping);
  const before =
    given.dry_run || given.again ? undefined : await findFinished(scope, upload.fingerprint, source.id);
  if (before !== undefined) {
    const day = (before.finished_at ?? before.started_at).toISOString().slice(0, 10);
    throw new AppError(
      'conflict',
      `This file was imported into ${source.name} on ${day} (${before.rows_read} rows). Send "again": true to import it once more.`,
      { import_id: before.id },
    );
  }
  const row = await createImport(scope, {
    upload,
    source_id: source.id,
    mapping: given.mapping,
    dry_run: given.dry_run,
    started_at: clock.now(),
  });
  runner.start(row);
  return row;
}

function checkMapping(mapping: unknown): void {
  try {
    parseMapping(mapping);
  } catch (error) {
    throw error instanceof FileError ? new AppError('invalid_request', error.message) : error;
  }
}

async function openRejects(path: string): Promise<Readable | string> {
  const found = await stat(path).catch(() => undefined);
  return found === undefined ? rejectHeader : createReadStream(path);
}

const toItem = (row: ImportRow, nowMs: number) => ({
  id: String(row.id),
  file_name: row.file_name,
  source_id: row.source_id,
  state: row.state,
  dry_run: row.dry_run,
  mapping: row.mapping,
  rows_total: row.rows_total,
  rows_read: row.rows_read,
  progress: row.progress,
  messages_accepted: row.messages_accepted,
  messages_suppressed: row.messages_suppressed,
  rejects: row.rejects_count,
  /** Rows a second since the start. */
  rate: Math.round(
    row.rows_read /
      Math.max(((row.finished_at?.getTime() ?? nowMs) - row.started_at.getTime()) / 1000, 0.001),
  ),
  started_at: row.started_at.toISOString(),
  finished_at: row.finished_at?.toISOString() ?? null,
  error: row.error,
});

// Uploaded files of history, as the API tells it.
import { z } from 'zod';
import { importListQuery, newImport, uploadQuery } from '../connect/imports/index.ts';
import { answer, type Chapter, json, listOf, moment } from './operation.ts';

const count = z.number().int();
const imported = answer('Import', {
  id: z.string(),
  file_name: z.string(),
  source_id: count,
  state: z.enum(['running', 'done', 'failed', 'stopped']),
  dry_run: z.boolean(),
  mapping: z.unknown(),
  rows_total: count.nullable().describe('Null where it is not known before the end.'),
  rows_read: count,
  progress: z.number().describe('Share of the file that is read, 0 to 1.'),
  messages_accepted: count,
  messages_suppressed: count.describe(
    'Messages that were not taken in, since somebody whom they name must not be collected.',
  ),
  rejects: count,
  rate: count.describe('Rows a second since the start.'),
  started_at: moment,
  finished_at: moment.nullable(),
  error: z.string().nullable(),
});

const preview = answer('ImportPreview', {
  upload_id: z.string(),
  format: z.enum(['csv', 'ndjson', 'parquet', 'arrow']),
  description: z.string(),
  notes: z.array(z.string()),
  columns: z.array(
    z.strictObject({
      name: z.string(),
      type: z.string(),
      format: z.string().optional(),
      examples: z.array(z.string()),
    }),
  ),
  rows: z.array(json).describe('The first twenty, column to value.'),
  guessed_mapping: json,
  imported_before: imported.nullable().describe('The last finished import of the same content.'),
});

const mapping = z
  .unknown()
  .describe('From columns to messages: what a preview guessed, changed as needed, or a list of such.');

export const imports: Chapter = {
  name: 'Imports',
  description:
    'History from files. Upload one with a preview, then import it; `rapport import` does the same without an upload.',
  operations: [
    {
      id: 'previewImport',
      method: 'post',
      path: '/api/imports/preview',
      summary: 'Upload a file, and see its columns, first rows and a guessed mapping',
      access: 'key',
      scope: 'imports:write',
      query: uploadQuery,
      body: {
        contentType: 'application/octet-stream',
        description:
          'The file itself: CSV, NDJSON (also .gz and .zst of these), Parquet or Arrow, of any size.',
      },
      answer: preview,
      errors: ['upload_invalid'],
    },
    {
      id: 'createImport',
      method: 'post',
      path: '/api/imports',
      summary: 'Import an uploaded file; it runs on by itself',
      access: 'key',
      scope: 'imports:write',
      body: newImport.extend({ mapping }),
      status: 201,
      answer: imported,
      errors: ['not_found', 'conflict'],
    },
    {
      id: 'listImports',
      method: 'get',
      path: '/api/imports',
      summary: 'Imports, the newest first',
      access: 'key',
      scope: 'imports:read',
      query: importListQuery,
      answer: listOf('ImportList', imported),
    },
    {
      id: 'getImport',
      method: 'get',
      path: '/api/imports/{id}',
      summary: 'One import, and how far it is',
      access: 'key',
      scope: 'imports:read',
      answer: imported,
      errors: ['not_found'],
    },
    {
      id: 'stopImport',
      method: 'post',
      path: '/api/imports/{id}/stop',
      summary: 'Stop an import; what it sent stays',
      access: 'key',
      scope: 'imports:write',
      answer: answer('ImportStopped', {}),
      errors: ['not_found', 'conflict'],
    },
    {
      id: 'getImportRejects',
      method: 'get',
      path: '/api/imports/{id}/rejects',
      summary: 'The rows that were not taken, with the reasons',
      access: 'key',
      scope: 'imports:read',
      answer: {
        contentType: 'text/csv',
        description: 'One line per row; only its header when all were taken.',
      },
      errors: ['not_found'],
    },
  ],
};

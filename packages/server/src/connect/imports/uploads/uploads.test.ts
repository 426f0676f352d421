// Uploads over HTTP into the real inbox: preview, import, rejects, dry run, stop, restart, and what goes away by itself.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { standingClock } from '../../../platform/clock/index.ts';
import { type HttpServer, openHttpServer } from '../../../platform/http/index.ts';
import { silentLog } from '../../../platform/log/index.ts';
import { ensureDefaultWorkspace } from '../../../platform/workspaces/index.ts';
import type { Access } from '../../../respect/access/index.ts';
import { createTestDatabase, type TestDatabase } from '../../../testing/index.ts';
import { openInbox, unpackBody } from '../../inbox/index.ts';
import { createSource } from '../../sources/index.ts';
import { type Imports, openImports } from './open-imports.ts';
import { registerImportRoutes } from './routes.ts';

type Json = Record<string, unknown>;
type Message = { messageId: string; userId: string; context: { import: { row: number } } };

const clock = standingClock(new Date('2024-03-01T10:00:00Z'));
const mapping = {
  type: 'track',
  event: 'Order Completed',
  userId: 'id',
  timestamp: 'at',
  properties: { total: { column: 'total', type: 'number' } },
};
let database: TestDatabase;
let workspaceId: number;
let dataDir: string;
let sourceId: number;
let http: HttpServer;
let url: string;
let imports: Imports;
/** What the pipeline says about itself, and a brake. */
const pipeline = { secondsBehind: 0, delayMs: 0 };

before(async () => {
  database = await createTestDatabase();
  workspaceId = (await ensureDefaultWorkspace(database.db, clock)).id;
  dataDir = await mkdtemp(join(tmpdir(), 'rapport-uploads-'));
  await open();
});
after(async () => {
  await close();
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});
beforeEach(async () => {
  Object.assign(pipeline, { secondsBehind: 0, delayMs: 0 });
  await database.db.query('delete from inbox');
  sourceId = (
    await createSource({ db: database.db, workspaceId }, clock, { name: 'Shop history', kind: 'import' })
  ).id;
});

async function open(): Promise<void> {
  const inbox = openInbox(database.db);
  const slowInbox: typeof inbox = {
    ...inbox,
    append: async (request) => {
      await sleep(pipeline.delayMs);
      return inbox.append(request);
    },
  };
  const { db } = database;
  imports = await openImports({
    db,
    clock,
    log: silentLog,
    inbox: slowInbox,
    withholding: { isNeeded: () => false, findRest: async () => undefined },
    dataDir,
    secondsBehind: () => pipeline.secondsBehind,
    messageBytesMax: 32_768,
  });
  http = openHttpServer(silentLog);
  const access: Pick<Access, 'permit'> = {
    permit: async (request) => {
      const workspace = Number(request.headers['x-workspace'] ?? workspaceId);
      return {
        principal: {
          kind: 'api_key',
          id: '1',
          name: 'test',
          workspaceId: workspace,
          scopes: ['*'],
          purposes: null,
          unmasked: { sensitivity: 3, categories: [] },
          views: null,
        },
        scope: { db, workspaceId: workspace },
      };
    },
  };
  registerImportRoutes(http.app, { ...imports, access: access as Access, clock });
  url = await http.listen({ host: '127.0.0.1', port: 0 });
}

async function close(): Promise<void> {
  await http.close();
  await imports.close();
}

async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const json =
    body === undefined || typeof body === 'string' || body instanceof Uint8Array
      ? undefined
      : JSON.stringify(body);
  const answer = await fetch(url + path, {
    method,
    body: json ?? (body as string | Uint8Array<ArrayBuffer> | undefined) ?? null,
    headers: { ...(json && { 'content-type': 'application/json' }), ...headers },
  });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.includes('json');
  return {
    status: answer.status,
    text,
    body: (isJson ? JSON.parse(text) : {}) as Json & { error?: { code: string; message: string } },
  };
}

function toCsv(rows: number, badEvery = Number.POSITIVE_INFINITY): string {
  const lines = Array.from(
    { length: rows },
    (_, index) => `c${index % 50},2024-01-05,${(index + 1) % badEvery === 0 ? 'free' : index}\n`,
  );
  return `id,at,total\n${lines.join('')}`;
}

const upload = async (content: string | Uint8Array): Promise<Json> =>
  (await call('POST', '/api/imports/preview?file_name=orders.csv', content)).body;
const start = (uploadId: unknown, extra: Json = {}) =>
  call('POST', '/api/imports', { upload_id: uploadId, source_id: sourceId, mapping, ...extra });

async function untilEnded(id: unknown): Promise<Json> {
  for (let tries = 0; tries < 1000; tries += 1) {
    const { body } = await call('GET', `/api/imports/${id}`);
    if (body.state !== 'running') return body;
    await sleep(10);
  }
  throw new Error('The import did not end');
}

async function readInbox(): Promise<Message[]> {
  const rows = await database.db.query<{ body: Buffer; envelope: Json; source_id: number }>(
    'select body, envelope, source_id from inbox order by seq',
  );
  assert.ok(rows.every((row) => row.source_id === sourceId && row.envelope.import === true));
  return rows.flatMap(({ body }) => (JSON.parse(unpackBody(body).toString()) as { batch: Message[] }).batch);
}

const rowNumbers = (messages: Message[]): number[] => messages.map(({ context }) => context.import.row);
const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

describe('from upload to inbox', () => {
  test('a file is previewed, imported and removed; its rejects can be fetched', async () => {
    const preview = await upload(toCsv(1200, 100));
    assert.equal(preview.format, 'csv');
    assert.deepEqual(
      (preview.columns as Json[]).map(({ name }) => name),
      ['id', 'at', 'total'],
    );
    assert.equal((preview.rows as Json[]).length, 20);
    assert.deepEqual((preview.rows as Json[])[0], { id: 'c0', at: '2024-01-05', total: '0' });
    assert.equal((preview.guessed_mapping as Json).type, 'track');
    assert.equal(preview.imported_before, null);
    assert.ok(existsSync(join(dataDir, 'uploads', String(preview.upload_id))));

    const started = await start(preview.upload_id);
    assert.equal(started.status, 201);
    const ended = await untilEnded(started.body.id);
    assert.deepEqual(
      [
        ended.state,
        ended.rows_total,
        ended.rows_read,
        ended.messages_accepted,
        ended.rejects,
        ended.progress,
        ended.error,
      ],
      ['done', 1200, 1200, 1188, 12, 1, null],
    );
    assert.deepEqual(
      rowNumbers(await readInbox()),
      upTo(1200).filter((row) => row % 100 !== 0),
    );
    assert.ok(!existsSync(join(dataDir, 'uploads', String(preview.upload_id))));
    const rejects = await call('GET', `/api/imports/${started.body.id}/rejects`);
    assert.equal(rejects.text.trim().split('\n').length, 13);
    const list = await call('GET', '/api/imports?limit=1');
    assert.deepEqual(
      (list.body.items as Json[]).map(({ id }) => id),
      [started.body.id],
    );
  });

  test('a body far beyond the limit of JSON bodies is streamed to disk', async () => {
    const preview = await upload(toCsv(150_000));
    assert.equal((preview.rows as Json[]).length, 20);
    const started = await start(preview.upload_id, { dry_run: true });
    const ended = await untilEnded(started.body.id);
    assert.deepEqual([ended.state, ended.rows_read], ['done', 150_000]);
    assert.deepEqual(await readInbox(), []);
  });

  test('a dry run is followed by the real one; the same file again is refused unless asked for', async () => {
    const content = toCsv(30);
    const { upload_id } = await upload(content);
    const dry = await untilEnded((await start(upload_id, { dry_run: true })).body.id);
    assert.deepEqual([dry.state, dry.messages_accepted, dry.dry_run], ['done', 30, true]);
    await untilEnded((await start(upload_id)).body.id);
    assert.equal((await readInbox()).length, 30);

    const second = await upload(content);
    assert.equal((second.imported_before as Json).state, 'done');
    const refused = await start(second.upload_id);
    assert.equal(refused.status, 409);
    assert.match(refused.body.error?.message ?? '', /imported into Shop history on 2024-03-01 \(30 rows\)/);
    await untilEnded((await start(second.upload_id, { again: true })).body.id);
    const messages = await readInbox();
    assert.equal(messages.length, 60);
    assert.equal(new Set(messages.map(({ messageId }) => messageId)).size, 30);
  });

  test('a pipeline that is behind is waited for', async () => {
    pipeline.secondsBehind = 1;
    const { upload_id } = await upload(toCsv(10));
    const { body } = await start(upload_id);
    await sleep(200);
    assert.equal((await readInbox()).length, 0);
    pipeline.secondsBehind = 0;
    assert.equal((await untilEnded(body.id)).state, 'done');
    assert.equal((await readInbox()).length, 10);
  });
});

describe('interruptions', () => {
  test('a server that stops in the middle goes on when it starts again', { timeout: 60_000 }, async () => {
    pipeline.delayMs = 20;
    const { upload_id } = await upload(toCsv(20_000, 1000));
    const { body } = await start(upload_id);
    while ((await readInbox()).length < 4000) await sleep(10);
    await close();
    const [row] = await database.db.query<Json>('select state, rows_read from imports where id = $1', [
      body.id,
    ]);
    assert.equal(row?.state, 'running');
    assert.ok(Number(row?.rows_read) > 3000 && Number(row?.rows_read) < 20_000);
    pipeline.delayMs = 0;
    await open();
    const ended = await untilEnded(body.id);
    assert.deepEqual(
      [ended.state, ended.rows_read, ended.messages_accepted, ended.rejects],
      ['done', 20_000, 19_980, 20],
    );
    const messages = await readInbox();
    assert.deepEqual(
      [...new Set(rowNumbers(messages))].sort((a, b) => a - b),
      upTo(20_000).filter((number) => number % 1000 !== 0),
    );
    assert.equal(new Set(messages.map(({ messageId }) => messageId)).size, 19_980);
    const rejects = await call('GET', `/api/imports/${body.id}/rejects`);
    assert.equal(rejects.text.trim().split('\n').length, 21);
  });

  test('an import that is stopped stays stopped', async () => {
    pipeline.delayMs = 20;
    const { upload_id } = await upload(toCsv(20_000));
    const { body } = await start(upload_id);
    while ((await readInbox()).length < 1000) await sleep(10);
    assert.equal((await call('POST', `/api/imports/${body.id}/stop`)).status, 200);
    const ended = await untilEnded(body.id);
    assert.equal(ended.state, 'stopped');
    await close();
    await open();
    assert.equal((await untilEnded(body.id)).state, 'stopped');
    assert.equal((await call('POST', `/api/imports/${body.id}/stop`)).status, 409);
    assert.ok((await readInbox()).length < 20_000);
  });

  test('an import that waits its turn can be stopped too, and the others go on', async () => {
    pipeline.delayMs = 20;
    const first = await start((await upload(toCsv(5000))).upload_id);
    const second = await start((await upload(toCsv(5001))).upload_id);
    const third = await start((await upload(toCsv(50))).upload_id);
    await call('POST', `/api/imports/${second.body.id}/stop`);
    assert.equal((await untilEnded(third.body.id)).state, 'done');
    assert.deepEqual(
      [(await untilEnded(first.body.id)).state, (await untilEnded(second.body.id)).state],
      ['done', 'stopped'],
    );
  });

  test('an upload that is cut off leaves nothing', async () => {
    const before = await readdir(join(dataDir, 'uploads'));
    const sending = request(`${url}/api/imports/preview?file_name=x.csv`, { method: 'POST' });
    sending.on('error', () => {});
    sending.write(toCsv(1000));
    while ((await readdir(join(dataDir, 'uploads'))).length === before.length) await sleep(10);
    sending.destroy();
    for (
      let tries = 0;
      tries < 100 && (await readdir(join(dataDir, 'uploads'))).length > before.length;
      tries += 1
    )
      await sleep(20);
    assert.deepEqual(await readdir(join(dataDir, 'uploads')), before);
  });
});

describe('what is refused', () => {
  test('files that cannot be read are told so and not kept', async () => {
    const before = await readdir(join(dataDir, 'uploads'));
    const answer = await call('POST', '/api/imports/preview?file_name=x.xlsx', 'PK\x03\x04');
    assert.deepEqual([answer.status, answer.body.error?.code], [422, 'upload_invalid']);
    assert.match(answer.body.error?.message ?? '', /Save the sheet as CSV/);
    assert.equal(
      (await call('POST', '/api/imports/preview?file_name=x', '')).body.error?.message,
      'The file is empty.',
    );
    assert.equal((await call('POST', '/api/imports/preview', 'a,b')).body.error?.code, 'invalid_request');
    assert.deepEqual(await readdir(join(dataDir, 'uploads')), before);
  });

  test('a wrong mapping, source or upload', async () => {
    const { upload_id } = await upload(toCsv(3));
    const wrong = await start(upload_id, { mapping: { type: 'track', userId: 'id' } });
    assert.deepEqual([wrong.status, wrong.body.error?.code], [400, 'invalid_request']);
    assert.match(wrong.body.error?.message ?? '', /event: must be the name/);
    assert.equal((await start(upload_id, { source_id: 999_999 })).status, 404);
    assert.equal((await start('6f9619ff-8b86-4011-b42d-00c04fc964ff')).status, 404);
    assert.equal((await start('../../etc/passwd')).status, 400);
    // Columns are known only when the file is read.
    const { body } = await start(upload_id, { mapping: { ...mapping, userId: 'customer' } });
    const ended = await untilEnded(body.id);
    assert.equal(ended.state, 'failed');
    assert.match(String(ended.error), /no column "customer"/);
    // The upload is still there for another try.
    assert.equal((await untilEnded((await start(upload_id)).body.id)).state, 'done');
  });

  test('another workspace sees nothing of it', async () => {
    const { upload_id } = await upload(toCsv(3));
    const { body } = await start(upload_id, { dry_run: true });
    await untilEnded(body.id);
    const other = { 'x-workspace': String(workspaceId + 1) };
    assert.deepEqual((await call('GET', '/api/imports', undefined, other)).body.items, []);
    assert.equal((await call('GET', `/api/imports/${body.id}`, undefined, other)).status, 404);
    assert.equal((await call('GET', `/api/imports/${body.id}/rejects`, undefined, other)).status, 404);
    assert.equal(
      (await call('POST', '/api/imports', { upload_id, source_id: sourceId, mapping }, other)).status,
      404,
    );
  });
});

test('uploads go after a day without use, reject files after a week', async () => {
  const { upload_id } = await upload(toCsv(10, 2));
  const { body } = await start(upload_id, { dry_run: true });
  await untilEnded(body.id);
  const reopen = async (): Promise<string[]> => {
    await close();
    await open();
    return (await readdir(join(dataDir, 'uploads'))).filter(
      (name) => name === upload_id || name === `rejects-${body.id}.csv`,
    );
  };
  clock.advance('PT23H');
  assert.equal((await reopen()).length, 2);
  clock.advance('PT2H');
  assert.deepEqual(await reopen(), [`rejects-${body.id}.csv`]);
  assert.equal((await start(upload_id)).status, 404);
  clock.advance('P7D');
  assert.deepEqual(await reopen(), []);
  assert.equal((await call('GET', `/api/imports/${body.id}/rejects`)).status, 404);
  assert.equal((await call('GET', `/api/imports/${body.id}`)).body.state, 'done');
});

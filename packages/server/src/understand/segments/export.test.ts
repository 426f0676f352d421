// A segment as a file: what the purpose and the reader may see of each member, safe to open, readable by others.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { openFile } from '../../connect/imports/index.ts';
import { anIdentify, startTestServer, type TestServer } from '../../testing/index.ts';
import { toCell, toCsv } from './csv.ts';
import { toParquet } from './parquet.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
  const formula = '=HYPERLINK("http://evil.example";"open")';
  await server.send([
    anIdentify({
      userId: 'anna',
      traits: { email: 'anna@example.com', plan: 'gold', note: formula, visits: -3 },
    }),
    anIdentify({ userId: 'bob', traits: { plan: 'gold', illness: 'flu', tags: ['a', 'b'], '=cmd': 1 } }),
    anIdentify({ userId: '-carol', traits: { plan: 'free' } }),
  ]);
  await server.settle();
  await create('golden', { attribute: 'plan', is: 'gold' }, 'service');
  await create('readers', { attribute: 'plan', is: 'gold' }, 'marketing.email');
  await create('crowd', { attribute: 'group', is: 'crowd' }, 'service');
});
after(() => server.stop());

async function create(name: string, definition: unknown, purpose: string): Promise<void> {
  const { status, text } = await server.api('POST', '/api/segments', { name, purpose, definition });
  assert.equal(status, 201, text);
  await server.settle();
}

async function openKey(body: object) {
  const { key } = (await server.api<{ key: string }>('POST', '/api/keys', { name: 'A key', ...body })).body;
  return { authorization: `Bearer ${key}` };
}

const path = '/api/segments/golden/export?purpose=service';

/** By the id of the person, each line as an object. */
async function read(text: string): Promise<Record<string, unknown>[]> {
  return readFileRows('members.csv', text);
}

async function readFileRows(name: string, content: string | Buffer): Promise<Record<string, unknown>[]> {
  const folder = await mkdtemp(join(tmpdir(), 'rapport-test-'));
  try {
    const file = join(folder, name);
    await writeFile(file, content);
    const rows: Record<string, unknown>[] = [];
    for await (const row of (await openFile(file)).rows())
      if ('cells' in row) rows.push(Object.fromEntries(row.cells));
    return rows;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe('A segment as CSV', () => {
  test('has who is in it, with what the purpose may see, and since when and why', async () => {
    const { status, headers, text } = await server.api('GET', path);
    assert.equal(status, 200, text);
    assert.equal(headers.get('content-type'), 'text/csv; charset=utf-8');
    assert.match(headers.get('content-disposition') ?? '', /filename="golden\.csv"/);
    const rows = await read(text);
    assert.equal(rows.length, 2);
    const [bob, anna] = rows as [Record<string, unknown>, Record<string, unknown>];
    assert.equal(anna['identifiers.email'], 'anna@example.com');
    assert.equal(anna['attributes.plan'], 'gold');
    assert.equal(anna.reason, 'definition');
    assert.ok(Date.parse(String(anna.since)) > 0);
    assert.equal(bob['attributes.tags'], '["a","b"]');
    assert.equal(bob['identifiers.user_id'], 'bob');
    assert.doesNotMatch(text, /flu|carol/);
  });

  test('runs in no spreadsheet', async () => {
    const { text } = await server.api('GET', path);
    assert.match(text, /"'=HYPERLINK\(""http/);
    assert.doesNotMatch(text, /(^|,|\n)"?[=+@\t]/);
    // A number is none, and stays one.
    assert.match(text, /,-3(,|\r)/);
    for (const text of ['=1', '+1', '-1', '@a', '\ta', '\ra']) assert.match(toCell(text), /^"?'/);
    assert.equal(toCell('a "b", c\n'), '"a ""b"", c\n"');
    assert.equal(toCell(null), '');
  });

  test('is masked as the reader sees it', async () => {
    const scopes = ['segments:read', 'profiles:read'];
    const headers = await openKey({ scopes, unmasked: { sensitivity: 0 } });
    const { status, text } = await server.api('GET', path, undefined, headers);
    assert.equal(status, 200);
    assert.doesNotMatch(text, /anna@example/);
    assert.match(text, /a•••@e•••\.com/);
  });

  test('holds nobody who does not permit the purpose', async () => {
    const { status, text } = await server.api('GET', '/api/segments/readers/export?purpose=marketing.email');
    assert.equal(status, 200);
    assert.deepEqual(text.split('\r\n'), ['id,display_name,since,reason', '']);
  });

  test('is refused for another purpose, without the right to see people, in no known format', async () => {
    const onlySegments = await openKey({ scopes: ['segments:read'] });
    const elsewhere = await openKey({
      scopes: ['segments:read', 'profiles:read'],
      purposes: ['analytics'],
    });
    for (const [asked, status, headers] of [
      ['/api/segments/golden/export', 400],
      ['/api/segments/golden/export?purpose=analytics', 422],
      ['/api/segments/golden/export?purpose=no.such', 422],
      [`${path}&format=xlsx`, 400],
      ['/api/segments/nowhere/export?purpose=service', 404],
      [`/api/segments/${encodeURIComponent('../x"\r\ny')}/export?purpose=service`, 404],
      [path, 403, onlySegments],
      [path, 403, elsewhere],
    ] as const)
      assert.equal((await server.api('GET', asked, undefined, headers)).status, status, asked);
  });

  test('is in the log of reads, person by person', async () => {
    await server.api('GET', path);
    const { body } = await server.api<{ items: { exit: string; profile_ids: string[]; fields: string[] }[] }>(
      'GET',
      '/api/reads',
    );
    const found = body.items.find(({ exit }) => exit === 'GET /api/segments/:name/export');
    assert.equal(found?.profile_ids.length, 2);
    assert.ok(found?.fields.includes('plan'));
  });
});

describe('A segment as Parquet', () => {
  test('has the same rows', async () => {
    const { text } = await server.api('GET', path);
    const response = await fetch(`${server.url}${path}&format=parquet`, {
      headers: { authorization: `Bearer ${server.adminKey}` },
    });
    assert.equal(response.headers.get('content-type'), 'application/vnd.apache.parquet');
    const rows = await readFileRows('members.parquet', Buffer.from(await response.arrayBuffer()));
    const toRow = (row: Record<string, unknown>) => [row.id, row.since, row['attributes.plan']];
    assert.deepEqual(rows.map(toRow), (await read(text)).map(toRow));
    assert.equal(rows[1]?.['attributes.note'], '=HYPERLINK("http://evil.example";"open")');
  });

  test('of several pages is read back as it was, with gaps and any sign', async () => {
    const names = Array.from({ length: 20 }, (_, i) => `column ${i} żółć`);
    const pages = [1, 0, 300, 2].map((length, page) =>
      Array.from({ length }, (_, row) =>
        names.map((_, i) =>
          (row + i) % 3 === 0 ? undefined : `${page} ${row} ${i} 你好 ${'x'.repeat(i * 20)}`,
        ),
      ),
    );
    async function* give() {
      for (const page of pages) yield page;
    }
    const chunks = await Array.fromAsync(toParquet(names, give()));
    const rows = await readFileRows('several.parquet', Buffer.concat(chunks));
    assert.equal(rows.length, 303);
    for (const [i, row] of pages.flat().entries())
      assert.deepEqual(
        names.map((name) => rows[i]?.[name] ?? undefined),
        row,
      );
    assert.equal(
      (await readFileRows('none.parquet', Buffer.concat(await Array.fromAsync(toParquet(['a'], give0())))))
        .length,
      0,
    );
  });
});

async function* give0(): AsyncGenerator<unknown[][]> {}

test('more members than a page are all there, and counted', { timeout: 120_000 }, async () => {
  const people = Array.from({ length: 1203 }, (_, i) =>
    anIdentify({ userId: `person-${i}`, traits: { group: 'crowd' } }),
  );
  for (let i = 0; i < people.length; i += 400) await server.send(people.slice(i, i + 400));
  await server.settle();
  const { text } = await server.api('GET', '/api/segments/crowd/export?purpose=service');
  const rows = await read(text);
  assert.equal(new Set(rows.map(({ id }) => id)).size, 1203);
  const { body } = await server.api<{ total: number; items: unknown[] }>(
    'GET',
    '/api/segments/crowd/members?purpose=service&limit=7',
  );
  assert.deepEqual([body.total, body.items.length], [1203, 7]);
  assert.equal((await Array.fromAsync(toCsv(['a'], give0()))).join(''), 'a\r\n');
});

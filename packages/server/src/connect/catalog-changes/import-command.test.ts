// The command against a running server: what it prints, and how it ends.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { systemClock } from '../../platform/clock/index.ts';
import { startTestServer, type TestServer, testAdminKey } from '../../testing/index.ts';
import { runCatalogImport } from './import-command.ts';

let server: TestServer;
let folder: string;
before(async () => {
  server = await startTestServer();
  folder = await mkdtemp(join(tmpdir(), 'rapport-test-'));
});
after(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

async function run(argv: string[], env: Record<string, string> = { RAPPORT_ADMIN_KEY: testAdminKey }) {
  const printed = { out: '', err: '' };
  const to = (name: 'out' | 'err') => ({
    write: (text: string) => {
      printed[name] += text;
    },
  });
  const code = await runCatalogImport([...argv, '--url', server.url], {
    ...{ out: to('out'), err: to('err'), cwd: folder, env, clock: systemClock() },
    signal: new AbortController().signal,
  });
  return { code, ...printed };
}

test('a packed file is imported, and its rejects are named', async () => {
  await writeFile(join(folder, 'stores.csv.gz'), gzipSync('id,name,shelf\nA,"Główny, 1",\nB,Second,3\n'));
  const first = await run(['stores.csv.gz', '--catalog', 'store']);
  assert.equal(first.code, 0);
  assert.match(first.out, /^2 rows, 1 objects stored, 1 rows rejected/);
  assert.match(first.err, /Row 2: shelf: The type "store" has no such field/);
  const again = await run(['stores.csv.gz', '--catalog', 'store', '--ignore-unknown-fields']);
  assert.match(again.out, /^2 rows, 2 objects stored, 0 rows rejected/);
  const { body } = await server.api<{ title: string }>('GET', '/api/catalog/objects/store/A');
  assert.equal(body.title, 'Główny, 1');
});

test('what cannot be says why, and ends with 1', async () => {
  await writeFile(join(folder, 'one.ndjson'), '{"id":1}\n');
  for (const [argv, env, says] of [
    [['one.ndjson', '--catalog', 'nothing'], undefined, /has no type "nothing"/],
    [['one.ndjson', '--catalog', 'store'], {}, /--api-key/],
    [['one.ndjson', '--catalog', 'store', '--api-key', 'wrong'], undefined, /API key/],
    [['missing.csv', '--catalog', 'store'], undefined, /There is no file/],
    [['--catalog', 'store'], undefined, /Name one file/],
    [['one.ndjson', '--catalog', 'store', '--colour'], undefined, /Usage/],
  ] as const) {
    const { code, err } = await run([...argv], env as Record<string, string> | undefined);
    assert.deepEqual([code, says.test(err)], [1, true], err);
  }
  assert.equal((await run(['--help'])).code, 0);
});

// The first start makes what a newcomer needs to get in, and says it once, by the first start that succeeds.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type Rapport, startRapport } from './main.ts';
import { parseConfig } from './platform/config/index.ts';
import { createTestDatabase, type TestDatabase } from './testing/index.ts';

let database: TestDatabase;
let dataDir: string;
before(async () => {
  database = await createTestDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'rapport-test-'));
});
after(async () => {
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

const start = (port = 0): Promise<Rapport> =>
  startRapport(
    parseConfig({
      RAPPORT_PORT: String(port),
      RAPPORT_DATA_DIR: dataDir,
      RAPPORT_DATABASE_URL: database.url,
      RAPPORT_LOG_LEVEL: 'silent',
    }),
  );

async function signIn({ url, member }: Rapport, password: string): Promise<number> {
  const response = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ email: member.email, password }),
  });
  return response.status;
}

test('password and key survive starts that fail, and are shown once', { timeout: 60_000 }, async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address() as { port: number };
  await assert.rejects(start(port), /taken/);
  other.close();
  // As a start leaves it that is killed in the middle of making the member.
  await database.db.query('update members set workspace_id = null');
  await database.db.query('delete from member_credentials');

  const first = await start();
  const { password } = first.member;
  assert.ok(password !== undefined, 'whoever starts can learn the password');
  assert.equal(await signIn(first, password), 200);
  assert.equal(first.adminKeyIsNew, true);
  await first.stop();

  const second = await start();
  assert.deepEqual([second.member.password, second.adminKeyIsNew], [undefined, false]);
  assert.equal(second.adminKey, first.adminKey);
  assert.equal(await signIn(second, password), 200, 'it is still the password');
  await second.stop();
  assert.doesNotMatch(JSON.stringify(await database.db.query('select * from secrets')), new RegExp(password));
});

// The first start makes what a newcomer needs to get in, and says it once, by the first start that succeeds.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
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

const start = (env: Record<string, string> = {}): Promise<Rapport> =>
  startRapport(
    parseConfig({
      RAPPORT_PORT: '0',
      RAPPORT_DATA_DIR: dataDir,
      RAPPORT_DATABASE_URL: database.url,
      RAPPORT_LOG_LEVEL: 'silent',
      ...env,
    }),
  );

async function askWith({ url }: Rapport, key: string): Promise<number> {
  const response = await fetch(`${url}/api/sources`, { headers: { authorization: `Bearer ${key}` } });
  return response.status;
}

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
  await assert.rejects(start({ RAPPORT_PORT: String(port) }), /taken/);
  other.close();
  // As a start leaves it that is killed in the middle of making the member.
  await database.db.query('update members set workspace_id = null');
  await database.db.query('delete from member_credentials');

  const first = await start();
  const { password } = first.member;
  assert.ok(password !== undefined, 'whoever starts can learn the password');
  assert.equal(await signIn(first, password), 200);
  const { adminKey } = first;
  assert.ok(adminKey !== undefined, 'and the key');
  assert.equal(await askWith(first, adminKey), 200);
  await first.stop();
  await assertNotKept(password, adminKey);

  const second = await start();
  assert.deepEqual([second.member.password, second.adminKey], [undefined, undefined]);
  assert.equal(await askWith(second, adminKey), 200, 'it is still the key');
  assert.equal(await signIn(second, password), 200, 'it is still the password');
  const lent = await second.lendKey();
  assert.equal(await askWith(second, lent.key), 200);
  await lent.giveBack();
  await second.stop();
  await assertNotKept(password, adminKey, lent.key);

  const third = await start({ RAPPORT_ADMIN_KEY: 'a-key-of-the-environment' });
  assert.equal(await askWith(third, lent.key), 401, 'what was lent is over');
  assert.deepEqual([await askWith(third, adminKey), third.adminKey], [401, undefined]);
  await third.stop();
  const fourth = await start();
  assert.equal(await askWith(fourth, 'a-key-of-the-environment'), 401);
  assert.equal(await askWith(fourth, adminKey), 200, 'the generated key again, though nobody keeps it');
  await fourth.stop();
});

test('a key that an earlier version kept in clear text is one still, and in clear text no more', async () => {
  const key = 'rapport_kept-in-clear-text';
  await database.db.query(`update secrets set value = $1 where name = 'admin_key'`, [key]);
  await database.db.query(`insert into secrets values ('first_start_shown', 'yes', $1)`, [new Date()]);
  const folder = join(import.meta.dirname, '../migrations');
  await database.db.query(await readFile(join(folder, '0007-keys-shown.sql'), 'utf8'));
  await assertNotKept(key);
  const rapport = await start();
  assert.equal(rapport.adminKey, undefined);
  assert.equal(await askWith(rapport, key), 200);
  await rapport.stop();
});

/** No table holds one of these in clear text. */
async function assertNotKept(...texts: string[]): Promise<void> {
  for (const table of ['secrets', 'api_keys', 'members', 'member_credentials']) {
    const kept = JSON.stringify(await database.db.query(`select * from ${table}`));
    for (const text of texts) assert.ok(!kept.includes(text), `${table} holds what was shown once`);
  }
}

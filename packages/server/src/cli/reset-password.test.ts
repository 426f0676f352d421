// Who forgot a password gets a new one on the command line, with the engine that comes along.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type Rapport, startRapport } from '../main.ts';
import { parseConfig } from '../platform/config/index.ts';
import { removePostgresElsewhere } from '../testing/end-to-end/spawned-server.ts';
import { createTestDatabase } from '../testing/index.ts';

const email = 'owner@rapport.localhost';
const firstPassword = 'the-password-that-was-forgotten';

let dataDir: string;
before(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'rapport-test-'));
});
after(async () => {
  await removePostgresElsewhere(dataDir);
  await rm(dataDir, { recursive: true, force: true });
});

const start = (env: Record<string, string> = {}): Promise<Rapport> =>
  startRapport(
    parseConfig({
      RAPPORT_PORT: '0',
      RAPPORT_DATA_DIR: dataDir,
      RAPPORT_MEMBER_PASSWORD: firstPassword,
      RAPPORT_LOG_LEVEL: 'silent',
      ...env,
    }),
  );

type Ended = { code: number; out: string; err: string };

/** The command, as a process of its own. */
function reset(args: string[], env: Record<string, string> = {}): Promise<Ended> {
  const command = [join(import.meta.dirname, 'rapport.ts'), 'reset-password', ...args];
  const options = { env: { ...process.env, RAPPORT_DATA_DIR: dataDir, ...env } };
  return new Promise((resolve) => {
    execFile(process.execPath, command, options, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

const passwordIn = ({ out }: Ended): string => / is (\S+) \(shown once\)/.exec(out)?.[1] ?? '';

async function signIn({ url }: Rapport, password: string): Promise<{ status: number; cookie: string }> {
  const response = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ email, password }),
  });
  await response.arrayBuffer();
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
  return { status: response.status, cookie: cookies.join('; ') };
}

const isSignedIn = async ({ url }: Rapport, cookie: string): Promise<boolean> =>
  (await fetch(`${url}/api/session`, { headers: { cookie } })).status === 200;

test('a new password signs in, the old one and old sessions do not', { timeout: 120_000 }, async () => {
  const before = await start();
  const { status, cookie } = await signIn(before, firstPassword);
  assert.equal(status, 200);
  assert.ok(await isSignedIn(before, cookie));
  const running = await reset([email]);
  assert.deepEqual([running.code, running.out], [1, '']);
  assert.match(
    running.err,
    new RegExp(`^Rapport \\(process ${process.pid}\\) is running on .* Stop it .* run this again`),
  );
  assert.ok(await isSignedIn(before, cookie), 'nothing has changed');
  await before.stop();

  const unknown = await reset(['nobody@rapport.localhost']);
  assert.deepEqual([unknown.code, unknown.out], [1, '']);
  assert.match(unknown.err, /^No member has the e-mail address nobody@rapport\.localhost\. There is: owner@/);
  const done = await reset([' Owner@Rapport.localhost']);
  assert.equal(done.code, 0, done.err);
  const password = passwordIn(done);
  assert.ok(password.length >= 12, done.out);

  const after = await start();
  assert.equal((await signIn(after, firstPassword)).status, 401);
  assert.equal(await isSignedIn(after, cookie), false);
  assert.equal((await signIn(after, password)).status, 200);
  await after.stop();
});

test('with a database of its own, also while Rapport runs', { timeout: 60_000 }, async () => {
  const database = await createTestDatabase();
  const env = { RAPPORT_DATABASE_URL: database.url };
  const early = await reset([email], env);
  assert.equal(early.code, 1);
  assert.match(early.err, /nobody yet.*Start Rapport/);
  const rapport = await start(env);
  const { cookie } = await signIn(rapport, firstPassword);
  const done = await reset([email], { ...env, RAPPORT_DATA_DIR: join(dataDir, 'of another machine') });
  assert.equal(await isSignedIn(rapport, cookie), false);
  assert.equal((await signIn(rapport, passwordIn(done))).status, 200);
  await rapport.stop();
  await database.drop();
});

test('a wrong call changes nothing and makes nothing', async () => {
  const empty = await mkdtemp(join(tmpdir(), 'rapport-test-'));
  const nothing = await reset([email], { RAPPORT_DATA_DIR: join(empty, 'mistyped') });
  assert.equal(nothing.code, 1);
  assert.match(nothing.err, /^There is no data of Rapport in .*mistyped/);
  assert.deepEqual(await readdir(empty), []);
  await rm(empty, { recursive: true });
  for (const args of [[], ['a@example.com', 'b@example.com'], ['--now']]) {
    const { code, out } = await reset(args);
    assert.deepEqual([code, out.split('\n')[0]], [1, 'rapport reset-password E-MAIL']);
  }
  assert.equal((await reset(['--help'])).code, 0);
});

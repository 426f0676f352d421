// Chooses the account that PostgreSQL runs as. It refuses to run as root, and rightly so.
import { stat } from 'node:fs/promises';
import type { Log } from '../log/index.ts';
import { unusable } from './faults.ts';
import { type Account, runProgram } from './program.ts';

const ourName = 'rapport';

/**
 * Undefined when Rapport runs as an ordinary user: PostgreSQL then runs as the same one. For root, in this order: the
 * owner of the first of `paths` that exists and is not root's (so a cluster keeps its account, whatever accounts are
 * added later), `rapport`, `postgres`, a new system account `rapport`, `nobody`.
 */
export async function chooseAccount(paths: readonly string[], log: Log): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const account =
    (await findOwner(paths)) ??
    (await findAccount(ourName)) ??
    (await findAccount('postgres')) ??
    (await createAccount(log)) ??
    (await findAccount('nobody'));
  if (account === undefined) {
    throw unusable(
      'no_account',
      'PostgreSQL may not run as root, and this system has no account for it. Create one (useradd --system rapport), start Rapport as an ordinary user, or set RAPPORT_DATABASE_URL.',
    );
  }
  const { code } = await runProgram('/bin/sh', ['-c', 'exit 0'], account).catch((error: Error) => {
    throw unusable(
      'no_account',
      `PostgreSQL may not run as root, and this process may not switch to the account ${account.name} (${error.message}). Start Rapport as an ordinary user or set RAPPORT_DATABASE_URL.`,
      error,
    );
  });
  if (code !== 0) throw unusable('no_account', `The account ${account.name} cannot run /bin/sh.`);
  return account;
}

async function findOwner(paths: readonly string[]): Promise<Account | undefined> {
  for (const path of paths) {
    const found = await stat(path).catch(() => undefined);
    if (found === undefined || found.uid === 0) continue;
    const { stdout } = await runProgram('id', ['-un', String(found.uid)]);
    return { name: stdout.trim() || String(found.uid), uid: found.uid, gid: found.gid };
  }
  return undefined;
}

export async function findAccount(name: string): Promise<Account | undefined> {
  const [user, group] = await Promise.all([runProgram('id', ['-u', name]), runProgram('id', ['-g', name])]);
  if (user.code !== 0 || group.code !== 0) return undefined;
  const uid = Number(user.stdout);
  const gid = Number(group.stdout);
  return uid > 0 ? { name, uid, gid } : undefined;
}

/** Every distribution has one of these; all make an account that nobody can sign in to. */
const creations: readonly (readonly [string, ...string[]])[] = [
  [
    'useradd',
    '--system',
    '--user-group',
    '--no-create-home',
    '--home-dir',
    '/nonexistent',
    '--shell',
    '/bin/false',
    ourName,
  ],
  ['adduser', '--system', '--group', '--no-create-home', '--home', '/nonexistent', ourName],
];

async function createAccount(log: Log): Promise<Account | undefined> {
  for (const [program, ...args] of creations) {
    const result = await runProgram(program, args).catch(() => undefined);
    const account = result?.code === 0 ? await findAccount(ourName) : undefined;
    if (account === undefined) continue;
    log.info({ account: ourName }, 'Created a system account for PostgreSQL, which may not run as root');
    return account;
  }
  log.warn(
    {},
    'No system account could be created for PostgreSQL; it runs as nobody, like other programs may',
  );
  return undefined;
}

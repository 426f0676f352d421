// The folder of the Unix socket: PostgreSQL's only door, which just its account and root can enter.
import { createHash } from 'node:crypto';
import { chown, lstat, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Account, holdsFor } from './program.ts';

/** Only part of the socket's name: nothing listens on a network port. */
export const port = 5432;

// A socket's path has at most 107 bytes on Linux and 103 on macOS.
const socketPathBytesMax = 103;
const toSocket = (folder: string): string => join(folder, `.s.PGSQL.${port}`);

/**
 * Makes the folder beside PostgreSQL's files, or, when that path is too long for a socket, one with a short name in
 * the system's folder for temporary files. Call it when no PostgreSQL runs in `place`: it empties the folder.
 */
export async function makeSocketFolder(place: string, account: Account | undefined): Promise<string> {
  const beside = join(place, 'socket');
  if (Buffer.byteLength(toSocket(beside)) <= socketPathBytesMax) {
    await mkdir(beside, { recursive: true, mode: 0o700 });
    if (account !== undefined) await chown(beside, account.uid, account.gid);
    return emptied(beside);
  }
  const temporary = await findTemporaryFolder(account);
  const name = `rapport-${createHash('sha256').update(place).digest('hex').slice(0, 12)}`;
  const owner = account?.uid ?? process.getuid?.();
  const wanted = join(temporary, name);
  await mkdir(wanted, { mode: 0o700 }).then(
    () => (account === undefined ? undefined : chown(wanted, account.uid, account.gid)),
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    },
  );
  const found = await lstat(wanted);
  if (found.isDirectory() && found.uid === owner && (found.mode & 0o077) === 0) return emptied(wanted);
  // Somebody else took the name. We must not listen in a folder that is theirs.
  const own = await mkdtemp(join(temporary, 'rapport-'));
  if (account !== undefined) await chown(own, account.uid, account.gid);
  return own;
}

async function findTemporaryFolder(account: Account | undefined): Promise<string> {
  for (const folder of [tmpdir(), '/tmp', '/var/tmp']) {
    const socket = toSocket(join(folder, 'rapport-0123456789ab'));
    const isShort = Buffer.byteLength(socket) <= socketPathBytesMax;
    if (isShort && (await holdsFor(account, 'test -x "$1"', folder))) return folder;
  }
  return '/tmp';
}

/** Sockets of a killed server carry a lock file with a process id, which another process may have by now. */
async function emptied(folder: string): Promise<string> {
  const names = await readdir(folder);
  await Promise.all(names.filter(isSocketFile).map((name) => rm(join(folder, name), { force: true })));
  return folder;
}

const isSocketFile = (name: string): boolean => name.startsWith('.s.PGSQL.');

// One process per data directory: a lock that the kernel holds for us and drops when the process ends, however it ends.
//
// A file with a process id in it goes stale: the process is killed, its id is given to another process, two starters
// clear the same stale file at once, or the holder lives in another container and its id means nothing here. A lock on
// an open file has none of these troubles. Node offers no such lock itself, but SQLite, which is part of Node, takes
// one (POSIX record locks) with BEGIN EXCLUSIVE, and it writes nothing to the file for that.
//
// Mind: POSIX drops such locks when the same process closes *any* handle on the file. Nothing else in this process
// may open `rapport.lock`. The process id for messages therefore lies in a file of its own.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@rapport/protocol';
import type { Log } from '../log/index.ts';
import { unusable } from './faults.ts';

/** Keeps the handles alive: a collected handle would drop its lock. */
const held = new Set<DatabaseSync>();

// The primary result codes of SQLite.
const sqliteBusy = 5;
const sqliteReadOnly = 8;
const sqliteFull = 13;
const sqliteCannotOpen = 14;
const sqliteNotADatabase = 26;

/** Holds the directory until `release` or the end of the process. Throws `data_directory_in_use`, naming the holder. */
export async function lockDirectory(path: string, log: Log): Promise<{ release(): Promise<void> }> {
  const pidFile = join(path, 'rapport.pid');
  const handle = await takeLock(path, pidFile);
  held.add(handle);
  const previous = await findPid(pidFile);
  if (previous !== undefined)
    log.info({ pid: previous }, 'The previous run did not stop cleanly; clearing up after it');
  // Only for messages: a full disk shows itself at the next step, with better words.
  await writeFile(pidFile, `${process.pid}\n`).catch(() => undefined);
  return {
    async release() {
      if (!held.delete(handle)) return;
      await rm(pidFile, { force: true }).catch(() => undefined);
      handle.close();
    },
  };
}

/** Long enough for a killed process to be cleared away, with all its memory, by the kernel. */
const patienceMs = 1000;

async function takeLock(path: string, pidFile: string): Promise<DatabaseSync> {
  const file = join(path, 'rapport.lock');
  const end = performance.now() + patienceMs;
  for (;;) {
    const handle = await tryLock(path, file);
    if (handle !== undefined) return handle;
    if (performance.now() > end) throw await inUse(path, pidFile);
    await sleep(25);
  }
}

/** Undefined when somebody else has the lock. */
async function tryLock(path: string, file: string): Promise<DatabaseSync | undefined> {
  let handle: DatabaseSync | undefined;
  try {
    handle = new DatabaseSync(file, { timeout: 0 });
    // Never a journal file, and never a write: the lock is all that is wanted.
    handle.exec('pragma journal_mode = memory');
    handle.exec('begin exclusive');
    return handle;
  } catch (error) {
    handle?.close();
    const code = ((error as { errcode?: number }).errcode ?? 0) & 0xff;
    if (code === sqliteBusy) return undefined;
    if (code === sqliteReadOnly || code === sqliteCannotOpen) throw await whyNotWritable(file, error);
    if (code === sqliteFull) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    if (code === sqliteNotADatabase) {
      throw unusable(
        'damaged',
        `${file} is not the file that Rapport made. Remove it and start again.`,
        error,
      );
    }
    throw unusable(
      'no_locks',
      `The disk of ${path} does not support file locks (${(error as Error).message}). Put the data directory on a local disk.`,
      error,
    );
  }
}

/** SQLite only says that it could not open the file; the file system says why. Never called while the lock is held. */
async function whyNotWritable(file: string, error: unknown): Promise<unknown> {
  return writeFile(file, '', { flag: 'a' }).then(
    () => error,
    (reason: unknown) => reason,
  );
}

async function inUse(path: string, pidFile: string): Promise<AppError> {
  const pid = await findPid(pidFile);
  const who = pid === undefined ? 'Another process' : `Another Rapport (process ${pid})`;
  return new AppError(
    'data_directory_in_use',
    `${who} is already running on the data directory ${path}. Stop it first, or give this one a directory of its own with RAPPORT_DATA_DIR.`,
    { pid },
  );
}

async function findPid(pidFile: string): Promise<number | undefined> {
  const text = await readFile(pidFile, 'utf8').catch(() => '');
  return /^\d+\n$/.test(text) ? Number(text) : undefined;
}

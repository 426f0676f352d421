// Clears what an earlier run left: a postmaster without its Rapport, or server processes without their postmaster.
//
// Called with the data directory locked, so no living Rapport owns what is found here. PostgreSQL itself refuses to
// start beside any of it, and must: two servers on one cluster destroy it. So nothing here removes its protections;
// the processes are ended, and `postmaster.pid` stays, because the shared memory that it names is what PostgreSQL
// checks for processes that we might have missed.
import { chown, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../log/index.ts';
import { unusable } from './faults.ts';
import { belongsTo, listProcessesOf, waitUntilGone } from './processes.ts';

/** Fast shutdown, then immediate, then none: each with the time it gets. */
const orderly = [
  ['SIGINT', 5000],
  ['SIGQUIT', 2000],
  ['SIGKILL', 2000],
] as const;

/** Without a postmaster the processes end by themselves, unless one is busy in a long statement. */
const leaderless = [
  [undefined, 150],
  ['SIGQUIT', 500],
  ['SIGKILL', 2000],
] as const;

/** Above every process id of any system: what PostgreSQL then finds is "no such process". */
const nobody = 999_999_999;

/**
 * Ends every process of the cluster in `data` and makes it startable. Resolves at once when the last shutdown was clean.
 * Throws `database_unusable` when a process does not end.
 */
export async function clearLeftovers(data: string, log: Log): Promise<void> {
  const pidFile = join(data, 'postmaster.pid');
  const text = await readFile(pidFile, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return;
  const pid = Number.parseInt(text, 10);
  if (pid > 0 && (await belongsTo(pid, data))) {
    log.info({ pid }, 'Stopping the PostgreSQL that a killed run left behind');
    await end([pid], orderly, data);
  }
  const rest = await listProcessesOf(data);
  if (rest.length > 0) {
    log.info({ pids: rest }, 'Ending PostgreSQL processes whose server was killed');
    await end(rest, leaderless, data);
  }
  await forgetPid(pidFile);
}

/**
 * PostgreSQL takes any living process of its account with the id in the file for its postmaster, and refuses to start.
 * Ids come again, in containers even the same one at each start. So the id is replaced and the rest of the file kept.
 */
async function forgetPid(pidFile: string): Promise<void> {
  const text = await readFile(pidFile, 'utf8').catch(() => undefined);
  // An orderly shutdown has removed the file.
  if (text === undefined) return;
  const { uid, gid } = await stat(pidFile);
  const changed = `${pidFile}.new`;
  await writeFile(changed, text.replace(/^[^\n]*\n?/, `${nobody}\n`), { mode: 0o600 });
  await chown(changed, uid, gid);
  await rename(changed, pidFile);
}

async function end(
  pids: readonly number[],
  steps: readonly (readonly [NodeJS.Signals | undefined, number])[],
  data: string,
): Promise<void> {
  for (const [signal, ms] of steps) {
    for (const pid of pids) {
      // Looked at again each time: an id may change hands while we wait.
      if (signal !== undefined && (await belongsTo(pid, data))) send(pid, signal);
    }
    if (await waitUntilGone(pids, ms)) return;
  }
  throw unusable(
    'leftovers',
    `PostgreSQL processes of an earlier run do not end (${pids.join(', ')}). End them (kill -9) and start again.`,
  );
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ESRCH') return;
    throw unusable(
      'leftovers',
      `A PostgreSQL of an earlier run (process ${pid}) belongs to another account: ${message}`,
      error,
    );
  }
}

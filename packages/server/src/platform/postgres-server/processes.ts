// Looks at the system's processes: which of them belong to the PostgreSQL of one folder.
import { createHash } from 'node:crypto';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runProgram } from './program.ts';

const onLinux = process.platform === 'linux';

/** Whether the process exists and has not ended. One that ended but was never waited for (a zombie) is not alive. */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  if (!onLinux) return true;
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // "pid (name) state …": the name may hold anything, also parentheses, so the state follows the last one.
  const state = text.charAt(text.lastIndexOf(')') + 2);
  return state !== '' && !'ZX'.includes(state);
}

/**
 * Whether the process is a PostgreSQL server process of the cluster in `cluster`. A process id alone proves nothing:
 * it may have been given to another program since.
 */
export async function belongsTo(pid: number, cluster: string): Promise<boolean> {
  if (!(await isAlive(pid))) return false;
  if (onLinux) {
    // All of PostgreSQL's processes live in the folder of their cluster.
    const [folder, program] = await Promise.all([
      readlink(`/proc/${pid}/cwd`).catch(() => ''),
      readlink(`/proc/${pid}/exe`).catch(() => ''),
    ]);
    return folder === cluster && basename(program).startsWith('postgres');
  }
  const { stdout } = await runProgram('ps', ['-ww', '-o', 'command=', '-p', String(pid)]);
  return isCommandOf(stdout, cluster);
}

/** The processes of a cluster, the postmaster among them if it runs. */
export async function listProcessesOf(cluster: string): Promise<number[]> {
  if (onLinux) {
    const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
    const ours = await Promise.all(pids.map((pid) => belongsTo(pid, cluster)));
    return pids.filter((_, index) => ours[index]);
  }
  const { stdout } = await runProgram('ps', ['-axww', '-o', 'pid=,command=']);
  return stdout
    .split('\n')
    .filter((line) => isCommandOf(line, cluster))
    .map((line) => Number.parseInt(line, 10));
}

/** A name for the cluster that shows in the titles of its processes, which do not name their folder. */
export const toClusterName = (cluster: string): string =>
  `rapport-${createHash('sha256').update(cluster).digest('hex').slice(0, 12)}`;

function isCommandOf(command: string, cluster: string): boolean {
  return (
    command.includes(`postgres: ${toClusterName(cluster)}: `) || command.includes(`postgres -D ${cluster} `)
  );
}

/** Resolves true as soon as all have ended, false when one is still alive after `ms`. */
export async function waitUntilGone(pids: readonly number[], ms: number): Promise<boolean> {
  const end = performance.now() + ms;
  for (let pause = 5; ; pause = Math.min(pause * 1.5, 100)) {
    const alive = await Promise.all(pids.map(isAlive));
    if (!alive.some(Boolean)) return true;
    if (performance.now() >= end) return false;
    await sleep(pause);
  }
}

// What a process and all that it started cost: processor time and memory, as Linux counts them.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

type Stat = { pid: number; parent: number; ticks: number };

const ticksPerSecond = Number(spawnSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }).stdout) || 100;

/** The process and everything below it that is alive. */
function listTree(root: number): Stat[] {
  const all = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? readStat(Number(name)) : []));
  const children = Map.groupBy(all, (stat) => stat.parent);
  const tree = all.filter((stat) => stat.pid === root);
  for (const { pid } of tree) tree.push(...(children.get(pid) ?? []));
  return tree;
}

/** Empty when the process has just ended. */
function readStat(pid: number): Stat[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is a name in parentheses that may hold anything; the state follows the last of them.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    // utime and stime are its own, cutime and cstime those of children that ended and were waited for.
    const [utime = 0, stime = 0, cutime = 0, cstime = 0] = fields.slice(11, 15);
    return [{ pid, parent: fields[1] as number, ticks: utime + stime + cutime + cstime }];
  } catch {
    return [];
  }
}

/** Seconds of processor time that the process and its children used until now, those that have ended included. */
export const cpuSeconds = (root: number): number =>
  listTree(root).reduce((sum, { ticks }) => sum + ticks, 0) / ticksPerSecond;

export type Memory = { pssBytes: number; anonymousBytes: number };

/**
 * Proportional set size of the process and its children: each page counts once, however many share it. The part that
 * is not of files (and so cannot be dropped) is named too.
 */
export function memoryOf(root: number): Memory {
  const sum = { pssBytes: 0, anonymousBytes: 0 };
  for (const { pid } of listTree(root)) {
    const text = readRollup(pid);
    const field = (name: string): number =>
      1024 * Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0);
    sum.pssBytes += field('Pss');
    sum.anonymousBytes += field('Pss') - field('Pss_File');
  }
  return sum;
}

function readRollup(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  } catch (error) {
    // It ended between two looks. A process that may not be read would make the sum a lie.
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return '';
    throw error;
  }
}

/** Waits until the tree has used less than a tenth of a core for two seconds: merges and vacuum are done. */
export async function waitUntilIdle(root: number, secondsMax = 30): Promise<void> {
  let quiet = 0;
  for (let second = 0; second < secondsMax && quiet < 2; second += 1) {
    const before = cpuSeconds(root);
    await sleep(1000);
    quiet = cpuSeconds(root) - before < 0.1 ? quiet + 1 : 0;
  }
}

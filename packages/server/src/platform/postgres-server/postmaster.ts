// One run of PostgreSQL: started, waited for until it takes connections, and watched until it ends.
//
// It runs in a process group and session of its own. In ours, Ctrl-C in a terminal would reach PostgreSQL at the same
// moment as Rapport, and answers in flight would be lost while Rapport still drains. The price: a kill of our whole
// group does not reach it either. So beside each run stands a guard, a shell that waits for the end of a pipe that only
// this process holds open. When this process ends without saying so, in whatever way, the pipe ends and the guard asks
// PostgreSQL for a fast shutdown. Should the guard be killed too, the next start clears up (leftovers.ts).
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log/index.ts';
import { type LogLine, parseLogLine, toLevel } from './log-lines.ts';
import { toClusterName } from './processes.ts';
import { type Account, asAccount } from './program.ts';
import { type Settings, settingsOfEmbedded, toArguments } from './settings.ts';
import { port } from './socket.ts';

export type Launch = {
  readonly program: string;
  readonly account: Account | undefined;
  /** The folder of the cluster; absolute, without symbolic links. */
  readonly data: string;
  readonly socketFolder: string;
  readonly settings: Settings;
};

export type Exit = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

export type Postmaster = {
  readonly pid: number;
  readonly exited: Promise<Exit>;
  signal(signal: NodeJS.Signals): void;
  /** Resolves true when it takes connections, false when it ended before. */
  ready(): Promise<boolean>;
  /** The last FATAL or PANIC that it gave as its reason to end. Ask when it has ended. */
  findFault(): Promise<LogLine | undefined>;
};

/** Starts the process. Rejects when the program cannot be run. */
export async function launchPostmaster(launch: Launch, log: Log): Promise<Postmaster> {
  const child = spawn(launch.program, ['-D', launch.data, ...toSettings(launch)], {
    ...asAccount(launch.account),
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const pid = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('spawn', () => resolve(child.pid as number));
  });
  const dismissGuard = postGuard(pid, launch.account, log);
  let ended: Exit | undefined;
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => {
      ended = { code, signal };
      dismissGuard();
      resolve(ended);
    });
  });
  const findFault = forwardLog(child, log);
  return {
    pid,
    exited,
    signal: (signal) => void child.kill(signal),
    ready: () => waitUntilReady(launch.data, pid, () => ended !== undefined, log),
    findFault,
  };
}

function toSettings({ socketFolder, data, settings }: Launch): string[] {
  return toArguments(settingsOfEmbedded, settings, {
    // Quoted, as the setting is a list: a comma in the path would make two of it.
    unix_socket_directories: `"${socketFolder.replaceAll('"', '""')}"`,
    port,
    cluster_name: toClusterName(data),
  });
}

/**
 * Returns how to send the guard away. A line on its pipe means "not needed any more"; the pipe's end without a line
 * means that this process is gone.
 */
function postGuard(pid: number, account: Account | undefined, log: Log): () => void {
  const script = `trap '' INT TERM HUP; read -r word || kill -INT ${pid}`;
  const guard = spawn('/bin/sh', ['-c', script], {
    ...asAccount(account),
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.once('error', (error) => log.warn({ err: error }, 'PostgreSQL runs without a guard'));
  guard.stdin.on('error', () => undefined);
  guard.unref();
  return () => guard.stdin.end('dismissed\n');
}

function forwardLog(child: ChildProcess, log: Log): () => Promise<LogLine | undefined> {
  let fault: LogLine | undefined;
  // Before it can log (no control file, a library that does not load) it says why in free form.
  const freeForm: string[] = [];
  const lines = createInterface({ input: child.stderr as Readable });
  const closed = once(lines, 'close');
  lines.on('line', (text) => {
    const line = parseLogLine(text);
    if (line === undefined) {
      if (freeForm.length < 5 && !text.startsWith('\t')) freeForm.push(text.trim());
      return;
    }
    if (/^(postmaster|startup)$/.test(line.process) && /^(FATAL|PANIC)$/.test(line.severity)) fault = line;
    const level = toLevel(line);
    if (level !== undefined)
      log[level]({ postgres: line.process, code: line.code }, `PostgreSQL: ${line.message}`);
  });
  return async () => {
    // The pipe can outlive the postmaster (its children hold it too), so the end of it is not waited for long.
    await Promise.race([closed, sleep(200)]);
    if (fault !== undefined || freeForm.length === 0) return fault;
    return { process: 'postmaster', code: '00000', severity: 'FATAL', message: freeForm.join(' ') };
  };
}

/**
 * Reads what the postmaster says of itself in `postmaster.pid`, as pg_ctl does: "ready" is there only after crash
 * recovery. No limit of time: recovery takes what it takes, and giving up would only begin it anew.
 */
async function waitUntilReady(
  data: string,
  pid: number,
  hasEnded: () => boolean,
  log: Log,
): Promise<boolean> {
  const pidFile = join(data, 'postmaster.pid');
  const started = performance.now();
  let nextWord = 5000;
  while (!hasEnded()) {
    const lines = (await readFile(pidFile, 'utf8').catch(() => '')).split('\n');
    if (Number(lines[0]) === pid && lines[7]?.trim() === 'ready') return true;
    const waited = performance.now() - started;
    if (waited > nextWord) {
      log.info(
        { seconds: Math.round(waited / 1000) },
        'Waiting for PostgreSQL, which is recovering from a crash',
      );
      nextWord *= 2;
    }
    await sleep(waited < 1000 ? 5 : 50);
  }
  return false;
}

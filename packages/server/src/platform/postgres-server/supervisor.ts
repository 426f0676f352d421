// Keeps PostgreSQL running: starts it, starts it again when it ends unasked, and stops it.
//
//            launch                ready
//   down ───────────▶ starting ───────────▶ up ──── ends unasked ───▶ down (at once, then 100 ms … 5 s between tries)
//    ▲                   │ ends before                 │ stop()
//    └───────────────────┘                             └──▶ stopping: SIGINT, 6 s, SIGQUIT, 1.5 s, SIGKILL ──▶ stopped
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log/index.ts';
import { diskFull, unusable } from './faults.ts';
import { clearLeftovers } from './leftovers.ts';
import type { LogLine } from './log-lines.ts';
import { type Exit, type Launch, launchPostmaster, type Postmaster } from './postmaster.ts';

export type Supervised = {
  onRestart(listener: () => void): () => void;
  stop(): Promise<void>;
  pid(): number | undefined;
};

const backoffMsMin = 100;
const backoffMsMax = 5000;
/** A run at least this long was a good one: the next restart is immediate again. */
const steadyMs = 10_000;
const fastShutdownMs = 6000;
const immediateShutdownMs = 1500;
/** How often a start is tried again while processes of the last run still hold its shared memory. */
const busyTries = 20;
const busyPauseMs = 250;

/** SQLSTATE lock_file_exists: also what PostgreSQL answers while shared memory of the last run is in use. */
const lockFileExists = 'F0001';

/** Starts PostgreSQL and resolves when it takes connections. Throws `database_unusable` when the first start fails. */
export async function superviseServer(
  launch: Launch,
  connect: () => Promise<void>,
  log: Log,
): Promise<Supervised> {
  const listeners = new Set<() => void>();
  const stopping = new AbortController();
  let current: Postmaster | undefined;

  const startOnce = async (): Promise<void> => {
    await startReady(launch, log, stopping.signal, (postmaster) => {
      current = postmaster;
    });
    await connect();
  };
  const restart = async (pauseFirst: number): Promise<void> => {
    for (let pause = pauseFirst; !stopping.signal.aborted; pause = nextPause(pause)) {
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      try {
        return await startOnce();
      } catch (error) {
        if (stopping.signal.aborted) return;
        log.error({ err: error }, `PostgreSQL could not be restarted yet: ${(error as Error).message}`);
        await halt(current);
        current = undefined;
      }
    }
  };
  const watch = async (): Promise<void> => {
    let pause = 0;
    while (current !== undefined && !stopping.signal.aborted) {
      const upSince = performance.now();
      const exit = await current.exited;
      if (stopping.signal.aborted) return;
      const downSince = performance.now();
      pause = downSince - upSince > steadyMs ? 0 : pause;
      log.error({ pid: current.pid, ...exit }, 'PostgreSQL ended unexpectedly; restarting it');
      current = undefined;
      await restart(pause);
      pause = nextPause(pause);
      if (stopping.signal.aborted) return;
      const ms = Math.round(performance.now() - downSince);
      log.warn({ ms }, 'PostgreSQL is running again');
      for (const listener of listeners) callListener(listener, log);
    }
  };

  try {
    await startOnce();
  } catch (error) {
    await halt(current);
    throw error;
  }
  const watching = watch();
  let stopped: Promise<void> | undefined;
  return {
    onRestart(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stop() {
      stopped ??= (async () => {
        stopping.abort();
        // A restart that was under way may bring up one more before it notices.
        for (let done = false; !done; done = await endsWithin(watching, 100)) await halt(current);
        // Nothing of it outlives the stop: who waits for us may go on to copy or remove the files.
        await clearLeftovers(launch.data, log);
      })();
      return stopped;
    },
    pid: () => current?.pid,
  };
}

const nextPause = (pause: number): number => Math.min(Math.max(backoffMsMin, pause * 2), backoffMsMax);

function callListener(listener: () => void, log: Log): void {
  try {
    listener();
  } catch (error) {
    log.error({ err: error }, 'A listener for the restart of PostgreSQL failed');
  }
}

/** Fast shutdown, then harsher: gone within eight seconds, and what was committed stays committed in each case. */
async function halt(postmaster: Postmaster | undefined): Promise<void> {
  if (postmaster === undefined) return;
  postmaster.signal('SIGINT');
  if (await endsWithin(postmaster.exited, fastShutdownMs)) return;
  postmaster.signal('SIGQUIT');
  if (await endsWithin(postmaster.exited, immediateShutdownMs)) return;
  postmaster.signal('SIGKILL');
  await postmaster.exited;
}

async function endsWithin(end: Promise<unknown>, ms: number): Promise<boolean> {
  const timer = new AbortController();
  const ended = end.then(() => true);
  const late = sleep(ms, false, { signal: timer.signal }).catch(() => false);
  return Promise.race([ended, late]).finally(() => timer.abort());
}

async function startReady(
  launch: Launch,
  log: Log,
  stopping: AbortSignal,
  onLaunch: (postmaster: Postmaster) => void,
): Promise<void> {
  for (let tries = 1; ; tries++) {
    await clearLeftovers(launch.data, log);
    if (stopping.aborted) throw unusable('stopped', 'PostgreSQL was stopped while it started.');
    const postmaster = await launchPostmaster(launch, log);
    onLaunch(postmaster);
    // The stop may have come while the process was being made, and then it has not been told.
    if (stopping.aborted) postmaster.signal('SIGINT');
    if (await postmaster.ready()) return;
    const exit = await postmaster.exited;
    const fault = await postmaster.findFault();
    if (fault?.code !== lockFileExists || tries === busyTries) throw toStartFault(exit, fault, launch.data);
    log.debug({ tries }, 'Processes of the last PostgreSQL still hold its memory; trying again');
    await sleep(busyPauseMs);
  }
}

function toStartFault(exit: Exit, fault: LogLine | undefined, data: string): Error {
  if (fault === undefined) {
    const how = exit.signal === null ? `code ${exit.code}` : `signal ${exit.signal}`;
    return unusable('unknown', `PostgreSQL ended while it started (${how}), without saying why.`);
  }
  if (/^53100$/.test(fault.code) || /No space left on device/.test(fault.message)) return diskFull(data);
  if (/^53200$/.test(fault.code) || /Cannot allocate memory/.test(fault.message)) {
    return unusable(
      'no_memory',
      `There is too little memory for PostgreSQL (${fault.message}). Rapport needs 2 GB.`,
    );
  }
  if (/^XX00[12]$/.test(fault.code)) {
    return unusable(
      'damaged',
      `PostgreSQL's files in ${data} are damaged (${fault.message}). Bring them back from a backup.`,
    );
  }
  return unusable('unknown', `PostgreSQL could not start on ${data}: ${fault.message}`);
}

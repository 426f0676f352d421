// Rapport as its users run it: a process of its own, on a folder and a port of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { adminKey, apiHeaders, writeKey } from './keys.ts';
import { endLater, makeFolder } from './temporary.ts';

export type Totals = { accepted: number; appended: number; duplicates: number; quarantined: number };

type Home = { events_total: number; people_known: number; people_anonymous: number };

export type Rapport = {
  url: string;
  pid: number;
  /** From starting the process until it said that it is ready, and was. */
  readyMs: number;
  /** Waits until everything accepted is visible everywhere. */
  settle(secondsMax?: number): Promise<void>;
  /** Settles, and throws unless every one of `events` is stored, once. */
  expectStored(events: number): Promise<void>;
  /** Throws unless there are so many people. To be asked when it has settled. */
  expectPeople(people: number): Promise<void>;
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
};

export type RapportOptions = {
  /** Kept when it ends. Without it there is a new one, which is removed. */
  dataDir?: string;
  env?: Record<string, string>;
};

/** Holds the senders back by 429 once this many events wait, so that a run measures the pipeline and not a backlog. */
export const heldBack = { RAPPORT_WAITING_MESSAGES_MAX: '100000' };

/** Starts it and waits until it is ready. On machines with more than two cores it gets two of them. */
export async function startRapport({ dataDir, env = {} }: RapportOptions = {}): Promise<Rapport> {
  const folder = dataDir === undefined ? await makeFolder() : undefined;
  const extra = (process.env.BENCH_SERVER_ARGS ?? '').split(' ').filter((arg) => arg !== '');
  const command = [
    process.execPath,
    ...extra,
    join('packages', 'server', 'src', 'cli', 'rapport.ts'),
    'start',
  ];
  if (availableParallelism() > 2) command.unshift('taskset', '-c', '0,1');
  const startedAt = performance.now();
  const child = spawn(command[0] as string, command.slice(1), {
    cwd: join(import.meta.dirname, '..'),
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      RAPPORT_PORT: '0',
      RAPPORT_DATA_DIR: dataDir ?? folder?.path,
      RAPPORT_ADMIN_KEY: adminKey,
      RAPPORT_WRITE_KEY: writeKey,
      ...env,
    },
  });
  const exited = once(child, 'exit');
  // Also when we fail in a way that leaves no time to wait for it.
  process.once('exit', () => child.kill('SIGTERM'));
  const stop = endLater(async () => {
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), 15_000);
    await exited;
    clearTimeout(late);
    await folder?.[Symbol.asyncDispose]();
  });
  const lines = createInterface({ input: child.stdout });
  const url = await new Promise<string>((resolve, reject) => {
    lines.on('line', (line) => {
      const found = /ready at (\S+)/.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
    exited.then(() => reject(new Error('Rapport ended before it was ready')));
  });
  while (!(await fetch(`${url}/health/ready`)).ok) await sleep(5);
  const readyMs = performance.now() - startedAt;
  return { url, pid: child.pid as number, readyMs, ...questions(url), stop, [Symbol.asyncDispose]: stop };
}

function questions(url: string): Pick<Rapport, 'settle' | 'expectStored' | 'expectPeople'> {
  async function ask(method: string, path: string, body?: object): Promise<Response> {
    return fetch(url + path, { method, headers: apiHeaders, body: body && JSON.stringify(body) });
  }
  /** In turns, as one request may take only so long. */
  async function settle(secondsMax = 1800): Promise<void> {
    const endAt = performance.now() + secondsMax * 1000;
    while (performance.now() < endAt) {
      const answer = await ask('POST', '/api/pipeline/settle', { timeout_ms: 60_000 });
      if (answer.status === 200) return;
      if (answer.status !== 504)
        throw new Error(`Settle was answered ${answer.status}: ${await answer.text()}`);
    }
    throw new Error(`Rapport has not settled within ${secondsMax} s`);
  }
  async function askHome(): Promise<Home> {
    return (await (await ask('GET', '/api/home?purpose=service')).json()) as Home;
  }
  return {
    settle,
    async expectPeople(people) {
      const home = await askHome();
      const found = home.people_known + home.people_anonymous;
      if (found !== people) throw new Error(`There are ${found} people instead of ${people}`);
    },
    async expectStored(events) {
      await settle();
      const { totals } = (await (await ask('GET', '/api/pipeline')).json()) as { totals: Totals };
      const home = await askHome();
      if (totals.appended === events && home.events_total === events) return;
      throw new Error(
        `Of ${events} accepted events ${home.events_total} are in the event store: ${JSON.stringify(totals)}`,
      );
    },
  };
}

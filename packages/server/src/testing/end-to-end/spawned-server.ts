// Rapport as a process of its own, as a user runs it, so that it can be killed like one.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, openClient } from '../client.ts';

const command = join(import.meta.dirname, '..', '..', 'cli', 'rapport.ts');
const adminKey = 'admin-key-of-the-spawned-server';
const writeKey = 'write-key-of-the-spawned-server';
const readyMsMax = 60_000;
const stopMsMax = 15_000;

export type SpawnedServer = Client & {
  /** The address of the running process; each start has another. */
  readonly url: string;
  /** Starts the process on the same data. Resolves when it says that it is ready. */
  start(): Promise<void>;
  /** Begins a start and does not wait for it, so that it can be killed half-way. */
  launch(): void;
  /** Kills the process (not its PostgreSQL) with SIGKILL and waits until it is gone. */
  kill(): Promise<void>;
  /** The process id of the embedded PostgreSQL, as its own pid file says. */
  findPostgresPid(): Promise<number>;
  /** Stops the process as a user does; kills it when it takes too long. Removes the data. */
  clear(): Promise<void>;
};

/** Prepares a server on an empty data directory. Nothing runs before `start`. */
export async function prepareSpawnedServer(env: Record<string, string> = {}): Promise<SpawnedServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rapport-spawned-'));
  let child: ChildProcess | undefined;
  let url = '';
  let said = '';

  function launch(): void {
    const started = spawn(process.execPath, [command, 'start'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        RAPPORT_PORT: '0',
        RAPPORT_DATA_DIR: dataDir,
        RAPPORT_ADMIN_KEY: adminKey,
        RAPPORT_WRITE_KEY: writeKey,
        ...env,
      },
    });
    child = started;
    url = '';
    said = '';
    createInterface({ input: started.stdout }).on('line', (line) => {
      const found = /ready at (http\S+)/.exec(line);
      if (found !== null && child === started) url = found[1] as string;
    });
    started.stderr.on('data', (bytes: Buffer) => {
      if (child === started) said = (said + bytes.toString('utf8')).slice(-4000);
    });
  }

  const running = (): boolean => child !== undefined && child.exitCode === null && child.signalCode === null;

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    if (child === undefined || !running()) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  async function clear(): Promise<void> {
    const late = setTimeout(() => child?.kill('SIGKILL'), stopMsMax);
    await end('SIGTERM').finally(() => clearTimeout(late));
    await removePostgresElsewhere(dataDir);
    await rm(dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }

  return {
    ...openClient(() => url || 'http://127.0.0.1:1', adminKey, writeKey),
    get url() {
      return url;
    },
    launch,
    async start() {
      launch();
      const until = performance.now() + readyMsMax;
      while (url === '') {
        if (!running()) throw new Error(`The server ended before it was ready: ${said}`);
        if (performance.now() > until) throw new Error(`The server was not ready in time: ${said}`);
        await sleep(10);
      }
    },
    kill: () => end('SIGKILL'),
    async findPostgresPid() {
      const text = await readFile(join(await findPostgresFolder(dataDir), 'data', 'postmaster.pid'), 'utf8');
      return Number.parseInt(text, 10);
    },
    clear,
  };
}

/** PostgreSQL's files lie in the data directory, or where the pointer file in it says. */
async function findPostgresFolder(dataDir: string): Promise<string> {
  const pointer = await readFile(join(dataDir, 'postgres-location.json'), 'utf8').catch(() => undefined);
  return pointer === undefined ? join(dataDir, 'postgres') : String(JSON.parse(pointer).postgres);
}

/** Removes the files of PostgreSQL where they lie outside the data directory. */
export async function removePostgresElsewhere(dataDir: string): Promise<void> {
  const folder = await findPostgresFolder(dataDir);
  if (!folder.startsWith(dataDir)) await rm(folder, { recursive: true, force: true });
}

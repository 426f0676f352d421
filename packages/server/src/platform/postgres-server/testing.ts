// For the tests of this folder: a scratch folder, servers that are stopped whatever happens, and a log that remembers.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { standingClock } from '../clock/index.ts';
import { type DataDirectory, openDataDirectory } from '../data-directory/index.ts';
import type { Log, LogFields } from '../log/index.ts';
import {
  type PostgresConnection,
  type PostgresServer,
  type PostgresServerOptions,
  startPostgresServer,
} from './index.ts';

export const isRoot = process.getuid?.() === 0;

export type LogEntry = { level: keyof Log; message: string; fields: LogFields };
export function recordingLog(): Log & { entries: LogEntry[]; text(): string } {
  const entries: LogEntry[] = [];
  const at = (level: keyof Log) => (fields: LogFields, message: string) =>
    void entries.push({ level, message, fields });
  const text = () =>
    entries.map(({ level, message, fields }) => `${level} ${message} ${JSON.stringify(fields)}`).join('\n');
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error'), entries, text };
}

export type Scratch = {
  path: string;
  log: ReturnType<typeof recordingLog>;
  open(path?: string): Promise<DataDirectory>;
  start(options?: Partial<PostgresServerOptions> & { path?: string }): Promise<PostgresServer>;
  /** Stops the server and lets go of its data directory. */
  stop(server: PostgresServer): Promise<void>;
  clear(): Promise<void>;
};

/** A folder that every account may enter, as folders under /srv or /opt are. */
export async function makeScratch(): Promise<Scratch> {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'rapport-test-')));
  await chmod(path, 0o755);
  const log = recordingLog();
  const running = new Map<PostgresServer, DataDirectory>();
  const open = (at = join(path, 'data')) =>
    openDataDirectory(at, log, standingClock(new Date('2026-03-01T12:00:00Z')));
  const stop = async (server: PostgresServer): Promise<void> => {
    const directory = running.get(server);
    running.delete(server);
    await server.stop();
    await directory?.release();
  };
  return {
    path,
    log,
    open,
    stop,
    async start({ path: at, ...options } = {}) {
      const dataDirectory = options.dataDirectory ?? (await open(at));
      try {
        const server = await startPostgresServer({ log, ...options, dataDirectory });
        running.set(server, dataDirectory);
        return server;
      } catch (error) {
        await dataDirectory.release();
        throw error;
      }
    },
    async clear() {
      await Promise.all([...running.keys()].map(stop));
      await rm(path, { recursive: true, force: true });
    },
  };
}

export async function query<Row = Record<string, unknown>>(
  connection: PostgresConnection,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ ...connection });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text, values)).rows as Row[];
  } finally {
    await client.end().catch(() => undefined);
  }
}

export const restarted = (server: PostgresServer): Promise<void> =>
  new Promise((resolve) => {
    const forget = server.onRestart(() => {
      forget();
      resolve();
    });
  });

export type OtherProcess = { process: ChildProcess; postgresPid: number; connection: PostgresConnection };

/** A Node process of its own that runs PostgreSQL on the directory until it is killed. */
export async function startElsewhere(path: string): Promise<OtherProcess> {
  const platform = dirname(import.meta.dirname);
  const script = `
    import { startPostgresServer } from ${JSON.stringify(join(platform, 'postgres-server', 'index.ts'))};
    import { openDataDirectory } from ${JSON.stringify(join(platform, 'data-directory', 'index.ts'))};
    import { systemClock } from ${JSON.stringify(join(platform, 'clock', 'index.ts'))};
    const log = { debug() {}, info() {}, warn() {}, error() {} };
    const dataDirectory = await openDataDirectory(process.argv[1], log, systemClock());
    const server = await startPostgresServer({ dataDirectory, log });
    console.log(JSON.stringify({ postgresPid: server.pid(), connection: server.connection }));
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
    env: { ...process.env, RAPPORT_ADMIN_KEY: 'a-secret-that-stays-here' },
  });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return { process: child, ...JSON.parse(String(line)) };
}

/** The guards of a PostgreSQL: shells that name its process id. Linux only. */
export async function listGuards(postgresPid: number): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const commands = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  );
  return pids.filter((_, index) => commands[index]?.includes(`kill -INT ${postgresPid}\0`)).map(Number);
}

export async function until(check: () => boolean | Promise<boolean>, ms: number): Promise<boolean> {
  const end = performance.now() + ms;
  while (!(await check())) {
    if (performance.now() > end) return false;
    await sleep(10);
  }
  return true;
}

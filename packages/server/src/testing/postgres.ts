// The PostgreSQL of the tests: one per run, on throw-away files, with a migrated database to copy from.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../platform/clock/index.ts';
import { openDataDirectory } from '../platform/data-directory/index.ts';
import { silentLog } from '../platform/log/index.ts';
import { migrate } from '../platform/migrations/index.ts';
import { openDatabase } from '../platform/postgres/index.ts';
import { settingsForThrowAwayData, startPostgresServer } from '../platform/postgres-server/index.ts';

/** Carries the address of the shared server from the global set-up to the processes of the test files. */
export const addressVariable = 'RAPPORT_TEST_POSTGRES';
export const templateName = 'rapport_test_template';

export type TestPostgres = {
  /** URL of its maintenance database. */
  address: string;
  /** Ends the server and removes its files. */
  stop(): Promise<void>;
};

/** The same server, another database. */
export function toDatabaseUrl(address: string, database: string): string {
  const url = new URL(address);
  url.pathname = `/${database}`;
  return url.href;
}

/** Starts a server in a temporary folder and makes the template database. */
export async function startTestPostgres(): Promise<TestPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'rapport-test-'));
  const dataDirectory = await openDataDirectory(join(folder, 'data'), silentLog, systemClock());
  const server = await startPostgresServer({
    dataDirectory,
    log: silentLog,
    // Each test file opens a pool of its own.
    settings: { ...settingsForThrowAwayData, max_connections: 200 },
  });
  const stop = async (): Promise<void> => {
    await server.stop();
    await dataDirectory.release();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const { host, port, user } = server.connection;
    const address = `postgres://${user}@localhost:${port}/postgres?host=${encodeURIComponent(host)}`;
    await makeTemplate(address);
    return { address, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function makeTemplate(address: string): Promise<void> {
  await runStatement(address, `create database ${templateName}`);
  const db = openDatabase({ connectionString: toDatabaseUrl(address, templateName) }, silentLog);
  try {
    await migrate(db, undefined, systemClock());
  } finally {
    await db.close();
  }
}

/** One statement outside of any transaction, on a connection of its own. */
export async function runStatement(address: string, text: string): Promise<void> {
  const db = openDatabase({ connectionString: address, connectionsMax: 1 }, silentLog);
  try {
    await db.query(text);
  } finally {
    await db.close();
  }
}

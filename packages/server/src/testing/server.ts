// The whole of Rapport in the process of a test file, on a free port, a database of its own and an empty event store.
//
// chDB holds one data directory per process: start one server per test file and share it between its tests.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfig } from '../platform/config/index.ts';
import type { Database } from '../platform/postgres/index.ts';
import { type Client, openClient } from './client.ts';
import { createTestDatabase } from './database.ts';

export const testAdminKey = 'test-admin-key-of-the-harness';
export const testWriteKey = 'test-write-key-of-the-website';
export const testMember = { email: 'owner@rapport.localhost', password: 'a-password-for-tests' };

export type TestServerOptions = {
  /** Configuration keys that differ from those of the harness, such as `{ RAPPORT_MESSAGE_BYTES_MAX: '2048' }`. */
  env?: Record<string, string>;
};

export type TestServer = Client & {
  url: string;
  adminKey: string;
  writeKey: string;
  /** What the API answers to, as `GET /path`; collect lies in front of it. */
  readonly routes: readonly string[];
  /** For looking into tables and for breaking them. */
  db: Database;
  databaseUrl: string;
  dataDir: string;
  /** Ends the server and starts it again on the same data; the url changes. */
  restart(env?: Record<string, string>): Promise<void>;
  /** Moves the server's clock forward by an ISO 8601 duration. */
  advance(duration: string): Promise<void>;
  stop(): Promise<void>;
};

/** Starts Rapport with its test clock open. Stop it in `after`, whatever happened. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  // Here and not at the top: tests of the platform use the database of this folder without loading all of Rapport.
  const { startRapport } = await import('../main.ts');
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'rapport-test-'));
  const start = (env: Record<string, string>) =>
    startRapport(parseConfig({ ...toEnvironment(database.url, dataDir), ...env }));
  const clear = async (): Promise<void> => {
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    let rapport = await start({ ...options.env });
    const client = openClient(() => rapport.url, testAdminKey, testWriteKey);
    return {
      ...client,
      get url() {
        return rapport.url;
      },
      get routes() {
        return rapport.routes;
      },
      adminKey: testAdminKey,
      writeKey: testWriteKey,
      db: database.db,
      databaseUrl: database.url,
      dataDir,
      async restart(env = {}) {
        await inTime(rapport.stop());
        rapport = await start({ ...options.env, ...env });
      },
      async advance(duration) {
        const answer = await client.api('POST', '/api/test/clock', { advance: duration });
        if (answer.status !== 200) throw new Error(`The test clock answered ${answer.status}`);
      },
      async stop() {
        await inTime(rapport.stop());
        await clear();
      },
    };
  } catch (error) {
    await clear();
    throw error;
  }
}

function toEnvironment(databaseUrl: string, dataDir: string): Record<string, string> {
  return {
    RAPPORT_PORT: '0',
    RAPPORT_DATA_DIR: dataDir,
    RAPPORT_DATABASE_URL: databaseUrl,
    RAPPORT_ADMIN_KEY: testAdminKey,
    RAPPORT_WRITE_KEY: testWriteKey,
    RAPPORT_MEMBER_EMAIL: testMember.email,
    RAPPORT_MEMBER_PASSWORD: testMember.password,
    RAPPORT_TEST_CLOCK: '1',
    RAPPORT_LOG_LEVEL: 'silent',
  };
}

const stopMsMax = 15_000;

async function inTime(stopping: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The server did not stop within ${stopMsMax} ms`)), stopMsMax);
  });
  await Promise.race([stopping, late]).finally(() => clearTimeout(timer));
}

// A database of its own for each test file: a copy of the migrated template, dropped at the end.
import { randomBytes } from 'node:crypto';
import { silentLog } from '../platform/log/index.ts';
import { type Database, openDatabase } from '../platform/postgres/index.ts';
import {
  addressVariable,
  runStatement,
  startTestPostgres,
  type TestPostgres,
  templateName,
  toDatabaseUrl,
} from './postgres.ts';

export type TestDatabase = {
  name: string;
  /** For RAPPORT_DATABASE_URL. */
  url: string;
  db: Database;
  /** Closes the pool and removes the database. */
  drop(): Promise<void>;
};

/**
 * Copies the template into a new database. With `empty` it holds nothing, for tests of the migrations themselves.
 * Uses the server of the whole run, or, when the file runs alone, starts one that ends with its last database.
 */
export async function createTestDatabase(options: { empty?: boolean } = {}): Promise<TestDatabase> {
  const postgres = await acquirePostgres();
  const name = `rapport_test_${process.pid}_${randomBytes(4).toString('hex')}`;
  const template = options.empty ? 'template1' : templateName;
  await runStatement(postgres.address, `create database ${name} template ${template}`);
  const url = toDatabaseUrl(postgres.address, name);
  const db = openDatabase({ connectionString: url, connectionsMax: 5 }, silentLog);
  return {
    name,
    url,
    db,
    async drop() {
      await db.close();
      await dropTestDatabase(postgres.address, name);
      await releasePostgres();
    },
  };
}

/** Removes a database, also when somebody is still connected. Refuses one that is not made for tests. */
export async function dropTestDatabase(address: string, name: string): Promise<void> {
  if (!/^\w*test\w*$/.test(name) || name === templateName) {
    throw new Error(`"${name}" is not the name of a database made for a test: it stays`);
  }
  await runStatement(address, `drop database if exists ${name} with (force)`);
}

let own: Promise<TestPostgres> | undefined;
let users = 0;

async function acquirePostgres(): Promise<Pick<TestPostgres, 'address'>> {
  const address = process.env[addressVariable];
  if (address !== undefined) return { address };
  users += 1;
  own ??= startTestPostgres();
  return own;
}

async function releasePostgres(): Promise<void> {
  if (own === undefined) return;
  users -= 1;
  if (users > 0) return;
  const { stop } = await own;
  own = undefined;
  await stop();
}

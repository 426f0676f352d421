// Runs once before all test files: starts the PostgreSQL that they share, with a migrated template database.
// Test files find it by the environment variable that this sets; see postgres.ts.
import { addressVariable, startTestPostgres } from './postgres.ts';

let stop: (() => Promise<void>) | undefined;

export async function globalSetup(): Promise<void> {
  const server = await startTestPostgres();
  stop = server.stop;
  process.env[addressVariable] = server.address;
}

export async function globalTeardown(): Promise<void> {
  delete process.env[addressVariable];
  await stop?.();
}

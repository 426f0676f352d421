// The embedded PostgreSQL from its npm package to a connection that works.
import { join } from 'node:path';
import pg from 'pg';
import type { DataDirectory } from '../data-directory/index.ts';
import type { Log } from '../log/index.ts';
import { chooseAccount } from './account.ts';
import { type Binaries, findBinaries, restoreSymlinks, toReachableBinaries } from './binaries.ts';
import { makeCluster, ownerName } from './cluster.ts';
import { clearLeftovers } from './leftovers.ts';
import { findPlaceOutside, makePlace, placeInside } from './place.ts';
import type { Launch } from './postmaster.ts';
import type { Settings } from './settings.ts';
import { makeSocketFolder, port } from './socket.ts';
import { superviseServer } from './supervisor.ts';

export type PostgresConnection = {
  /** The folder of the Unix socket, which PostgreSQL clients take for a host when it starts with a slash. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
};

export type PostgresServer = {
  /** Stays the same over restarts. */
  readonly connection: PostgresConnection;
  /** Where the files lie: usually inside the data directory, see README.md. */
  readonly files: string;
  /** Called after each unasked end, when it takes connections again. Returns how to stop listening. */
  onRestart(listener: () => void): () => void;
  /** Resolves within eight seconds, when PostgreSQL is gone. Calling it twice is harmless. */
  stop(): Promise<void>;
  /** The process id, or undefined while it is down. */
  pid(): number | undefined;
};

export type PostgresServerOptions = {
  /** Held by this process: whatever PostgreSQL still runs on it is taken for a leftover and ended. */
  readonly dataDirectory: DataDirectory;
  readonly log: Log;
  /** Replace those of settings.ts. */
  readonly settings?: Settings;
  /** Instead of those of the npm package. */
  readonly binaries?: Binaries;
  /** Where files go that PostgreSQL's account cannot reach otherwise; used only as root. */
  readonly systemDirectory?: string;
};

/**
 * Starts PostgreSQL on the data directory, makes the cluster on first use, and keeps it running until `stop`. Resolves
 * when it takes connections, after crash recovery. Throws `database_unusable`, saying what to do; nothing is damaged.
 */
export async function startPostgresServer(options: PostgresServerOptions): Promise<PostgresServer> {
  const { dataDirectory, log, settings = {}, systemDirectory = '/var/lib/rapport' } = options;
  const installed = options.binaries ?? (await findBinaries());
  await restoreSymlinks(installed);
  const outside = await findPlaceOutside(dataDirectory);
  const usual = outside ?? placeInside(dataDirectory);
  const account = await chooseAccount([join(usual, 'data'), dataDirectory.path], log);
  const place = outside ?? (await makePlace(dataDirectory, account, systemDirectory, log));
  const binaries = await toReachableBinaries(installed, account, systemDirectory, log);
  const data = await makeCluster(place, binaries, account, log);
  // Before the folder of the socket is emptied: a server that was left behind still has its socket there.
  await clearLeftovers(data, log);
  const socketFolder = await makeSocketFolder(place, account);
  const program = join(binaries.native, 'bin', 'postgres');
  const launch: Launch = { program, account, data, socketFolder, settings };
  const connection = { host: socketFolder, port, user: ownerName, database: ownerName };
  const supervised = await superviseServer(launch, () => makeDatabase(connection), log);
  log.info({ pid: supervised.pid(), account: account?.name, files: place }, 'PostgreSQL is running');
  return { connection, files: place, ...supervised };
}

/** Connects once, which proves that we can, and makes the database if this is the first time. */
async function makeDatabase(connection: PostgresConnection): Promise<void> {
  try {
    await runStatement(connection, 'select 1');
  } catch (error) {
    const isMissing = (error as { code?: string }).code === '3D000';
    if (!isMissing) throw error;
    await runStatement({ ...connection, database: 'postgres' }, `create database ${ownerName}`);
  }
}

async function runStatement(connection: PostgresConnection, text: string): Promise<void> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 10_000 });
  // Without a listener a connection that breaks would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(text);
  } finally {
    await client.end().catch(() => undefined);
  }
}

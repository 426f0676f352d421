// Opens the two engines: embedded ones in the data directory, or servers elsewhere that must be fit for it.
import { mkdir } from 'node:fs/promises';
import { AppError } from '@rapport/protocol';
import { type ClickHouse, openClickHouse } from '../clickhouse/index.ts';
import type { DataDirectory } from '../data-directory/index.ts';
import type { Log } from '../log/index.ts';
import { type ConnectionOptions, type Database, openDatabase } from '../postgres/index.ts';
import { startPostgresServer } from '../postgres-server/index.ts';

export type Engines = {
  db: Database;
  /** The same for reads that everybody waits for, and that find what they name by indexes. */
  reads: Database;
  /** For threads that open their own connections. */
  connection: ConnectionOptions;
  clickhouse: ClickHouse;
  /** What an operator should know. */
  notices: string[];
  close(): Promise<void>;
};

type EngineOptions = { databaseUrl: string | undefined; clickhouseUrl: string | undefined };

const connectionsMax = 12;
const postgresVersionMin = 150_000;
const clickhouseVersionMin = [25, 8] as const;

/** Throws `database_unusable`, saying which engine cannot be used and what to do. */
export async function openEngines(
  options: EngineOptions,
  dataDirectory: DataDirectory,
  log: Log,
): Promise<Engines> {
  // Side by side: each takes most of a second.
  const [relational, analytical] = await Promise.allSettled([
    openRelational(options.databaseUrl, dataDirectory, log),
    openAnalytical(options.clickhouseUrl, dataDirectory),
  ]);
  if (relational.status === 'rejected' || analytical.status === 'rejected') {
    if (relational.status === 'fulfilled') await relational.value.close();
    if (analytical.status === 'fulfilled') await analytical.value.close();
    throw relational.status === 'rejected' ? relational.reason : (analytical as PromiseRejectedResult).reason;
  }
  const { db, reads, connection, notices, close } = relational.value;
  const clickhouse = analytical.value;
  return {
    db,
    reads,
    connection,
    clickhouse,
    notices,
    async close() {
      await clickhouse.close();
      await close();
    },
  };
}

export type Relational = Pick<Engines, 'db' | 'reads' | 'connection' | 'notices' | 'close'>;

/** PostgreSQL alone: the server at `url`, or the embedded one in the data directory. */
export async function openRelational(
  url: string | undefined,
  dataDirectory: DataDirectory | undefined,
  log: Log,
): Promise<Relational> {
  if (url !== undefined) {
    const connection = { connectionString: url };
    const { db, reads, close } = openPools(connection, log);
    await checkPostgres(db);
    return { db, reads, connection, notices: [], close };
  }
  if (dataDirectory === undefined) throw new Error('The embedded PostgreSQL needs a data directory');
  const server = await startPostgresServer({ dataDirectory, log });
  const { db, reads, close } = openPools(server.connection, log);
  const outside = !server.files.startsWith(dataDirectory.path);
  return {
    db,
    reads,
    connection: server.connection,
    notices: outside
      ? [`PostgreSQL's account cannot enter the data directory; its files lie in ${server.files}`]
      : [],
    async close() {
      await close();
      await server.stop();
    },
  };
}

function openPools(connection: ConnectionOptions, log: Log) {
  const db = openDatabase({ ...connection, connectionsMax }, log);
  const reads = openDatabase({ ...connection, connectionsMax, byKey: true }, log);
  return { db, reads, close: () => Promise.all([db.close(), reads.close()]).then(() => {}) };
}

async function checkPostgres(db: Database): Promise<void> {
  const rows = await db
    .query<{ version: number }>(`select current_setting('server_version_num')::int as version`)
    .catch((cause: Error & { code?: string }) => {
      const sentence = `PostgreSQL at RAPPORT_DATABASE_URL cannot be used (${cause.code ?? cause.message}). Check address, name and password.`;
      throw new AppError('database_unusable', sentence, {}, cause);
    });
  const version = rows[0]?.version ?? 0;
  if (version >= postgresVersionMin) return;
  const major = Math.floor(version / 10_000);
  throw new AppError(
    'database_unusable',
    `PostgreSQL at RAPPORT_DATABASE_URL is version ${major}. Rapport needs 15 or later.`,
  );
}

async function openAnalytical(url: string | undefined, dataDirectory: DataDirectory): Promise<ClickHouse> {
  if (url === undefined) {
    const path = dataDirectory.pathOf('clickhouse');
    await mkdir(path, { recursive: true });
    return openClickHouse({ path });
  }
  const clickhouse = await openClickHouse({ url });
  const rows = await clickhouse
    .query<{ version: string }>('select version() as version')
    .catch((cause: Error) => {
      const sentence =
        'ClickHouse at RAPPORT_CLICKHOUSE_URL cannot be used. Check address, name and password.';
      throw new AppError('database_unusable', sentence, {}, cause);
    });
  const [major = 0, minor = 0] = (rows[0]?.version ?? '').split('.').map(Number);
  const fits =
    major > clickhouseVersionMin[0] ||
    (major === clickhouseVersionMin[0] && minor >= clickhouseVersionMin[1]);
  if (fits) return clickhouse;
  const needed = clickhouseVersionMin.join('.');
  throw new AppError(
    'database_unusable',
    `ClickHouse at RAPPORT_CLICKHOUSE_URL is version ${rows[0]?.version}. Rapport needs ${needed} or later.`,
  );
}

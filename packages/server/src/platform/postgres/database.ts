// A pool of PostgreSQL connections behind two verbs: query and transaction.
import pg from 'pg';
import type { Log } from '../log/index.ts';
import { lowerProcess } from '../priority/index.ts';

// int8 arrives as text by default; all our ids stay below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
// Times travel as milliseconds inside and as ISO text outside; a Date is enough for both.

export type Queryable = {
  /** Runs one statement with bound values. With `name` it is prepared once per connection. */
  query<Row extends object = Record<string, unknown>>(
    text: string,
    values?: unknown[],
    name?: string,
  ): Promise<Row[]>;
};
export type Transaction = Queryable & {
  /**
   * Goes on while something is written that nothing waits for; statements run in the order in which they were sent. The
   * transaction waits for it before it commits, and fails with what failed first.
   */
  writeBehind(work: Promise<unknown>): void;
};
export type Database = Queryable & {
  /** Commits what `work` did, or rolls all of it back when `work` throws. */
  transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result>;
  /** For libraries that bring their own SQL. */
  readonly pool: pg.Pool;
  close(): Promise<void>;
};

export type ConnectionOptions =
  | { connectionString: string }
  | { host: string; port: number; user: string; database: string };

type PoolOptions = {
  connectionsMax?: number;
  /** False where nobody waits for what these connections do: the embedded server then serves the others first. */
  waitedFor?: boolean;
  /**
   * For statements that find what they name by indexes. They are planned once and not with each call, which took PostgreSQL longer
   * than to answer; and a plan that was made while a table was small never reads all of it.
   */
  byKey?: boolean;
};

/** Opens a pool; connections are made when first needed. Idle connections that break are replaced, not fatal. */
export function openDatabase(options: ConnectionOptions & PoolOptions, log: Log): Database {
  const { connectionsMax, waitedFor, byKey, ...connection } = options;
  const pool = new pg.Pool({
    ...connection,
    max: connectionsMax ?? 10,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: 10_000,
    // Sends a statement while those before it are under way.
    pipeline: true,
  });
  let closing = false;
  pool.on('error', (error) => {
    // A server that stops right behind us may cut off a connection that was about to say goodbye.
    if (!closing) log.warn({ err: error }, 'A database connection broke while idle');
  });
  if (byKey === true) {
    // Before any statement of it. What it asks then fails with it, if it does.
    pool.on('connect', (client) => {
      client.query('set plan_cache_mode = force_generic_plan; set enable_seqscan = off').catch(() => {});
    });
  }
  const isOwnServer = 'host' in connection && connection.host.startsWith('/');
  if (waitedFor === false && isOwnServer) {
    pool.on('connect', (client) => lowerProcess((client as pg.PoolClient & { processID: number }).processID));
  }
  return {
    pool,
    query: (text, values, name) => run(pool, text, values, name),
    transaction: (work) => runTransaction(pool, work),
    close() {
      closing = true;
      return pool.end();
    },
  };
}

async function run<Row extends object>(
  client: pg.Pool | pg.PoolClient,
  text: string,
  values?: unknown[],
  name?: string,
): Promise<Row[]> {
  const result = await client.query(name === undefined ? { text, values } : { name, text, values });
  return result.rows as Row[];
}

async function runTransaction<Result>(
  pool: pg.Pool,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  // Without a listener a connection that breaks between two statements would end the process.
  const ignore = (): void => {};
  client.on('error', ignore);
  const behind: Promise<unknown>[] = [];
  const tx: Transaction = {
    query: (text, values, name) => run(client, text, values, name),
    writeBehind(written) {
      written.catch(ignore);
      behind.push(written);
    },
  };
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const result = await work(tx);
    await Promise.all(behind);
    await client.query('commit');
    return result;
  } catch (error) {
    const failure = await findCause(error, behind);
    await client.query('rollback').catch((cause: Error) => {
      broken = cause;
    });
    throw failure;
  } finally {
    client.off('error', ignore);
    client.release(broken);
  }
}

/** After a failure PostgreSQL refuses every further statement: then what was written behind tells why. */
async function findCause(error: unknown, behind: readonly Promise<unknown>[]): Promise<unknown> {
  const outcomes = await Promise.allSettled(behind);
  if (!isRefused(error)) return error;
  const failures = outcomes.flatMap((one): unknown[] => (one.status === 'rejected' ? [one.reason] : []));
  return failures.find((one) => !isRefused(one)) ?? error;
}

const isRefused = (error: unknown): boolean => (error as { code?: unknown }).code === '25P02';

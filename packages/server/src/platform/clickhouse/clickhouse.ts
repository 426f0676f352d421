// ClickHouse in the process (chDB) or over HTTP, through `@clickhouse/client` in both cases.
//
// A chDB session runs one query at a time, but several sessions on one path run side by side. So there is one per
// role: an insert never waits behind a question that scans everything, and a page never waits behind either.
import { Readable } from 'node:stream';
import { type ClickHouseClient, type ClickHouseSettings, createClient } from '@clickhouse/client';
import { lowerThreads } from '../priority/index.ts';

export type QueryRole = 'insert' | 'interactive' | 'heavy';

export type QueryOptions = {
  role?: QueryRole;
  /** Seconds after which the engine gives up. Default 20. */
  secondsMax?: number;
  settings?: ClickHouseSettings;
};

export type ClickHouse = {
  /** So many bytes one parameter of a question may have. */
  readonly parameterBytesMax: number;
  query<Row>(sql: string, params?: Record<string, unknown>, options?: QueryOptions): Promise<Row[]>;
  /** By default with the role `heavy`. */
  command(sql: string, params?: Record<string, unknown>, role?: QueryRole): Promise<void>;
  /**
   * Inserts lines as one block: JSON objects, or, with `columns`, their values in the engine's TabSeparated format.
   * Sent again with the same token it adds nothing (within the table's deduplication window).
   */
  insert(table: string, lines: Buffer, token: string, columns?: readonly string[]): Promise<void>;
  close(): Promise<void>;
};

const insertSettings = {
  async_insert: 0,
  date_time_input_format: 'best_effort',
  max_insert_block_size: '1048576',
  max_partitions_per_insert_block: '0',
  input_format_skip_unknown_fields: 1,
  type_json_skip_duplicated_paths: 1,
  // Text stays text, also where it looks like a date.
  input_format_try_infer_dates: 0,
  input_format_try_infer_datetimes: 0,
  input_format_json_read_bools_as_numbers: 0,
} satisfies ClickHouseSettings;

/** What a server takes of one field of a request, `http_max_field_value_size`, unless it was set up otherwise. */
const fieldBytesMax = 131_072;

/** In our own process inserts leave the cores to those who wait for an answer. Needs the right to set priorities. */
const embeddedInsertSettings = { os_threads_nice_value_query: 10 };

const readSettings: ClickHouseSettings = { output_format_json_quote_64bit_integers: 0 };

type Connected = { client: ClickHouseClient } & Pick<ClickHouse, 'insert'>;

/** Opens the embedded engine on a folder, or connects to a server. */
export async function openClickHouse(options: { path: string } | { url: string }): Promise<ClickHouse> {
  const connect = 'url' in options ? () => connectServer(options.url) : await embeddedConnector(options.path);
  const [inserting, heavy] = [connect(), connect()];
  const interactive = [connect(), connect()];
  const stopLowering = 'path' in options ? lowerMerges() : () => {};
  let turn = 0;
  const pick = (role: QueryRole): ClickHouseClient => {
    if (role === 'insert') return inserting.client;
    if (role === 'heavy') return heavy.client;
    turn = (turn + 1) % interactive.length;
    return (interactive[turn] as Connected).client;
  };
  return {
    parameterBytesMax: 'url' in options ? fieldBytesMax : Number.POSITIVE_INFINITY,
    async query<Row>(sql: string, params: Record<string, unknown> = {}, given: QueryOptions = {}) {
      const result = await pick(given.role ?? 'interactive').query({
        query: sql,
        query_params: params,
        format: 'JSONEachRow',
        clickhouse_settings: {
          ...readSettings,
          max_execution_time: given.secondsMax ?? 20,
          ...given.settings,
        },
      });
      return (await result.json<Row>()) as Row[];
    },
    async command(sql, params = {}, role = 'heavy') {
      await pick(role).command({ query: sql, query_params: params });
    },
    insert: (...block) => inserting.insert(...block),
    async close() {
      stopLowering();
      for (const { client } of [inserting, heavy, ...interactive]) await client.close();
    },
  };
}

const toFormat = (columns: readonly string[] | undefined) =>
  columns === undefined ? 'JSONEachRow' : 'TabSeparated';

function connectServer(url: string): Connected {
  const client = createClient({ url, request_timeout: 120_000 });
  return {
    client,
    async insert(table, lines, token, columns) {
      const into = columns === undefined ? table : `${table} (${columns.join(', ')})`;
      const { stream } = await client.exec({
        query: `INSERT INTO ${into} FORMAT ${toFormat(columns)}`,
        values: Readable.from([lines], { objectMode: false }),
        clickhouse_settings: { ...insertSettings, insert_deduplication_token: token },
      });
      stream.resume();
    },
  };
}

/**
 * In our own process merges can wait as well. The engine has a setting for that, which cannot be given to it embedded;
 * but it names its threads, and makes them when there is something to merge.
 */
function lowerMerges(): () => void {
  const timer = setInterval(() => lowerThreads('MergeMutate'), 10_000);
  timer.unref();
  return () => clearInterval(timer);
}

/** The library is loaded only when it is used: it is half a gigabyte. */
async function embeddedConnector(path: string): Promise<() => Connected> {
  const { createChdbConnection } = await import('chdb/connection');
  return function connectEmbedded() {
    const connection = createChdbConnection({ path });
    // The client's own insert turns the block into text and hands it to the SQL parser; this hands over the bytes,
    // for less than half the work.
    return {
      client: createClient({ connection } as never),
      async insert(table, lines, token, columns) {
        const settings = { ...insertSettings, ...embeddedInsertSettings, insert_deduplication_token: token };
        await connection.chdb.rawInsert({
          table,
          ...(columns && { columns: [...columns] }),
          values: lines,
          format: toFormat(columns),
          settings,
        });
      },
    };
  };
}

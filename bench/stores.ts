// The yardstick of the pipeline: the same events parsed, copied into PostgreSQL and inserted into the event store, by
// the same engines with the same settings, and nothing else.
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseMessage } from '../packages/protocol/src/index.ts';
import { eventColumns, toEventLine } from '../packages/server/src/connect/events/index.ts';
import { type ClickHouse, openClickHouse } from '../packages/server/src/platform/clickhouse/index.ts';
import { systemClock } from '../packages/server/src/platform/clock/index.ts';
import { openDataDirectory } from '../packages/server/src/platform/data-directory/index.ts';
import { silentLog } from '../packages/server/src/platform/log/index.ts';
import { migrate } from '../packages/server/src/platform/migrations/index.ts';
import { type Database, openDatabase } from '../packages/server/src/platform/postgres/index.ts';
import { startPostgresServer } from '../packages/server/src/platform/postgres-server/index.ts';
import { cpuSeconds, waitUntilIdle } from './processes.ts';
import { makeRandom } from './random.ts';
import { fillTemplate, makeTemplate } from './shop-traffic.ts';
import { endLater, makeFolder } from './temporary.ts';

export type StoresCost = { parse: number; copy: number; insert: number };

/** What yardsticks insert at once: larger blocks than the pipeline's, since they can wait. */
const rowsPerInsert = 50_000;

type Rows = { bodies: string[]; copy: string[]; lines: string[] };
type Wanted = { people: number; firstRequest: number; requests: number };

/** Processor time in microseconds per event, all processes together. */
export async function measureStores(wanted: Wanted): Promise<StoresCost> {
  await using folder = await makeFolder();
  // PostgreSQL may run under another account; what it reads and writes lies in here.
  await chmod(folder.path, 0o755);
  const rows = makeRows(wanted);
  const copyFile = join(folder.path, 'rows.tsv');
  await writeFile(copyFile, rows.copy.join(''), { mode: 0o644 });
  await using engines = await startEngines(folder.path);
  const perEvent = async (work: () => Promise<void> | void): Promise<number> => {
    const before = cpuSeconds(process.pid);
    await work();
    await waitUntilIdle(process.pid);
    return ((cpuSeconds(process.pid) - before) / rows.lines.length) * 1e6;
  };
  const parse = await perEvent(() => {
    for (const body of rows.bodies) JSON.parse(body);
  });
  const copy = await perEvent(async () => {
    await engines.db.query(`copy told from '${copyFile}'`);
  });
  const insert = await perEvent(() => insertLines(engines.clickhouse, rows.lines));
  return { parse, copy, insert };
}

async function insertLines(clickhouse: ClickHouse, lines: string[]): Promise<void> {
  for (let at = 0; at < lines.length; at += rowsPerInsert) {
    await clickhouse.insert(
      'events',
      Buffer.from(lines.slice(at, at + rowsPerInsert).join('\n')),
      `bench-${at}`,
      eventColumns,
    );
  }
}

/** Both engines on an empty folder, with all tables. */
export async function startEngines(folder: string) {
  const clock = systemClock();
  const dataDirectory = await openDataDirectory(join(folder, 'data'), silentLog, clock);
  const server = await startPostgresServer({ dataDirectory, log: silentLog });
  const db: Database = openDatabase({ ...server.connection, connectionsMax: 2 }, silentLog);
  await mkdir(join(folder, 'clickhouse'));
  const clickhouse = await openClickHouse({ path: join(folder, 'clickhouse') });
  await migrate(db, clickhouse, clock);
  await db.query(
    `create table told (message_id text primary key, type text not null, user_id text, anonymous_id text,
       received_at timestamptz not null, body jsonb not null)`,
  );
  const close = endLater(async () => {
    await clickhouse.close();
    await db.close();
    await server.stop();
    await dataDirectory.release();
  });
  return { db, clickhouse, clock, [Symbol.asyncDispose]: close };
}

/** The same requests as the load sends, as texts; and their events as rows, ready for both engines. */
function makeRows({ people, firstRequest, requests }: Wanted): Rows {
  const now = Date.now();
  const random = makeRandom(20_261_121);
  const templates = Array.from({ length: 200 }, () => makeTemplate(random, now));
  const rows: Rows = { bodies: [], copy: [], lines: [] };
  for (let request = firstRequest; request < firstRequest + requests; request += 1) {
    const template = templates[request % templates.length] as (typeof templates)[number];
    fillTemplate(template, request, people);
    const text = template.bytes.toString();
    rows.bodies.push(text);
    for (const body of (JSON.parse(text) as { batch: unknown[] }).batch) addRow(rows, body, now);
  }
  return rows;
}

function addRow(rows: Rows, body: unknown, receivedMs: number): void {
  const message = parseMessage(body);
  if (typeof message === 'string') throw new Error(`The traffic holds a message that is ${message}`);
  const id = 65_536 + rows.lines.length;
  const text = JSON.stringify(body);
  rows.lines.push(
    toEventLine({
      id,
      batchId: 1,
      workspaceId: 1,
      profileId: Number((message.userId ?? message.anonymousId)?.slice(2, 9)),
      identifierIds: [id],
      sourceId: 1,
      messageId: message.messageId as string,
      message,
      timestampMs: receivedMs,
      receivedMs,
      sentMs: receivedMs,
      originalMs: receivedMs,
      permissions: 15n,
      text,
    }),
  );
  const receivedAt = new Date(receivedMs).toISOString();
  const fields = [message.messageId, message.type, message.userId, message.anonymousId, receivedAt, text];
  rows.copy.push(`${fields.map((field) => field?.replaceAll('\\', '\\\\') ?? '\\N').join('\t')}\n`);
}

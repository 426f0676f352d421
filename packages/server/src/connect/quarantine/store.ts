// Messages that were set aside, in PostgreSQL.
import { type QuarantineCode, quarantineTable } from '@rapport/protocol';
import { binaryArray, binaryColumns, type Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Withholding } from '../collect/index.ts';
import { type Envelope, type Inbox, type InboxRequest, packBody } from '../inbox/index.ts';

/** `shared`: what the batch gave to each of its messages (`context`, `integrations`, `sentAt`). */
export type AsideEnvelope = Envelope & { shared?: Record<string, unknown> };

export type Quarantined = {
  workspaceId: number;
  sourceId: number;
  seq: number;
  place: number;
  reason: QuarantineCode;
  receivedMs: number;
  envelope: AsideEnvelope;
  messageId: string | null;
  type: string | null;
  body: string;
};

export async function recordQuarantined(db: Queryable, rows: readonly Quarantined[]): Promise<void> {
  if (rows.length === 0) return;
  await db.query(
    `insert into quarantine (workspace_id, source_id, inbox_seq, item, reason, received_at, envelope, message_id, type, size_bytes, body)
     select * from unnest($1::int4[], $2::int4[], $3::int8[], $4::int4[], $5::text[], $6::timestamptz[], $7::jsonb[], $8::text[], $9::text[], $10::int4[], $11::text[])
     on conflict (inbox_seq, item) do nothing`,
    [
      ...binaryColumns(rows, {
        workspaceId: 'int4',
        sourceId: 'int4',
        seq: 'int8',
        place: 'int4',
        reason: 'text',
        receivedMs: 'timestamptz',
      }),
      binaryArray(
        'jsonb',
        rows.map((row) => JSON.stringify(row.envelope)),
      ),
      ...binaryColumns(rows, { messageId: 'text', type: 'text' }),
      binaryArray(
        'int4',
        rows.map((row) => Buffer.byteLength(row.body)),
      ),
      binaryArray(
        'text',
        rows.map((row) => row.body),
      ),
    ],
    'record_quarantined',
  );
}

export type QuarantineRow = {
  id: number;
  reason: QuarantineCode;
  source_id: number;
  source_name: string;
  received_at: Date;
  message_id: string | null;
  type: string | null;
  size_bytes: number;
  excerpt: string;
};

export type QuarantineFilter = {
  reason?: string | undefined;
  source?: number | undefined;
  before?: number | undefined;
  limit: number;
};

const columns = `q.id, q.reason, q.source_id, s.name as source_name, q.received_at, q.message_id, q.type, q.size_bytes, left(q.body, 200) as excerpt`;

/** Newest first; one row more than `limit` where there is a next page. */
export const listQuarantined = (
  { db, workspaceId }: Scope<Queryable>,
  filter: QuarantineFilter,
): Promise<QuarantineRow[]> =>
  db.query<QuarantineRow>(
    `select ${columns} from quarantine q join sources s on s.id = q.source_id
     where q.workspace_id = $1 and ($2::text is null or q.reason = $2) and ($3::int is null or q.source_id = $3) and ($4::int8 is null or q.id < $4)
     order by q.id desc limit $5`,
    [workspaceId, filter.reason ?? null, filter.source ?? null, filter.before ?? null, filter.limit + 1],
  );

export async function findQuarantined(
  { db, workspaceId }: Scope<Queryable>,
  id: number,
): Promise<(QuarantineRow & { body: string }) | undefined> {
  const [row] = await db.query<QuarantineRow & { body: string }>(
    `select ${columns}, q.body from quarantine q join sources s on s.id = q.source_id where q.workspace_id = $1 and q.id = $2`,
    [workspaceId, id],
  );
  return row;
}

export async function countReasons({
  db,
  workspaceId,
}: Scope<Queryable>): Promise<{ code: QuarantineCode; message: string; count: number }[]> {
  const rows = await db.query<{ code: QuarantineCode; count: number }>(
    'select reason as code, count(*) as count from quarantine where workspace_id = $1 group by reason order by count desc',
    [workspaceId],
  );
  return rows.map((row) => ({ ...row, message: quarantineTable[row.code] }));
}

export type Selection = { ids: number[] } | { reason: string };

const selected = `q.workspace_id = $1 and (q.id = any($2::int8[]) or q.reason = $3)`;
const selectionValues = (workspaceId: number, selection: Selection): unknown[] => [
  workspaceId,
  'ids' in selection ? selection.ids : [],
  'reason' in selection ? selection.reason : null,
];

export async function dropQuarantined(
  { db, workspaceId }: Scope<Queryable>,
  selection: Selection,
): Promise<number> {
  const rows = await db.query(
    `delete from quarantine q where ${selected} returning 1`,
    selectionValues(workspaceId, selection),
  );
  return rows.length;
}

const replaySizeMax = 10_000;
/** So many at once: each may hold a whole request. */
const replayStep = 50;

type ReplayRow = {
  id: number;
  source_id: number;
  inbox_seq: number;
  item: number;
  reason: QuarantineCode;
  envelope: AsideEnvelope;
  received_at: Date;
  body: string;
};

/** Of a request that was set aside whole; nobody knows what is in it. */
function countMessages(body: string): number {
  try {
    const { batch } = JSON.parse(body) as { batch?: unknown };
    return Array.isArray(batch) ? batch.length : 1;
  } catch {
    return 1;
  }
}

/** The request as it came, with one message of its batch; of a request that was set aside whole, all of it. */
function toInboxRequest(row: ReplayRow, atMs: number): Omit<InboxRequest, 'workspaceId'> {
  const { source_id, reason, envelope, received_at, body } = row;
  const { shared = {}, ...rest } = envelope;
  const alone = rest.kind !== 'batch' || reason === 'not_processable';
  const defaults = Object.entries(shared).map(([name, value]) => `"${name}":${JSON.stringify(value)},`);
  const { seq, place } = rest.first ?? { seq: row.inbox_seq, place: 0 };
  return {
    sourceId: source_id,
    receivedAtMs: atMs,
    envelope: {
      ...rest,
      // The times of its messages are corrected by when it first came.
      received_ms: rest.received_ms ?? received_at.getTime(),
      first: { seq, place: place + row.item },
    },
    messageCount: reason === 'not_processable' ? countMessages(body) : 1,
    body: Buffer.from(alone ? body : `{${defaults.join('')}"batch":[${body}]}`),
  };
}

/** Who must not be collected by now does not come in again. Returns how many messages that were. */
async function sendAgain(
  { inbox, withholding }: ReplayDeps,
  workspaceId: number,
  request: Omit<InboxRequest, 'workspaceId'>,
): Promise<number> {
  const { sourceId, envelope, body } = request;
  const parsed = withholding.isNeeded(workspaceId) ? parseObject(body) : undefined;
  const rest =
    parsed === undefined
      ? undefined
      : await withholding.findRest({ workspaceId, sourceId, kind: envelope.kind, body: parsed });
  if (rest?.messageCount === 0) return rest.taken;
  await inbox.append({
    workspaceId,
    ...request,
    messageCount: rest?.messageCount ?? request.messageCount,
    body: packBody(rest?.json ?? body),
  });
  return rest?.taken ?? 0;
}

/** Undefined where it is no request that messages could be read of: the pipeline sets it aside again. */
function parseObject(json: Buffer): Record<string, unknown> | undefined {
  try {
    const text = json.toString('utf8');
    const value: unknown = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

export type ReplayDeps = { inbox: Pick<Inbox, 'append'>; withholding: Withholding };

/**
 * Sends messages through the inbox again, as they were. First the copies are committed, then the rows go: after a crash
 * in between, or when two members do it at once, there are two copies, and deduplication by message id (or the
 * quarantine again) takes care of the second.
 */
export async function replayQuarantined(
  scope: Scope<Queryable>,
  selection: Selection,
  deps: ReplayDeps,
  atMs: number,
): Promise<{ replayed: number; suppressed: number }> {
  const found = await scope.db.query<{ id: number }>(
    `select q.id from quarantine q where ${selected} order by q.id limit ${replaySizeMax}`,
    selectionValues(scope.workspaceId, selection),
  );
  const ids = found.map((row) => row.id);
  let [replayed, suppressed] = [0, 0];
  for (let start = 0; start < ids.length; start += replayStep) {
    const rows = await scope.db.query<ReplayRow>(
      `select q.id, q.source_id, q.inbox_seq, q.item, q.reason, q.envelope, q.received_at, q.body
       from quarantine q where ${selected} order by q.id`,
      selectionValues(scope.workspaceId, { ids: ids.slice(start, start + replayStep) }),
    );
    const taken = await Promise.all(
      rows.map((row) => sendAgain(deps, scope.workspaceId, toInboxRequest(row, atMs))),
    );
    suppressed += taken.reduce((sum, count) => sum + count, 0);
    await dropQuarantined(scope, { ids: rows.map((row) => row.id) });
    replayed += rows.length;
  }
  return { replayed, suppressed };
}

export async function countQuarantined({ db, workspaceId }: Scope<Queryable>): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    'select count(*) as count from quarantine where workspace_id = $1',
    [workspaceId],
  );
  return row?.count ?? 0;
}

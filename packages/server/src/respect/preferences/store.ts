// What was said of contact points, in PostgreSQL: written once, never changed.
import { AppError } from '@rapport/protocol';
import { binaryColumns, type Queryable, type Transaction } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { sayOfPoints } from '../last-word/index.ts';
import type { Saying } from './model.ts';

/** An identifier by which somebody is reached, such as an address. In normal form, where it is kept. */
export type ContactPoint = { type: string; value: string };

/** One thing that was said, as it is recorded. Times in milliseconds since 1970. */
export type PreferenceEvent = Saying & { eventMs: number };

export type PreferenceRequest = {
  events: readonly PreferenceEvent[];
  receivedMs: number;
  recordedBy: string;
  id: string | null;
  /** SHA-256 of what it says. */
  hash: Buffer;
};

const topicsLock = 0x70_72_65_66;

/** Topics and brands are changed one at a time, and not while something is said of them. */
export async function lockTopics({ db, workspaceId }: Scope<Transaction>): Promise<void> {
  await db.query('select pg_advisory_xact_lock($1, $2)', [topicsLock, workspaceId], 'lock_topics');
}
/** They stay as they are until the transaction ends. */
export async function holdTopics({ db, workspaceId }: Scope<Transaction>): Promise<void> {
  await db.query('select pg_advisory_xact_lock_shared($1, $2)', [topicsLock, workspaceId], 'hold_topics');
}

/** Whether anybody said something of this topic, or of all topics of a brand. */
export async function isSpokenOf({ db, workspaceId }: Scope<Queryable>, topic: string): Promise<boolean> {
  const [row] = await db.query<{ spoken: boolean }>(
    'select exists (select from preference_events where workspace_id = $1 and topic = $2) as spoken',
    [workspaceId, topic],
    'is_topic_spoken_of',
  );
  return row?.spoken === true;
}

/** Whether this request was recorded before. Throws `conflict` where another one of its id was. */
export async function isRecorded(
  { db, workspaceId }: Scope<Queryable>,
  { type, value }: ContactPoint,
  { id, hash }: Pick<PreferenceRequest, 'id' | 'hash'>,
): Promise<boolean> {
  if (id === null) return false;
  const [before] = await db.query<{ request_hash: Buffer }>(
    `select request_hash from preference_events where workspace_id = $1 and type = $2 and value = $3 and request_id = $4 and place = 0`,
    [workspaceId, type, value, id],
    'find_preference_request',
  );
  if (before === undefined || hash.equals(before.request_hash)) return before !== undefined;
  throw new AppError(
    'conflict',
    'Another request of this request_id said something else of this contact point.',
  );
}

/** All of it or nothing; nothing where the same request was recorded before. Throws `conflict` for another one of its id. */
export async function recordPreferences(
  { db, workspaceId }: Scope<Transaction>,
  { type, value }: ContactPoint,
  { events, receivedMs, recordedBy, id, hash }: PreferenceRequest,
): Promise<void> {
  const rows = events.map((event, place) => ({ ...event, place }));
  await sayOfPoints({ db, workspaceId }, [{ type, value }]);
  const added = await db.query(
    `insert into preference_events (workspace_id, type, value, channel, topic, state, frequency, paused_until, resumed, language,
       event_time, effective_at, received_at, source, recorded_by, request_id, place, request_hash)
     select $1, $2, $3, n.channel, n.topic, n.state, n.frequency, n.paused_until, n.resumed, n.language, n.event_time,
       n.effective_at, $4, n.source, $5, $6, n.place, $7
     from unnest($8::text[], $9::text[], $10::text[], $11::text[], $12::timestamptz[], $13::bool[], $14::text[], $15::timestamptz[],
       $16::timestamptz[], $17::text[], $18::int4[])
       n(channel, topic, state, frequency, paused_until, resumed, language, event_time, effective_at, source, place)
     order by n.place
     on conflict (workspace_id, type, value, request_id, place) where request_id is not null do nothing
     returning id`,
    [
      ...[workspaceId, type, value, new Date(receivedMs), recordedBy, id, hash],
      ...binaryColumns(rows, {
        channel: 'text',
        topic: 'text',
        state: 'text',
        frequency: 'text',
        pausedUntilMs: 'timestamptz',
        resumed: 'bool',
        language: 'text',
        eventMs: 'timestamptz',
        effectiveMs: 'timestamptz',
        source: 'text',
        place: 'int4',
      }),
    ],
    'record_preferences',
  );
  // Somebody sent the same meanwhile; what is not the same goes with the transaction.
  if (added.length < events.length) await isRecorded({ db, workspaceId }, { type, value }, { id, hash });
}

export type StoredPreference = PreferenceEvent &
  ContactPoint & { id: number; receivedMs: number; recordedBy: string; requestId: string | null };

const ms = (column: string): string => `(extract(epoch from e.${column}) * 1000)::float8`;
const columns = `e.id, e.type, e.value, e.channel, e.topic, e.state, e.frequency, ${ms('paused_until')} as "pausedUntilMs", e.resumed,
  e.language, ${ms('event_time')} as "eventMs", ${ms('effective_at')} as "effectiveMs", ${ms('received_at')} as "receivedMs",
  e.source, e.recorded_by as "recordedBy", e.request_id as "requestId"`;

/** What was said of any of these, the newest record first. */
export async function listPreferenceEvents(
  { db, workspaceId }: Scope<Queryable>,
  points: readonly ContactPoint[],
  { before, limit }: { before?: number | undefined; limit: number } = { limit: 100_000 },
): Promise<StoredPreference[]> {
  if (points.length === 0) return [];
  return db.query<StoredPreference>(
    `select ${columns} from unnest($2::text[], $3::text[]) n(type, value)
     join preference_events e on e.workspace_id = $1 and e.type = n.type and e.value = n.value and ($4::int8 is null or e.id < $4)
     order by e.id desc limit $5`,
    [workspaceId, ...binaryColumns(points, { type: 'text', value: 'text' }), before ?? null, limit],
    'list_preference_events',
  );
}

// Consent events in PostgreSQL: written once, never changed.
import { binaryColumns, type Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { countAnswers } from './counts.ts';
import type { ConsentState, ConsentType, Expresser, Statement } from './model.ts';

/** One thing that was expressed about one purpose. Times in milliseconds since 1970. */
export type ConsentEvent = {
  /** The identifiers on which it was expressed, the deciding one first. */
  identifierIds: number[];
  purpose: string;
  purposeVersion: number;
  state: ConsentState;
  consentType: ConsentType;
  eventMs: number;
  /** When it counts from: `effectiveMsOf`. */
  effectiveMs: number;
  receivedMs: number;
  validUntilMs: number | null;
  expressedBy: Expresser;
  method: string;
  /** SHA-256 of a notice, in hexadecimal. */
  noticeHash: string | null;
  language: string | null;
  jurisdiction: string | null;
  sourceId: number | null;
  messageId: string | null;
  /** The key or member through whom it came. */
  recordedBy: string | null;
  reason: string | null;
  unproven: boolean;
  resolves: number[];
  evidence: Record<string, unknown>;
};

const array = (ids: readonly number[]): string => `{${ids.join(',')}}`;

/** Records and counts them. In turns of the pipeline, so that nobody else counts the same meanwhile. */
export async function recordConsentEvents(
  { db, workspaceId }: Scope<Queryable>,
  events: readonly ConsentEvent[],
): Promise<void> {
  if (events.length === 0) return;
  await countAnswers({ db, workspaceId }, events);
  const rows = events.map((event) => ({
    ...event,
    identifierIds: array(event.identifierIds),
    resolves: array(event.resolves),
    noticeHash: event.noticeHash === null ? null : Buffer.from(event.noticeHash, 'hex'),
    evidence: JSON.stringify(event.evidence),
  }));
  await db.query(
    `insert into consent_events (workspace_id, identifier_ids, purpose, purpose_version, state, consent_type, event_time, effective_at,
       received_at, valid_until, expressed_by, method, notice_hash, language, jurisdiction, source_id, message_id, recorded_by, reason,
       unproven, resolves, evidence)
     select $1, n.identifier_ids::bigint[], n.purpose, n.purpose_version, n.state, n.consent_type, n.event_time, n.effective_at,
       n.received_at, n.valid_until, n.expressed_by, n.method, n.notice_hash, n.language, n.jurisdiction, n.source_id, n.message_id,
       n.recorded_by, n.reason, n.unproven, n.resolves::bigint[], n.evidence
     from unnest($2::text[], $3::text[], $4::int4[], $5::text[], $6::text[], $7::timestamptz[], $8::timestamptz[],
       $9::timestamptz[], $10::timestamptz[], $11::text[], $12::text[], $13::bytea[], $14::text[], $15::text[], $16::int4[],
       $17::text[], $18::text[], $19::text[], $20::bool[], $21::text[], $22::jsonb[])
       n(identifier_ids, purpose, purpose_version, state, consent_type, event_time, effective_at, received_at, valid_until,
         expressed_by, method, notice_hash, language, jurisdiction, source_id, message_id, recorded_by, reason, unproven, resolves,
         evidence)`,
    [
      workspaceId,
      ...binaryColumns(rows, {
        identifierIds: 'text',
        purpose: 'text',
        purposeVersion: 'int4',
        state: 'text',
        consentType: 'text',
        eventMs: 'timestamptz',
        effectiveMs: 'timestamptz',
        receivedMs: 'timestamptz',
        validUntilMs: 'timestamptz',
        expressedBy: 'text',
        method: 'text',
        noticeHash: 'bytea',
        language: 'text',
        jurisdiction: 'text',
        sourceId: 'int4',
        messageId: 'text',
        recordedBy: 'text',
        reason: 'text',
        unproven: 'bool',
        resolves: 'text',
        evidence: 'jsonb',
      }),
    ],
    'record_consent_events',
  );
}

export type StoredEvent = Omit<
  ConsentEvent,
  'eventMs' | 'effectiveMs' | 'receivedMs' | 'validUntilMs' | 'noticeHash'
> & {
  id: number;
  eventTime: Date;
  effectiveAt: Date;
  receivedAt: Date;
  validUntil: Date | null;
  noticeHash: string | null;
  noticeTitle: string | null;
};

const columns = `c.id, c.identifier_ids as "identifierIds", c.purpose, c.purpose_version as "purposeVersion", c.state,
  c.consent_type as "consentType", c.event_time as "eventTime", c.effective_at as "effectiveAt", c.received_at as "receivedAt",
  c.valid_until as "validUntil", c.expressed_by as "expressedBy", c.method, encode(c.notice_hash, 'hex') as "noticeHash",
  (select n.title from notices n where n.workspace_id = c.workspace_id and n.hash = c.notice_hash
     order by n.language = c.language desc limit 1) as "noticeTitle",
  c.language, c.jurisdiction, c.source_id as "sourceId", c.message_id as "messageId", c.recorded_by as "recordedBy", c.reason, c.unproven,
  c.resolves, c.evidence`;

type Row = Omit<StoredEvent, 'identifierIds' | 'resolves'> & {
  identifierIds: unknown[];
  resolves: unknown[];
};
const toStored = (row: Row): StoredEvent => ({
  ...row,
  identifierIds: row.identifierIds.map(Number),
  resolves: row.resolves.map(Number),
});

/** What was expressed on any of these identifiers, the newest record first. */
export async function listConsentEvents(
  { db, workspaceId }: Scope<Queryable>,
  identifierIds: readonly number[],
  page: { before?: number | undefined; limit: number } = { limit: 100_000 },
): Promise<StoredEvent[]> {
  if (identifierIds.length === 0) return [];
  const rows = await db.query<Row>(
    `select ${columns} from consent_events c
     where c.workspace_id = $1 and c.identifier_ids && $2::bigint[] and ($3::bigint is null or c.id < $3)
     order by c.id desc limit $4`,
    [workspaceId, array(identifierIds), page.before ?? null, page.limit],
    'list_consent_events',
  );
  return rows.map(toStored);
}

export async function findConsentEvent(
  { db, workspaceId }: Scope<Queryable>,
  id: number,
): Promise<StoredEvent | undefined> {
  const [row] = await db.query<Row>(
    `select ${columns} from consent_events c where c.workspace_id = $1 and c.id = $2`,
    [workspaceId, id],
    'find_consent_event',
  );
  return row && toStored(row);
}

export type SpokenEvent = Pick<
  StoredEvent,
  | 'id'
  | 'identifierIds'
  | 'purposeVersion'
  | 'state'
  | 'consentType'
  | 'effectiveAt'
  | 'validUntil'
  | 'expressedBy'
  | 'method'
  | 'noticeHash'
  | 'noticeTitle'
  | 'language'
  | 'unproven'
  | 'resolves'
>;

/** The same record as it is kept with each person, about the purpose with this bit. */
export const toStatement = (event: SpokenEvent, bit: number, onDevices: boolean): Statement => ({
  e: event.id,
  p: bit,
  v: event.purposeVersion,
  s: event.state,
  t: event.effectiveAt.getTime(),
  i: event.identifierIds,
  m: event.method,
  ...(event.validUntil === null ? {} : { u: event.validUntil.getTime() }),
  ...(onDevices ? { d: true } : {}),
  ...(event.expressedBy === 'subject' ? {} : { b: event.expressedBy }),
  ...(event.consentType === 'expressed' ? {} : { x: event.consentType }),
  ...(event.noticeHash === null
    ? {}
    : { n: [event.noticeHash, event.noticeTitle ?? '', event.language ?? ''] }),
  ...(event.unproven ? { o: true } : {}),
  ...(event.resolves.length === 0 ? {} : { r: event.resolves }),
});

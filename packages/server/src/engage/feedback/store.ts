// Answers in PostgreSQL, until all that follows from them is done, and some time after so that none counts twice.
import { binaryArray, binaryColumns, type Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Answer, Point } from '../channels/index.ts';
import type { KeptAnswer, Told } from './model.ts';

export type NewAnswer = Answer & {
  workspaceId: number;
  channel: string;
  accountId: number;
  /** When something is to be done about it, in milliseconds since 1970. */
  dueMs: number;
};

const ourId = /^\d{1,15}$/;
const toRow = ({ message, point, hard, machine, text, url, ...one }: NewAnswer) => {
  const id = message !== undefined && 'id' in message && ourId.test(message.id) ? Number(message.id) : null;
  const told: Told = {
    ...(hard === true && { hard }),
    ...(machine !== undefined && { machine }),
    ...(text !== undefined && { text: text.slice(0, 2000) }),
    ...(url !== undefined && { url: url.slice(0, 2000) }),
  };
  return {
    ...one,
    messageId: id,
    providerId: message !== undefined && 'providerId' in message ? message.providerId : null,
    ...{ pointType: point?.type ?? null, pointValue: point?.value ?? null, told: JSON.stringify(told) },
  };
};

/** Those that were told before are left as they are. Returns how many are new. */
export async function insertAnswers(
  db: Queryable,
  answers: readonly NewAnswer[],
  receivedAt: Date,
): Promise<number> {
  if (answers.length === 0) return 0;
  const rows = await db.query(
    `insert into message_answers
       (workspace_id, channel, account_id, answer_id, kind, message_id, provider_id, point_type, point_value, told, at, received_at, due_at)
     select n.workspace_id, n.channel, n.account_id, n.answer_id, n.kind, n.message_id, n.provider_id, n.point_type, n.point_value, n.told,
       n.at, $1, n.due_at
     from unnest($2::int4[], $3::text[], $4::int4[], $5::text[], $6::text[], $7::int8[], $8::text[], $9::text[], $10::text[],
       $11::jsonb[], $12::timestamptz[], $13::timestamptz[])
       n(workspace_id, channel, account_id, answer_id, kind, message_id, provider_id, point_type, point_value, told, at, due_at)
     on conflict (workspace_id, channel, account_id, answer_id) do nothing returning id`,
    [
      receivedAt,
      ...binaryColumns(answers.map(toRow), {
        ...{ workspaceId: 'int4', channel: 'text', accountId: 'int4', answerId: 'text', kind: 'text' },
        ...{ messageId: 'int8', providerId: 'text', pointType: 'text', pointValue: 'text', told: 'jsonb' },
        ...{ at: 'timestamptz', dueMs: 'timestamptz' },
      }),
    ],
    'insert_answers',
  );
  return rows.length;
}

const ms = (column: string): string => `(extract(epoch from ${column}) * 1000)::float8`;
type Row = Omit<KeptAnswer, 'point'> & { pointType: string | null; pointValue: string | null };
const toKept = ({ pointType: type, pointValue: value, ...row }: Row): KeptAnswer => ({
  ...row,
  point: type === null || value === null ? undefined : ({ type, value } satisfies Point),
});

/** Takes those that are due. Until `until` nobody else does: whoever took them may have ended before it was done. */
export async function takeDue(db: Queryable, at: Date, until: Date, limit: number): Promise<KeptAnswer[]> {
  const rows = await db.query<Row>(
    `update message_answers a set due_at = $2 from (
       select id from message_answers where due_at <= $1 order by due_at, id limit $3 for update skip locked) d
     where a.id = d.id
     returning a.id, a.workspace_id as "workspaceId", a.channel, a.account_id as "accountId", a.kind, a.message_id as "messageId",
       a.provider_id as "providerId", a.point_type as "pointType", a.point_value as "pointValue", a.told, ${ms('a.at')} as at,
       ${ms('a.received_at')} as "receivedMs"`,
    [at, until, limit],
    'take_due_answers',
  );
  return rows.map(toKept).toSorted((one, other) => one.id - other.id);
}

/** Nothing is left to be done about these. Returns those about which there was: each is returned once. */
export async function endAnswers(
  db: Queryable,
  answers: readonly { id: number; messageId: number | null; told: Told }[],
): Promise<Set<number>> {
  const rows = await db.query<{ id: number }>(
    `update message_answers a set due_at = null, message_id = coalesce(n.message_id, a.message_id), told = n.told
     from unnest($1::int8[], $2::int8[], $3::jsonb[]) n(id, message_id, told) where a.id = n.id and a.due_at is not null returning a.id`,
    binaryColumns(
      answers.map((one) => ({ ...one, told: JSON.stringify(one.told) })),
      { id: 'int8', messageId: 'int8', told: 'jsonb' },
    ),
    'end_answers',
  );
  return new Set(rows.map(({ id }) => id));
}

export const putOff = (db: Queryable, ids: readonly number[], until: Date): Promise<unknown> =>
  db.query(
    'update message_answers set due_at = $2 where id = any($1::int8[]) and due_at is not null',
    [binaryArray('int8', ids), until],
    'put_off_answers',
  );

export type FetchedBefore = { messageId: number; kind: 'opened' | 'clicked'; at: number; told: Told };

/** What was opened and clicked of these messages around then. */
export const listFetched = (
  { db, workspaceId }: Scope<Queryable>,
  messageIds: readonly number[],
  from: Date,
  until: Date,
): Promise<FetchedBefore[]> =>
  db.query<FetchedBefore>(
    `select message_id as "messageId", kind, ${ms('at')} as at, told from message_answers
     where workspace_id = $1 and message_id = any($2::int8[]) and kind = 'clicked' and at between $3 and $4`,
    [workspaceId, binaryArray('int8', messageIds), from, until],
    'list_fetched',
  );

/** For retention: the oldest first. */
export async function deleteAnswers(db: Queryable, before: Date, limit: number): Promise<number> {
  const rows = await db.query(
    `delete from message_answers where id in (
       select id from message_answers where received_at < $1 and due_at is null order by received_at limit $2) returning id`,
    [before, limit],
    'delete_answers',
  );
  return rows.length;
}

/** For an erasure: what was told of these messages and of these addresses. */
export async function eraseAnswersOf(
  { db, workspaceId }: Scope<Queryable>,
  { messageIds, points }: { messageIds: readonly number[]; points: readonly Point[] },
): Promise<void> {
  await db.query(
    `delete from message_answers a where a.workspace_id = $1 and (a.message_id = any($2::int8[])
       or (a.point_type, a.point_value) in (select * from unnest($3::text[], $4::text[])))`,
    [workspaceId, binaryArray('int8', messageIds), ...binaryColumns(points, { type: 'text', value: 'text' })],
    'erase_answers',
  );
}

// What became of messages, in PostgreSQL: found by whoever answers, and moved in sets.
import {
  binaryArray,
  binaryColumns,
  type Queryable,
  type Transaction,
} from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { ChannelSlug, Point } from '../channels/index.ts';
import type { MessageState, Trigger } from './model.ts';
import { type Answered, moveForward, type Outcome } from './outcome-rules.ts';

/** A message as its events tell of it. */
export type ToldMessage = {
  id: number;
  providerId: string | null;
  profileId: number;
  channel: ChannelSlug;
  pointType: string | null;
  pointValue: string | null;
  template: string;
  templateVersion: number;
  topic: string | null;
  purpose: string | null;
  trigger: Trigger;
  campaignId: number | null;
  arm: string | null;
  language: string | null;
  state: MessageState;
  why: unknown;
  createdMs: number;
  sentMs: number | null;
};

const ms = (column: string): string => `(extract(epoch from ${column}) * 1000)::float8`;
const toldColumns = `m.id, m.provider_id as "providerId", m.profile_id as "profileId", m.channel, m.point_type as "pointType",
  m.point_value as "pointValue", t.slug as template, m.template_version as "templateVersion", m.topic, m.purpose, m.trigger,
  m.campaign_id as "campaignId", m.arm, m.language, m.state, m.why, ${ms('m.created_at')} as "createdMs", ${ms('m.sent_at')} as "sentMs"`;

export type NamedMessages = { ids: readonly number[]; providerIds: readonly string[] };

/** Those that there are, by our ids and by those of the other side. */
export const listTold = (
  { db, workspaceId }: Scope<Queryable>,
  { ids, providerIds }: NamedMessages,
): Promise<ToldMessage[]> =>
  db.query<ToldMessage>(
    `select ${toldColumns} from messages m join templates t on t.id = m.template_id
     where m.workspace_id = $1 and m.id in (
       select id from messages where id = any($2::int8[]) union select id from messages where provider_id = any($3::text[]))`,
    [workspaceId, binaryArray('int8', ids), binaryArray('text', providerIds)],
    'list_told_messages',
  );

/** The last that was sent to this address by this channel, of the person who has it; where an answer names no message. */
export async function findLastTo(
  { db, workspaceId }: Scope<Queryable>,
  { profileId, channel, point }: { profileId: number; channel: string; point: Point },
  since: Date,
): Promise<ToldMessage | undefined> {
  const [row] = await db.query<ToldMessage>(
    `select ${toldColumns} from messages m join templates t on t.id = m.template_id
     where m.workspace_id = $1 and (m.profile_id = $2 or m.profile_id in (select from_id from profile_redirects where workspace_id = $1 and into_id = $2))
       and m.channel = $3 and m.point_type = $4 and m.point_value = $5 and m.sent_at >= $6 order by m.sent_at desc limit 1`,
    [workspaceId, profileId, channel, point.type, point.value, since],
    'find_last_message_to',
  );
  return row;
}

/** Those that were sent since then, of all workspaces: for whoever tells of them, and may have ended before it did. */
export const listSentSince = (db: Queryable, since: Date): Promise<{ workspaceId: number; id: number }[]> =>
  db.query<{ workspaceId: number; id: number }>(
    'select workspace_id as "workspaceId", id from messages where sent_at >= $1 order by id limit 200000',
    [since],
    'list_sent_since',
  );

type Row = Answered & { id: number };

/** Moves each message by what was told of it. To be called once for each answer: the history keeps it. */
export async function recordOutcomes(
  { db, workspaceId }: Scope<Transaction>,
  outcomes: readonly (Outcome & { messageId: number })[],
): Promise<void> {
  const byMessage = Map.groupBy(outcomes, ({ messageId }) => messageId);
  if (byMessage.size === 0) return;
  const before = await db.query<Row>(
    `select id, state, history, ${ms('delivered_at')} as "deliveredMs", ${ms('opened_at')} as "openedMs",
       ${ms('clicked_at')} as "clickedMs", ${ms('ended_at')} as "endedMs"
     from messages where workspace_id = $1 and id = any($2::int8[]) order by id for update`,
    [workspaceId, binaryArray('int8', [...byMessage.keys()])],
    'lock_answered_messages',
  );
  const after = before.map(({ id, ...message }) => {
    const moved = moveForward(message, byMessage.get(id) ?? []);
    return { id, ...moved, history: JSON.stringify(moved.history) };
  });
  await db.query(
    `update messages m set state = n.state, history = n.history, delivered_at = n.delivered_at, opened_at = n.opened_at,
       clicked_at = n.clicked_at, ended_at = n.ended_at
     from unnest($2::int8[], $3::text[], $4::jsonb[], $5::timestamptz[], $6::timestamptz[], $7::timestamptz[], $8::timestamptz[])
       n(id, state, history, delivered_at, opened_at, clicked_at, ended_at)
     where m.workspace_id = $1 and m.id = n.id`,
    [
      workspaceId,
      ...binaryColumns(after, {
        ...{ id: 'int8', state: 'text', history: 'jsonb', deliveredMs: 'timestamptz' },
        ...{ openedMs: 'timestamptz', clickedMs: 'timestamptz', endedMs: 'timestamptz' },
      }),
    ],
    'record_outcomes',
  );
}

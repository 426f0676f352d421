// Messages in PostgreSQL: made, taken for sending, and what became of them. All of it in sets.
import {
  binaryArray,
  binaryColumns,
  type Queryable,
  type Transaction,
} from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type ChannelSlug, channelSlugs } from '../channels/index.ts';
import type { MessageState, NewMessage, Trigger } from './model.ts';

export type Due = {
  id: number;
  profileId: number;
  channel: ChannelSlug;
  fallbacks: ChannelSlug[];
  pointType: string | null;
  pointValue: string | null;
  templateId: number;
  templateVersion: number;
  language: string | null;
  topic: string | null;
  purpose: string | null;
  trigger: Trigger;
  variables: Record<string, unknown>;
  campaignId: number | null;
  attempts: number;
  expiresMs: number | null;
};

const ms = (column: string): string => `(extract(epoch from ${column}) * 1000)::float8`;
const dueColumns = `m.id, m.profile_id as "profileId", m.channel, m.fallbacks, m.point_type as "pointType", m.point_value as "pointValue",
  m.template_id as "templateId", m.template_version as "templateVersion", m.language, m.topic, m.purpose, m.trigger, m.variables,
  m.campaign_id as "campaignId", m.attempts, ${ms('m.expires_at')} as "expiresMs"`;

/** Returns the ids of those that are new; one of a key that is there already is the same message. */
export async function insertMessages(
  { db, workspaceId }: Scope<Queryable>,
  messages: readonly NewMessage[],
  at: Date,
): Promise<{ key: string; id: number }[]> {
  if (messages.length === 0) return [];
  const rows = messages.map((one) => ({
    ...{ key: one.key, profileId: one.profileId, channel: one.channel },
    fallbacks: JSON.stringify(one.fallbacks ?? []),
    ...{ pointType: one.point?.type ?? null, pointValue: one.point?.value ?? null },
    ...{ templateId: one.template.id, templateVersion: one.template.version, language: one.language ?? null },
    ...{ trigger: JSON.stringify(one.trigger), variables: JSON.stringify(one.variables ?? {}) },
    ...{ campaignId: one.campaignId ?? null, arm: one.arm ?? null, priority: one.priority ?? null },
    ...{ dueMs: one.dueAt, expiresMs: one.expiresAt ?? null },
  }));
  return db.query<{ key: string; id: number }>(
    `insert into messages (workspace_id, key, profile_id, channel, fallbacks, point_type, point_value, template_id, template_version, language,
       topic, purpose, trigger, variables, campaign_id, arm, priority, state, due_at, expires_at, attempts, created_at, history)
     select $1, n.key, n.profile_id, n.channel, (select coalesce(array_agg(f), '{}') from jsonb_array_elements_text(n.fallbacks) f),
       n.point_type, n.point_value, n.template_id, n.template_version, n.language, t.topic, t.purpose, n.trigger, n.variables, n.campaign_id,
       n.arm, coalesce(n.priority, case when t.topic is null then 5 else 0 end), 'queued', n.due_at, n.expires_at, 0, $2, '[]'
     from unnest($3::text[], $4::int8[], $5::text[], $6::jsonb[], $7::text[], $8::text[], $9::int4[], $10::int4[], $11::text[],
       $12::jsonb[], $13::jsonb[], $14::int4[], $15::text[], $16::int2[], $17::timestamptz[], $18::timestamptz[])
       n(key, profile_id, channel, fallbacks, point_type, point_value, template_id, template_version, language, trigger, variables,
         campaign_id, arm, priority, due_at, expires_at)
     join templates t on t.workspace_id = $1 and t.id = n.template_id
     on conflict (workspace_id, key) do nothing returning key, id`,
    [
      ...[workspaceId, at],
      ...binaryColumns(rows, {
        ...{
          key: 'text',
          profileId: 'int8',
          channel: 'text',
          fallbacks: 'jsonb',
          pointType: 'text',
          pointValue: 'text',
        },
        ...{
          templateId: 'int4',
          templateVersion: 'int4',
          language: 'text',
          trigger: 'jsonb',
          variables: 'jsonb',
        },
        ...{
          campaignId: 'int4',
          arm: 'text',
          priority: 'int2',
          dueMs: 'timestamptz',
          expiresMs: 'timestamptz',
        },
      }),
    ],
    'insert_messages',
  );
}

/** Those that are to go now, the most urgent first. Nobody else sees them until the transaction ends. */
export const lockDue = (
  { db, workspaceId }: Scope<Transaction>,
  channel: ChannelSlug,
  at: Date,
  limit: number,
): Promise<Due[]> =>
  db.query<Due>(
    `select ${dueColumns} from messages m where m.channel = $2 and m.workspace_id = $1 and m.state in ('queued', 'deferred') and m.due_at <= $3
     order by m.priority desc, m.due_at, m.id limit $4 for update skip locked`,
    [workspaceId, channel, at, limit],
    'lock_due_messages',
  );

/** Those of these that this server still has in hand. */
export const lockClaimed = (
  { db, workspaceId }: Scope<Transaction>,
  ids: readonly number[],
  by: string,
): Promise<Due[]> =>
  db.query<Due>(
    `select ${dueColumns} from messages m where m.workspace_id = $1 and m.id = any($2::int8[]) and m.state = 'sending' and m.claimed_by = $3
     order by m.id for update`,
    [workspaceId, binaryArray('int8', ids), by],
    'lock_claimed_messages',
  );

export type Step = {
  id: number;
  state: MessageState;
  channel: ChannelSlug;
  fallbacks: readonly ChannelSlug[];
  pointType: string | null;
  pointValue: string | null;
  purpose: string | null;
  /** The code, of what was refused, deferred or failed. */
  reason: string | null;
  why: unknown;
  /** Of what waits: until when, in milliseconds since 1970. */
  dueMs: number | null;
  accountId: number | null;
  /** The sentence that the history keeps; null: none. */
  detail: string | null;
  attempts: number;
};
type Moved = { at: Date; claimedBy: string | null; claimedUntil: Date | null };

/** Writes what was decided of messages that this transaction has locked. */
export async function writeSteps(
  { db, workspaceId }: Scope<Queryable>,
  steps: readonly Step[],
  { at, claimedBy, claimedUntil }: Moved,
): Promise<void> {
  if (steps.length === 0) return;
  const rows = steps.map(({ why, fallbacks, ...one }) => ({
    ...one,
    fallbacks: JSON.stringify(fallbacks),
    why: why === null || why === undefined ? null : JSON.stringify(why),
    // A claim is not told: what follows it tells when.
    entry:
      one.state === 'sending'
        ? '[]'
        : JSON.stringify([
            {
              ...{ state: one.state, at: at.toISOString() },
              ...(one.reason === null ? {} : { reason: one.reason }),
              ...(one.detail === null ? {} : { detail: one.detail }),
            },
          ]),
  }));
  await db.query(
    `update messages m set state = n.state, channel = n.channel,
       fallbacks = (select coalesce(array_agg(f), '{}') from jsonb_array_elements_text(n.fallbacks) f),
       point_type = n.point_type, point_value = n.point_value, purpose = coalesce(n.purpose, m.purpose), reason = n.reason,
       why = coalesce(n.why, m.why), due_at = coalesce(n.due_at, m.due_at), account_id = coalesce(n.account_id, m.account_id),
       attempts = n.attempts, history = m.history || n.entry,
       claimed_by = case when n.state = 'sending' then $3 end, claimed_until = case when n.state = 'sending' then $4::timestamptz end,
       sent_at = case when n.state = 'sent' then coalesce(m.sent_at, $2) when n.state in ('queued', 'deferred', 'failed') then null
         else m.sent_at end,
       ended_at = case when n.state in ('refused', 'expired', 'cancelled', 'failed', 'bounced') then $2 else m.ended_at end
     from unnest($5::int8[], $6::text[], $7::text[], $8::jsonb[], $9::text[], $10::text[], $11::text[], $12::text[], $13::jsonb[],
       $14::timestamptz[], $15::int4[], $16::int2[], $17::jsonb[])
       n(id, state, channel, fallbacks, point_type, point_value, purpose, reason, why, due_at, account_id, attempts, entry)
     where m.id = n.id and m.workspace_id = $1`,
    [
      ...[workspaceId, at, claimedBy, claimedUntil],
      ...binaryColumns(rows, {
        ...{
          id: 'int8',
          state: 'text',
          channel: 'text',
          fallbacks: 'jsonb',
          pointType: 'text',
          pointValue: 'text',
        },
        ...{
          purpose: 'text',
          reason: 'text',
          why: 'jsonb',
          dueMs: 'timestamptz',
          accountId: 'int4',
          attempts: 'int2',
        },
        entry: 'jsonb',
      }),
    ],
    'write_message_steps',
  );
}

/** What the other side calls messages that it has taken. */
export async function recordProviderIds(
  { db, workspaceId }: Scope<Queryable>,
  taken: readonly { id: number; providerId: string }[],
): Promise<void> {
  await db.query(
    `update messages m set provider_id = n.provider_id from unnest($2::int8[], $3::text[]) n(id, provider_id)
     where m.id = n.id and m.workspace_id = $1`,
    [workspaceId, ...binaryColumns(taken, { id: 'int8', providerId: 'text' })],
    'record_provider_ids',
  );
}

export type SentBeforeRow = { profileId: number; channel: ChannelSlug; topic: string; at: number };

/** What went to these people since then, or is going now, of topics; also under ids that were merged into them. */
export const listSentBefore = (
  { db, workspaceId }: Scope<Queryable>,
  owners: readonly number[],
  since: Date,
  at: Date,
): Promise<(SentBeforeRow & { id: number })[]> =>
  db.query<SentBeforeRow & { id: number }>(
    `select m.id, o.owner as "profileId", m.channel, m.topic, ${ms('coalesce(m.sent_at, $4)')} as at
     from (
       select n.owner, n.owner as id from unnest($2::int8[]) n(owner)
       union all
       select r.into_id, r.from_id from profile_redirects r where r.workspace_id = $1 and r.into_id = any($2::int8[])
     ) o join messages m on m.workspace_id = $1 and m.profile_id = o.id
     where m.topic is not null and (m.sent_at > $3 or m.state = 'sending')`,
    [workspaceId, binaryArray('int8', owners), since, at],
    'list_sent_before',
  );

/** When the next message of a channel is due; undefined where none waits. In milliseconds since 1970. */
export async function findNextDue({ db }: { db: Queryable }): Promise<number | undefined> {
  const [row] = await db.query<{ due: number | null }>(
    `select min(due) as due from unnest($1::text[]) c(channel) cross join lateral (
       select ${ms('m.due_at')} as due from messages m where m.channel = c.channel and m.state in ('queued', 'deferred') order by m.due_at limit 1
     ) n`,
    [channelSlugs],
    'find_next_due_message',
  );
  return row?.due ?? undefined;
}

type InHand = Pick<
  Step,
  'id' | 'channel' | 'fallbacks' | 'pointType' | 'pointValue' | 'accountId' | 'attempts'
>;
const inHandColumns = `m.id, m.channel, m.fallbacks, m.point_type as "pointType", m.point_value as "pointValue", m.account_id as "accountId",
  m.attempts`;

export const listClaimedBy = ({ db, workspaceId }: Scope<Queryable>, by: string): Promise<InHand[]> =>
  db.query<InHand>(
    `select ${inHandColumns} from messages m where m.workspace_id = $1 and m.state = 'sending' and m.claimed_by = $2`,
    [workspaceId, by],
  );

/** Claimed by others so long ago that they must be gone. */
export const listAbandoned = (
  { db, workspaceId }: Scope<Queryable>,
  by: string,
  at: Date,
): Promise<InHand[]> =>
  db.query<InHand>(
    `select ${inHandColumns} from messages m where m.workspace_id = $1 and m.state = 'sending' and m.claimed_by <> $2 and m.claimed_until < $3`,
    [workspaceId, by, at],
  );

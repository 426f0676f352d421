// The log of messages: what became of each, and why.
import { AppError } from '@rapport/protocol';
import { labelOfIdentifier } from '../../connect/permissions/index.ts';
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { maskValue } from '../../respect/categories/index.ts';
import type { ChannelSlug } from '../channels/index.ts';
import type { Why } from './judging.ts';
import type { MessageState, Trigger } from './model.ts';

export type MessageFilter = {
  state?: MessageState | undefined;
  channel?: ChannelSlug | undefined;
  campaign?: string | undefined;
  template?: string | undefined;
  topic?: string | undefined;
  reason?: string | undefined;
  profileId?: number | undefined;
};

type Row = {
  id: number;
  key: string;
  profile_id: number;
  channel: ChannelSlug;
  point_type: string | null;
  point_value: string | null;
  template: { slug: string; title: string; version: number };
  topic: string | null;
  purpose: string | null;
  trigger: Trigger;
  state: MessageState;
  reason: string | null;
  why: Why | null;
  due_at: Date;
  created_at: Date;
  sent_at: Date | null;
  delivered_at: Date | null;
  opened_at: Date | null;
  clicked_at: Date | null;
  arm: string | null;
  attempts: number;
  account: string | null;
};

const columns = `m.id, m.key, coalesce(r.into_id, m.profile_id) as profile_id, m.channel, m.point_type, m.point_value,
  jsonb_build_object('slug', t.slug, 'title', t.title, 'version', m.template_version) as template, m.topic, m.purpose, m.trigger, m.state,
  m.reason, m.why, m.due_at, m.created_at, m.sent_at, m.delivered_at, m.opened_at, m.clicked_at, m.arm, m.attempts, a.slug as account`;
const tables = `messages m join templates t on t.id = m.template_id left join channel_accounts a on a.id = m.account_id
  left join profile_redirects r on r.workspace_id = m.workspace_id and r.from_id = m.profile_id`;

/** The newest first; one more than `limit`, where there are more. */
export function listMessages(
  { db, workspaceId }: Scope<Queryable>,
  filter: MessageFilter,
  { before, limit }: { before: number | undefined; limit: number },
): Promise<Row[]> {
  const values: unknown[] = [workspaceId];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const tests = [
    before === undefined ? undefined : `m.id < ${bind(before)}`,
    filter.state && `m.state = ${bind(filter.state)}`,
    filter.channel && `m.channel = ${bind(filter.channel)}`,
    filter.topic && `m.topic = ${bind(filter.topic)}`,
    filter.reason && `m.reason = ${bind(filter.reason)}`,
    filter.template &&
      `m.template_id = (select id from templates where workspace_id = $1 and slug = ${bind(filter.template)})`,
    filter.campaign &&
      `m.trigger ->> 'kind' = 'campaign' and m.trigger ->> 'name' = ${bind(filter.campaign)}`,
    filter.profileId === undefined
      ? undefined
      : `m.profile_id in (select ${bind(filter.profileId)}::int8 union select from_id from profile_redirects
           where workspace_id = $1 and into_id = $${values.length})`,
  ].filter((one) => one !== undefined && one !== '');
  return db.query<Row>(
    `select ${columns} from ${tables} where m.workspace_id = $1 ${tests.map((one) => `and ${one}`).join(' ')}
     order by m.id desc limit ${bind(limit + 1)}`,
    values,
  );
}

export type MessageHistory = { state: MessageState; at: string; reason?: string; detail?: string }[];

/** Throws `message_not_found`. */
export async function getMessage(
  { db, workspaceId }: Scope<Queryable>,
  id: number,
): Promise<Row & { history: MessageHistory; variables: Record<string, unknown> }> {
  const [row] = await db.query<Row & { history: MessageHistory; variables: Record<string, unknown> }>(
    `select ${columns}, m.history, m.variables from ${tables} where m.workspace_id = $1 and m.id = $2`,
    [workspaceId, id],
  );
  if (row === undefined) throw new AppError('message_not_found');
  return row;
}

/** Without what only one who reads it alone is told. Throws `message_not_found`. */
export async function showMessage(scope: Scope<Queryable>, id: number) {
  const { history: _history, variables: _variables, ...row } = await getMessage(scope, id);
  return toShown(row);
}

/** As the API tells it: the address is masked, since the log is for whoever answers for messages and not for reading people. */
export function toShown({ id, profile_id, point_type: type, point_value: value, ...row }: Row) {
  const point =
    type === null || value === null
      ? null
      : { type, value: String(maskValue(value, labelOfIdentifier(type, value).category)) };
  return { ...row, id: String(id), profile_id: String(profile_id), point };
}

/** Sent again: one that failed. Throws `message_not_found`, or `conflict` where it did not fail. */
export async function retryMessage(
  { db, workspaceId }: Scope<Queryable>,
  id: number,
  at: Date,
  by: string,
): Promise<void> {
  const entry = JSON.stringify([
    { state: 'queued', at: at.toISOString(), reason: 'retried_by_hand', detail: by },
  ]);
  const retried = await db.query(
    `update messages set state = 'queued', reason = null, attempts = 0, due_at = $3, ended_at = null, history = history || $4::jsonb
     where workspace_id = $1 and id = $2 and state = 'failed' returning id`,
    [workspaceId, id, at, entry],
  );
  if (retried.length > 0) return;
  const { state } = await getMessage({ db, workspaceId }, id);
  throw new AppError('conflict', `Only what failed can be sent again; this message is ${state}.`);
}

/** What has not gone yet does not go any more. Throws `message_not_found`, or `conflict` where it went. */
export async function cancelMessage(
  { db, workspaceId }: Scope<Queryable>,
  id: number,
  at: Date,
  by: string,
): Promise<void> {
  const entry = JSON.stringify([{ state: 'cancelled', at: at.toISOString(), detail: by }]);
  const cancelled = await db.query(
    `update messages set state = 'cancelled', reason = 'cancelled_by_hand', ended_at = $3, history = history || $4::jsonb
     where workspace_id = $1 and id = $2 and state in ('queued', 'deferred', 'sending') returning id`,
    [workspaceId, id, at, entry],
  );
  if (cancelled.length > 0) return;
  const { state } = await getMessage({ db, workspaceId }, id);
  throw new AppError('conflict', `It cannot be cancelled any more: this message is ${state}.`);
}

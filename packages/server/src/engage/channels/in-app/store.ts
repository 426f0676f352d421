// Messages in the inbox of an app, in PostgreSQL. What one is sent for stands in its message.
import { binaryArray, type Queryable } from '../../../platform/postgres/index.ts';
import type { Scope } from '../../../platform/workspaces/index.ts';
import type { Outgoing } from '../channel.ts';
import type { Rendered } from './channel.ts';

export type InAppMessage = {
  id: number;
  content: Rendered;
  language: string;
  sentAt: Date;
  readAt: Date | null;
  clickedAt: Date | null;
  purpose: string;
  topic: string | null;
};

/** Added already, it stays as it is. */
export async function addInApp(
  { db, workspaceId }: Scope<Queryable>,
  id: number,
  { profileId, rendered, language }: Outgoing<Rendered>,
): Promise<void> {
  await db.query(
    `insert into in_app_messages (message_id, workspace_id, profile_id, content, language) values ($1, $2, $3, $4, $5)
     on conflict (message_id) do nothing`,
    [id, workspaceId, profileId, JSON.stringify(rendered), language],
    'add_in_app_message',
  );
}

export async function removeUnsent({ db, workspaceId }: Scope<Queryable>, id: number): Promise<void> {
  await db.query(
    `delete from in_app_messages a using messages m
     where a.workspace_id = $1 and a.message_id = $2 and m.id = a.message_id and m.sent_at is null`,
    [workspaceId, id],
    'remove_unsent_in_app_message',
  );
}

const sent = 'in_app_messages a join messages m on m.id = a.message_id and m.sent_at is not null';

/** Of all ids that lead to a person, the newest first. */
export const listInApp = (
  { db, workspaceId }: Scope<Queryable>,
  profileIds: readonly number[],
  { before, limit }: { before: number | undefined; limit: number },
): Promise<InAppMessage[]> =>
  db.query<InAppMessage>(
    `select a.message_id as id, a.content, a.language, m.sent_at as "sentAt", a.read_at as "readAt", a.clicked_at as "clickedAt",
       m.purpose, m.topic
     from ${sent} where a.workspace_id = $1 and a.profile_id = any($2::int8[]) and ($3::int8 is null or a.message_id < $3)
     order by a.message_id desc limit $4`,
    [workspaceId, binaryArray('int8', profileIds), before ?? null, limit],
    'list_in_app_messages',
  );

/** What has not been read, by what it was sent for. */
export const countUnread = (
  { db, workspaceId }: Scope<Queryable>,
  profileIds: readonly number[],
): Promise<{ purpose: string; topic: string | null; count: number }[]> =>
  db.query(
    `select m.purpose, m.topic, count(*)::int as count from ${sent}
     where a.workspace_id = $1 and a.profile_id = any($2::int8[]) and a.read_at is null group by 1, 2`,
    [workspaceId, binaryArray('int8', profileIds)],
    'count_unread_in_app_messages',
  );

/** Undefined: the person has no such message. `isFirst`: it had not been told before. */
export async function markInApp(
  { db, workspaceId }: Scope<Queryable>,
  profileIds: readonly number[],
  id: number,
  what: 'read' | 'clicked',
  at: Date,
): Promise<{ isFirst: boolean } | undefined> {
  // Whoever follows one has read it.
  const [row] = await db.query<{ isFirst: boolean }>(
    `update in_app_messages a set read_at = coalesce(a.read_at, $4),
       clicked_at = case when $5 = 'clicked' then coalesce(a.clicked_at, $4) else a.clicked_at end
     from in_app_messages o join messages m on m.id = o.message_id and m.sent_at is not null
     where a.workspace_id = $1 and a.profile_id = any($2::int8[]) and a.message_id = $3 and o.message_id = a.message_id
     returning case when $5 = 'clicked' then o.clicked_at else o.read_at end is null as "isFirst"`,
    [workspaceId, binaryArray('int8', profileIds), id, at, what],
    'mark_in_app_message',
  );
  return row;
}

/** What of these inboxes there is now: another text where something changed. Each in its place. */
export async function listStates(
  db: Queryable,
  all: readonly { workspaceId: number; profileIds: readonly number[] }[],
): Promise<string[]> {
  const flat = all.flatMap(({ workspaceId, profileIds }, place) =>
    profileIds.map((id) => ({ place, workspaceId, id })),
  );
  const rows = await db.query<{ place: number; state: string }>(
    `select s.place, concat_ws(' ', max(a.message_id), count(*), count(a.read_at)) as state
     from unnest($1::int4[], $2::int4[], $3::int8[]) s(place, workspace_id, profile_id)
     join ${sent} on a.workspace_id = s.workspace_id and a.profile_id = s.profile_id group by s.place`,
    [flat.map(({ place }) => place), flat.map(({ workspaceId }) => workspaceId), flat.map(({ id }) => id)],
    'list_in_app_states',
  );
  const states = new Map(rows.map(({ place, state }) => [place, state]));
  return all.map((_, place) => states.get(place) ?? '');
}

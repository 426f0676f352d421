// Calls to be made, in PostgreSQL. What a task is sent for stands in its message.
import type { Queryable } from '../../../platform/postgres/index.ts';
import type { Scope } from '../../../platform/workspaces/index.ts';
import type { Outgoing } from '../channel.ts';
import type { Rendered } from './channel.ts';
import type { TaskOutcome, TaskState } from './model.ts';

export type Task = {
  id: number;
  profileId: number;
  number: string;
  title: string;
  script: string;
  language: string;
  state: TaskState;
  dueAt: Date;
  claimedBy: string | null;
  claimedUntil: Date | null;
  attempts: number;
  outcome: TaskOutcome | null;
  note: string | null;
  reason: { code: string; message: string } | null;
  endedAt: Date | null;
  purpose: string;
  topic: string | null;
  trigger: { kind: string; name: string };
};

/** Added already, it stays as it is. */
export async function addTask(
  { db, workspaceId }: Scope<Queryable>,
  id: number,
  { profileId, to, rendered, language, at }: Outgoing<Rendered>,
): Promise<void> {
  await db.query(
    `insert into phone_tasks (message_id, workspace_id, profile_id, number, title, script, language, state, due_at, attempts)
     values ($1, $2, $3, $4, $5, $6, $7, 'open', $8, 0) on conflict (message_id) do nothing`,
    [id, workspaceId, profileId, to.value, rendered.title, rendered.script, language, new Date(at)],
    'add_phone_task',
  );
}

export async function removeUnsent({ db, workspaceId }: Scope<Queryable>, id: number): Promise<void> {
  await db.query(
    `delete from phone_tasks t using messages m
     where t.workspace_id = $1 and t.message_id = $2 and m.id = t.message_id and m.sent_at is null`,
    [workspaceId, id],
    'remove_unsent_phone_task',
  );
}

const columns = `t.message_id as id, t.profile_id as "profileId", t.number, t.title, t.script, t.language, t.state, t.due_at as "dueAt",
  t.claimed_by as "claimedBy", t.claimed_until as "claimedUntil", t.attempts, t.outcome, t.note, t.reason, t.ended_at as "endedAt",
  m.purpose, m.topic, m.trigger`;
const sent = 'from phone_tasks t join messages m on m.id = t.message_id and m.sent_at is not null';

export type TaskFilter = {
  state: TaskState | undefined;
  by: string | undefined;
  after: [Date, number] | undefined;
  limit: number;
};

/** What is due first comes first. A claim that is over is open again. */
export const listTasks = (
  { db, workspaceId }: Scope<Queryable>,
  { state, by, after, limit }: TaskFilter,
  at: Date,
): Promise<Task[]> =>
  db.query<Task>(
    `select ${columns} ${sent}
     where t.workspace_id = $1
       and ($2::text is null or $2 = case when t.state = 'claimed' and t.claimed_until <= $3 then 'open' else t.state end)
       and ($4::text is null or t.claimed_by = $4)
       and ($5::timestamptz is null or (t.due_at, t.message_id) > ($5, $6::int8))
     order by t.due_at, t.message_id limit $7`,
    [workspaceId, state ?? null, at, by ?? null, after?.[0] ?? null, after?.[1] ?? null, limit],
    'list_phone_tasks',
  );

export async function findTask({ db, workspaceId }: Scope<Queryable>, id: number): Promise<Task | undefined> {
  const [row] = await db.query<Task>(
    `select ${columns} ${sent} where t.workspace_id = $1 and t.message_id = $2`,
    [workspaceId, id],
    'find_phone_task',
  );
  return row;
}

/** False: somebody else was faster, or it is over. */
export async function claimTask(
  { db, workspaceId }: Scope<Queryable>,
  id: number,
  by: string,
  { at, until }: { at: Date; until: Date },
): Promise<boolean> {
  const rows = await db.query(
    `update phone_tasks set state = 'claimed', claimed_by = $3, claimed_until = $5
     where workspace_id = $1 and message_id = $2
       and (state = 'open' or state = 'claimed' and (claimed_by = $3 or claimed_until <= $4)) returning message_id`,
    [workspaceId, id, by, at, until],
    'claim_phone_task',
  );
  return rows.length > 0;
}

/** False: it was over already. */
export async function refuseTask(
  { db, workspaceId }: Scope<Queryable>,
  id: number,
  reason: { code: string; message: string },
  at: Date,
): Promise<boolean> {
  const rows = await db.query(
    `update phone_tasks set state = 'refused', reason = $3, ended_at = $4, claimed_by = null, claimed_until = null
     where workspace_id = $1 and message_id = $2 and state in ('open', 'claimed') returning message_id`,
    [workspaceId, id, JSON.stringify(reason), at],
    'refuse_phone_task',
  );
  return rows.length > 0;
}

export type Ended = Pick<Task, 'state' | 'attempts' | 'outcome' | 'note'> & {
  dueAt: Date | null;
  endedAt: Date | null;
};

/** False: `by` does not have it in hand any more. */
export async function endClaim(
  { db, workspaceId }: Scope<Queryable>,
  id: number,
  by: string,
  { state, attempts, outcome, note, dueAt, endedAt }: Ended,
): Promise<boolean> {
  const rows = await db.query(
    `update phone_tasks set state = $4, attempts = $5, outcome = $6, note = $7, due_at = coalesce($8, due_at), ended_at = $9,
       claimed_by = case when $4 = 'open' then null else claimed_by end, claimed_until = null
     where workspace_id = $1 and message_id = $2 and state = 'claimed' and claimed_by = $3 returning message_id`,
    [workspaceId, id, by, state, attempts, outcome, note, dueAt, endedAt],
    'end_phone_claim',
  );
  return rows.length > 0;
}

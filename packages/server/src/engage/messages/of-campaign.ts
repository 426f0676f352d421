// The messages of a campaign, all at once: held back, let go on, cancelled. What is in hand meanwhile is asked about once more as its
// last bytes go (`judging.ts`).
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { heldUntilMs } from './judging.ts';

const entry = (state: string, at: Date, reason: string, detail: string): string =>
  JSON.stringify([{ state, at: at.toISOString(), reason, detail }]);

/** What has not gone waits until it is let go on. */
export async function holdMessages(
  { db, workspaceId }: Scope<Queryable>,
  campaignId: number,
  at: Date,
): Promise<void> {
  await db.query(
    `update messages set state = 'deferred', reason = 'campaign_paused', held_due_at = due_at, due_at = $3, history = history || $4::jsonb
     where workspace_id = $1 and campaign_id = $2 and state in ('queued', 'deferred') and held_due_at is null`,
    [
      ...[workspaceId, campaignId, new Date(heldUntilMs)],
      entry('deferred', at, 'campaign_paused', 'Its campaign is paused'),
    ],
  );
}

/** What was held goes when it was due, and so much later; not before now. */
export async function releaseMessages(
  { db, workspaceId }: Scope<Queryable>,
  campaignId: number,
  { at, laterMs }: { at: Date; laterMs: number },
): Promise<void> {
  await db.query(
    `update messages set state = 'queued', reason = null, held_due_at = null, history = history || $5::jsonb,
       due_at = greatest($3::timestamptz, held_due_at + $4::float8 * interval '1 millisecond')
     where workspace_id = $1 and campaign_id = $2 and state = 'deferred' and reason = 'campaign_paused'`,
    [workspaceId, campaignId, at, laterMs, entry('queued', at, 'campaign_resumed', 'Its campaign goes on')],
  );
}

export async function cancelMessages(
  { db, workspaceId }: Scope<Queryable>,
  campaignId: number,
  at: Date,
  by: string,
): Promise<void> {
  await db.query(
    `update messages set state = 'cancelled', reason = 'campaign_cancelled', ended_at = $3, held_due_at = null, history = history || $4::jsonb
     where workspace_id = $1 and campaign_id = $2 and state in ('queued', 'deferred')`,
    [workspaceId, campaignId, at, entry('cancelled', at, 'campaign_cancelled', by)],
  );
}

/** Whether any of them may still go. */
export async function areMessagesOpen(
  { db, workspaceId }: Scope<Queryable>,
  campaignId: number,
): Promise<boolean> {
  const rows = await db.query(
    `select 1 from messages where workspace_id = $1 and campaign_id = $2 and state in ('queued', 'deferred', 'sending') limit 1`,
    [workspaceId, campaignId],
    'are_messages_open',
  );
  return rows.length > 0;
}

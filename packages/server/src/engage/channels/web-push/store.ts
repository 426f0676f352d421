// Browsers that can be pushed to, in PostgreSQL.
import { hash } from 'node:crypto';
import type { Queryable } from '../../../platform/postgres/index.ts';
import type { Scope } from '../../../platform/workspaces/index.ts';

export type Subscription = { endpoint: string; p256dh: string; auth: string };

/** The type of the identifier by which a subscription is somebody's. */
export const pushType = 'web_push';

export const toPushValue = (endpoint: string): string => hash('sha256', endpoint, 'base64url');

export async function keepSubscription(
  { db, workspaceId }: Scope<Queryable>,
  { endpoint, p256dh, auth }: Subscription,
  at: Date,
): Promise<void> {
  await db.query(
    `insert into push_subscriptions (workspace_id, hash, endpoint, p256dh, auth, created_at, told_at) values ($1, $2, $3, $4, $5, $6, $6)
     on conflict (workspace_id, hash) do update set p256dh = $4, auth = $5, told_at = $6, gone_at = null`,
    [workspaceId, toPushValue(endpoint), endpoint, p256dh, auth, at],
    'keep_push_subscription',
  );
}

/** Undefined: nobody is there, or not any more. */
export async function findSubscription(
  { db, workspaceId }: Scope<Queryable>,
  value: string,
): Promise<Subscription | undefined> {
  const [row] = await db.query<Subscription>(
    'select endpoint, p256dh, auth from push_subscriptions where workspace_id = $1 and hash = $2 and gone_at is null',
    [workspaceId, value],
    'find_push_subscription',
  );
  return row;
}

export async function markGone(
  { db, workspaceId }: Scope<Queryable>,
  value: string,
  at: Date,
): Promise<void> {
  await db.query(
    'update push_subscriptions set gone_at = coalesce(gone_at, $3) where workspace_id = $1 and hash = $2',
    [workspaceId, value, at],
    'mark_push_subscription_gone',
  );
}

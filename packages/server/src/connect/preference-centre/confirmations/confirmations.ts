// Sign-ups that wait to be confirmed, in PostgreSQL, and the links that confirm them (double opt-in).
import { z } from 'zod';
import type { Clock } from '../../../platform/clock/index.ts';
import type { Database, Queryable } from '../../../platform/postgres/index.ts';
import { openSeal } from '../../../platform/sealing/index.ts';
import type { Scope } from '../../../platform/workspaces/index.ts';

export type Confirmation = {
  id: number;
  type: string;
  value: string;
  /** Slugs; one of them or both. */
  purpose: string | null;
  topic: string | null;
  /** Null: that of the page. */
  notice_hash: string | null;
  language: string | null;
  requested_at: Date;
  confirmed_at: Date | null;
};

export type ConfirmationLink = { workspaceId: number; id: number; expiresAtMs: number };

export type ConfirmationLinks = {
  seal(link: ConfirmationLink): string;
  /** Undefined: not ours, changed, or expired. */
  open(token: string): ConfirmationLink | undefined;
};

const sealed = z.tuple([z.int(), z.int(), z.number()]);

/** Sealed by a secret of their own: no link of the centre confirms anything, and the other way round. */
export async function openConfirmationLinks(db: Database, clock: Clock): Promise<ConfirmationLinks> {
  const seal = await openSeal(db, clock, 'confirmations');
  return {
    seal: ({ workspaceId, id, expiresAtMs }) => seal.seal(JSON.stringify([workspaceId, id, expiresAtMs])),
    open(token) {
      const text = seal.open(token);
      if (text === undefined) return undefined;
      const [workspaceId, id, expiresAtMs] = sealed.parse(JSON.parse(text));
      return expiresAtMs <= clock.nowMs() ? undefined : { workspaceId, id, expiresAtMs };
    },
  };
}

const columns = 'id, type, value, purpose, topic, notice_hash, language, requested_at, confirmed_at';

export type NewConfirmation = Omit<Confirmation, 'id' | 'confirmed_at'> & {
  requested_by: string;
  expires_at: Date;
};

/** Returns its id. Some of those that have expired are forgotten meanwhile: the oldest are looked at. */
export async function recordConfirmation(
  { db, workspaceId }: Scope<Queryable>,
  { type, value, purpose, topic, notice_hash, language, ...made }: NewConfirmation,
): Promise<number> {
  await db.query(
    'delete from confirmations where id in (select id from confirmations order by id limit 200) and expires_at < $1',
    [made.requested_at],
    'forget_confirmations',
  );
  const [row] = await db.query<{ id: number }>(
    `insert into confirmations (workspace_id, type, value, purpose, topic, notice_hash, language, requested_at, requested_by, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id`,
    [
      ...[workspaceId, type, value, purpose, topic, notice_hash, language],
      ...[made.requested_at, made.requested_by, made.expires_at],
    ],
    'record_confirmation',
  );
  return (row as { id: number }).id;
}

export async function findConfirmation(
  { db, workspaceId }: Scope<Queryable>,
  id: number,
): Promise<Confirmation | undefined> {
  const [row] = await db.query<Confirmation>(
    `select ${columns} from confirmations where workspace_id = $1 and id = $2`,
    [workspaceId, id],
    'find_confirmation',
  );
  return row;
}

const claimedMsMax = 30_000;

/** For one of those who press at the same moment. Whoever has it must confirm it or give it back. */
export async function claimConfirmation(
  { db, workspaceId }: Scope<Queryable>,
  id: number,
  at: Date,
): Promise<boolean> {
  const claimed = await db.query(
    `update confirmations set claimed_at = $3 where workspace_id = $1 and id = $2 and confirmed_at is null
       and (claimed_at is null or claimed_at < $4) returning id`,
    [workspaceId, id, at, new Date(at.getTime() - claimedMsMax)],
    'claim_confirmation',
  );
  return claimed.length > 0;
}

/** `confirmedAt` null: it was not recorded, and may be pressed again. */
export async function endClaim(
  { db, workspaceId }: Scope<Queryable>,
  id: number,
  confirmedAt: Date | null,
): Promise<void> {
  await db.query(
    'update confirmations set claimed_at = null, confirmed_at = $3 where workspace_id = $1 and id = $2',
    [workspaceId, id, confirmedAt],
    'end_claim_of_confirmation',
  );
}

// Decisions of the gate are kept, so that the id that travels with what was let through leads to its reason.
//
// Whoever asks does not wait for it to be written. Of one that a crash takes nobody will find the reason; what was permitted
// stays permitted or not by the same rules.
import type { Clock } from '../../platform/clock/index.ts';
import { openGathering } from '../../platform/gathering/index.ts';
import type { Log } from '../../platform/log/index.ts';
import { binaryColumns, type Database, type Queryable } from '../../platform/postgres/index.ts';
import { startRetention } from '../../platform/retention/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { listPrincipalNames } from '../../respect/access/index.ts';
import type { Decision } from '../../respect/gate/index.ts';

export type LoggedDecision = Decision & {
  id: string;
  workspaceId: number;
  at: Date;
  askedBy: string;
  profileId: number | null;
  purpose: string;
  recipient: string | null;
  categories: string[] | null;
};

export type ShownDecision = Decision & {
  decision_id: string;
  decided_at: Date;
  asked_by: string;
  /** Null for who is gone. */
  asked_by_name: string | null;
  profile_id: string | null;
  purpose: string;
  recipient: string | null;
  categories: string[] | null;
};

export type DecisionLog = {
  add(decision: LoggedDecision): void;
  find(scope: Scope<Queryable>, id: string): Promise<ShownDecision | undefined>;
  close(): Promise<void>;
};

type Deps = { db: Database; clock: Clock; log: Log; keepDays: number };

export function openDecisionLog({ db, clock, log, keepDays }: Deps): DecisionLog {
  const gathering = openGathering<LoggedDecision>((rows) => recordDecisions(db, rows), log, 'decisions');
  const retention = startRetention(
    { clock, log },
    { what: 'decisions', days: keepDays, forget: (before, limit) => forgetDecisions(db, before, limit) },
  );
  return {
    add: gathering.add,
    async find(scope, id) {
      await gathering.flush();
      return findDecision(scope, id);
    },
    async close() {
      await retention.close();
      await gathering.close();
    },
  };
}

async function recordDecisions(db: Queryable, batch: readonly LoggedDecision[]): Promise<void> {
  const rows = batch.map(({ at, reason, categories, ...one }) => ({
    ...one,
    atMs: at.getTime(),
    reason: JSON.stringify(reason),
    categories: categories === null ? null : JSON.stringify(categories),
  }));
  await db.query(
    `insert into decisions (id, workspace_id, decided_at, asked_by, profile_id, purpose, recipient, categories, decision, reason)
     select n.id::uuid, n.workspace_id, n.decided_at, n.asked_by, n.profile_id, n.purpose, n.recipient,
       (select array_agg(c) from jsonb_array_elements_text(n.categories) c), n.decision, n.reason
     from unnest($1::text[], $2::int4[], $3::timestamptz[], $4::text[], $5::int8[], $6::text[], $7::text[], $8::jsonb[], $9::text[],
       $10::jsonb[]) n(id, workspace_id, decided_at, asked_by, profile_id, purpose, recipient, categories, decision, reason)
     on conflict do nothing`,
    binaryColumns(rows, {
      id: 'text',
      workspaceId: 'int4',
      atMs: 'timestamptz',
      askedBy: 'text',
      profileId: 'int8',
      purpose: 'text',
      recipient: 'text',
      categories: 'jsonb',
      decision: 'text',
      reason: 'jsonb',
    }),
    'record_decisions',
  );
}

async function findDecision(scope: Scope<Queryable>, id: string): Promise<ShownDecision | undefined> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return undefined;
  const [row] = await scope.db.query<Omit<ShownDecision, 'asked_by_name'>>(
    `select id::text as decision_id, decided_at, asked_by, profile_id::text, purpose, recipient, categories, decision, reason
     from decisions where workspace_id = $1 and id = $2::uuid`,
    [scope.workspaceId, id],
  );
  if (row === undefined) return undefined;
  const names = await listPrincipalNames(scope, [row.asked_by]);
  return { ...row, asked_by_name: names.get(row.asked_by) ?? null };
}

/** Of all workspaces. */
async function forgetDecisions(db: Queryable, before: Date, limit: number): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    `with gone as (
       delete from decisions where id in (select id from decisions where decided_at < $1 order by decided_at limit $2) returning 1
     ) select count(*) as count from gone`,
    [before, limit],
    'forget_decisions',
  );
  return row?.count ?? 0;
}

// Recipients and rules of residency in PostgreSQL.
import type { Queryable, Transaction } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Recipient, ResidencyRule } from './model.ts';

export type RecipientRecord = Recipient & {
  version: number;
  name: string;
  /** Where it is written down: the contract, the assessment. */
  safeguards: string | null;
  changed_at: Date;
  changed_by: string;
};

/** As they hold now. */
export const listRecipients = ({ db, workspaceId }: Scope<Queryable>): Promise<RecipientRecord[]> =>
  db.query<RecipientRecord>(
    `select distinct on (slug) slug, version, name, country, mechanism, safeguards, changed_at, changed_by
     from recipients where workspace_id = $1 order by slug, version desc`,
    [workspaceId],
    'list_recipients',
  );

export type Residency = { version: number; rules: ResidencyRule[] };

/** The rules that hold now; none while nobody has set any. */
export async function getResidency({ db, workspaceId }: Scope<Queryable>): Promise<Residency> {
  const [row] = await db.query<Residency>(
    'select version, rules from residency_rules where workspace_id = $1 order by version desc limit 1',
    [workspaceId],
    'get_residency',
  );
  return row ?? { version: 0, rules: [] };
}

/** SQL that tells one set of recipients and rules of a workspace from another: rows are only ever added. */
export const transfersEdition = (workspace: string): string =>
  `((select count(*) from recipients where workspace_id = ${workspace}) || '-' ||
    (select count(*) from residency_rules where workspace_id = ${workspace}))`;

export type Transfers = { recipients: RecipientRecord[]; rules: ResidencyRule[] };
type Remembered = Transfers & { edition: string };
const remembered = new WeakMap<Queryable, Map<number, Remembered>>();

/** Recipients and rules of this edition, or of a newer one. */
export async function getTransfersOf(scope: Scope<Queryable>, edition: string): Promise<Transfers> {
  const editions = remembered.get(scope.db) ?? new Map<number, Remembered>();
  remembered.set(scope.db, editions);
  const known = editions.get(scope.workspaceId);
  if (known?.edition === edition) return known;
  // Listed after its edition was read: whoever comes with that edition gets these, or asks again.
  const [recipients, { rules }] = await Promise.all([listRecipients(scope), getResidency(scope)]);
  const found = { edition, recipients, rules };
  editions.set(scope.workspaceId, found);
  return found;
}

type By = { at: Date; by: string };

export async function recordRecipient(
  { db, workspaceId }: Scope<Transaction>,
  one: Pick<RecipientRecord, 'slug' | 'name' | 'country' | 'mechanism' | 'safeguards'>,
  { at, by }: By,
): Promise<void> {
  await lockRecipients({ db, workspaceId });
  await db.query(
    `insert into recipients (workspace_id, slug, version, name, country, mechanism, safeguards, changed_at, changed_by)
     select $1, $2, 1 + coalesce(max(version), 0), $3, $4, $5, $6, $7, $8 from recipients where workspace_id = $1 and slug = $2`,
    [workspaceId, one.slug, one.name, one.country, one.mechanism, one.safeguards, at, by],
  );
}

export async function recordResidency(
  { db, workspaceId }: Scope<Transaction>,
  { rules, reason }: { rules: readonly ResidencyRule[]; reason: string },
  { at, by }: By,
): Promise<void> {
  await lockRecipients({ db, workspaceId });
  await db.query(
    `insert into residency_rules (workspace_id, version, rules, changed_at, changed_by, reason)
     select $1, 1 + coalesce(max(version), 0), $2, $3, $4, $5 from residency_rules where workspace_id = $1`,
    [workspaceId, JSON.stringify(rules), at, by, reason],
  );
}

/** Two changes at once would take the same version. */
async function lockRecipients({ db, workspaceId }: Scope<Transaction>): Promise<void> {
  await db.query('select pg_advisory_xact_lock($1, $2)', [recipientsLock, workspaceId]);
}
const recipientsLock = 0x72656370;

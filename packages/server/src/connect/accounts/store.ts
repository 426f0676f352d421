// Accounts and memberships in PostgreSQL.
import { binaryArray, type Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { foldAttributes, noAttributes, type StoredAttributes } from '../attributes/index.ts';

export type GroupCall = {
  groupId: string;
  identifierId: number;
  role: string | null;
  sourceId: number;
  messageId: string;
  timestampMs: number;
  attributes: StoredAttributes;
};

/**
 * Makes accounts that are new, adds memberships, folds what was told of the account. A membership belongs to the
 * identifier that it was told about, so that it goes where the identifier goes. Returns the account of each call.
 */
export async function recordGroupCalls(
  { db, workspaceId }: Scope<Queryable>,
  calls: readonly GroupCall[],
  { makeId, at }: { makeId: () => number; at: Date },
): Promise<number[]> {
  if (calls.length === 0) return [];
  const groupIds = [...new Set(calls.map((call) => call.groupId))];
  await db.query(
    `insert into accounts (workspace_id, created_at, id, group_id) select $1, $2, n.* from unnest($3::int8[], $4::text[]) n
     on conflict (workspace_id, group_id) do nothing`,
    [workspaceId, at, binaryArray('int8', groupIds.map(makeId)), binaryArray('text', groupIds)],
    'record_accounts',
  );
  const accounts = await db.query<{ id: number; group_id: string; attributes: StoredAttributes }>(
    'select id, group_id, attributes from accounts where workspace_id = $1 and group_id = any($2::text[])',
    [workspaceId, binaryArray('text', groupIds)],
    'list_accounts',
  );
  const byGroup = new Map(
    accounts.map((account) => [
      account.group_id,
      { ...account, attributes: Object.assign(noAttributes(), account.attributes) },
    ]),
  );
  const accountOf = calls.map((call) => byGroup.get(call.groupId)?.id as number);
  const changed = new Map<number, StoredAttributes>();
  for (const call of calls) {
    const account = byGroup.get(call.groupId);
    if (account !== undefined && foldAttributes(account.attributes, call.attributes))
      changed.set(account.id, account.attributes);
  }
  await db.query(
    'update accounts a set attributes = n.attributes from unnest($1::int8[], $2::jsonb[]) n(id, attributes) where a.id = n.id',
    [
      binaryArray('int8', [...changed.keys()]),
      binaryArray(
        'jsonb',
        [...changed.values()].map((attributes) => JSON.stringify(attributes)),
      ),
    ],
    'update_accounts',
  );
  await recordMemberships({ db, workspaceId }, calls, accountOf);
  return accountOf;
}

async function recordMemberships(
  { db, workspaceId }: Scope<Queryable>,
  calls: readonly GroupCall[],
  accountOf: number[],
): Promise<void> {
  await db.query(
    `insert into memberships as m (workspace_id, account_id, identifier_id, role, source_id, message_id, first_seen_at)
     select distinct on (n.account_id, n.identifier_id) $1, n.*
     from unnest($2::int8[], $3::int8[], $4::text[], $5::int4[], $6::text[], $7::timestamptz[])
       n(account_id, identifier_id, role, source_id, message_id, seen_at)
     order by n.account_id, n.identifier_id, n.seen_at, n.message_id
     on conflict (account_id, identifier_id) do update set role = coalesce(excluded.role, m.role)`,
    [
      workspaceId,
      binaryArray('int8', accountOf),
      binaryArray(
        'int8',
        calls.map((call) => call.identifierId),
      ),
      binaryArray(
        'text',
        calls.map((call) => call.role),
      ),
      binaryArray(
        'int4',
        calls.map((call) => call.sourceId),
      ),
      binaryArray(
        'text',
        calls.map((call) => call.messageId),
      ),
      binaryArray(
        'timestamptz',
        calls.map((call) => call.timestampMs),
      ),
    ],
    'record_memberships',
  );
}

export type AccountOfProfile = { id: string; group_id: string; name: string | null; role: string | null };

export async function findAccountsOfProfile(
  { db, workspaceId }: Scope<Queryable>,
  profileId: number,
): Promise<AccountOfProfile[]> {
  return db.query<AccountOfProfile>(
    `select distinct on (a.id) a.id::text, a.group_id, a.attributes #>> '{name,v}' as name, m.role
     from identifiers i join memberships m on m.identifier_id = i.id join accounts a on a.id = m.account_id
     where i.workspace_id = $1 and i.profile_id = $2 order by a.id, m.role nulls last`,
    [workspaceId, profileId],
    'find_accounts_of_profile',
  );
}

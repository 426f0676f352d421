// Accounts and memberships in PostgreSQL.
import { binaryArray, binaryColumns, type Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { bitOf, type Purpose } from '../../respect/purposes/index.ts';
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
  await recordTold({ db, workspaceId }, calls, accountOf);
  await recordMemberships({ db, workspaceId }, calls, accountOf);
  return accountOf;
}

/** Each call, as it was told. */
async function recordTold(
  { db, workspaceId }: Scope<Queryable>,
  calls: readonly GroupCall[],
  accountOf: number[],
): Promise<void> {
  await db.query(
    `insert into membership_records (workspace_id, account_id, identifier_id, role, source_id, message_id, seen_at)
     select $1, n.* from unnest($2::int8[], $3::int8[], $4::text[], $5::int4[], $6::text[], $7::timestamptz[]) n`,
    toColumns(workspaceId, calls, accountOf),
    'record_membership_calls',
  );
}

const toColumns = (workspaceId: number, calls: readonly GroupCall[], accountOf: number[]) => [
  workspaceId,
  binaryArray('int8', accountOf),
  ...binaryColumns(calls, {
    identifierId: 'int8',
    role: 'text',
    sourceId: 'int4',
    messageId: 'text',
    timestampMs: 'timestamptz',
  }),
];

/** The earliest call is the evidence, the latest that names a role gives it, in whatever order they arrive. */
async function recordMemberships(
  { db, workspaceId }: Scope<Queryable>,
  calls: readonly GroupCall[],
  accountOf: number[],
): Promise<void> {
  await db.query(
    `with told as (
       select * from unnest($2::int8[], $3::int8[], $4::text[], $5::int4[], $6::text[], $7::timestamptz[])
         n(account_id, identifier_id, role, source_id, message_id, seen_at)
     ), latest as (
       select distinct on (account_id, identifier_id) account_id, identifier_id, role, seen_at as role_seen_at,
         message_id as role_message_id
       from told where role is not null order by account_id, identifier_id, seen_at desc, message_id desc
     ), earliest as (
       select distinct on (account_id, identifier_id) account_id, identifier_id, source_id, message_id, seen_at
       from told order by account_id, identifier_id, seen_at, message_id
     )
     insert into memberships as m
       (workspace_id, account_id, identifier_id, source_id, message_id, first_seen_at, role, role_seen_at, role_message_id)
     select $1, e.*, l.role, l.role_seen_at, l.role_message_id
     from earliest e left join latest l using (account_id, identifier_id)
     on conflict (account_id, identifier_id) do update set
       (source_id, message_id, first_seen_at) = (
         select source_id, message_id, first_seen_at from (values
           (m.source_id, m.message_id, m.first_seen_at),
           (excluded.source_id, excluded.message_id, excluded.first_seen_at)
         ) v(source_id, message_id, first_seen_at) order by first_seen_at, message_id limit 1
       ),
       (role, role_seen_at, role_message_id) = (
         select role, role_seen_at, role_message_id from (values
           (m.role, m.role_seen_at, m.role_message_id),
           (excluded.role, excluded.role_seen_at, excluded.role_message_id)
         ) v(role, role_seen_at, role_message_id)
         order by role is null, role_seen_at desc nulls last, role_message_id desc limit 1
       )`,
    toColumns(workspaceId, calls, accountOf),
    'record_memberships',
  );
}

export type AccountOfProfile = {
  id: string;
  group_id: string;
  name: string | null;
  role: string | null;
  /** When this person was first said to belong to it. */
  since: Date;
};

/**
 * The accounts of a person, each once, whatever number of identifiers they are told about. Of an identifier that changed
 * hands only what was told while it was this person's. The name only where it was collected for the purpose.
 */
export async function findAccountsOfProfile(
  { db, workspaceId }: Scope<Queryable>,
  profileId: number,
  purpose: Pick<Purpose, 'bit'>,
): Promise<AccountOfProfile[]> {
  return db.query<AccountOfProfile>(
    `with held as (
       select identifier_id, from_at, until_at, from_at is null and until_at is null as always
       from holdings where workspace_id = $1 and profile_id = $2
     ), told as (
       select m.account_id, m.first_seen_at as seen_at, m.role, m.role_seen_at, m.role_message_id
       from held h join memberships m on m.identifier_id = h.identifier_id where h.always
       union all
       select r.account_id, r.seen_at, r.role, r.seen_at, r.message_id
       from held h join membership_records r on r.identifier_id = h.identifier_id
         and (h.from_at is null or r.seen_at >= h.from_at) and (h.until_at is null or r.seen_at < h.until_at)
       where not h.always
     )
     select a.id::text, a.group_id, min(t.seen_at) as since,
       (array_agg(t.role order by t.role_seen_at desc nulls last, t.role_message_id desc, t.role)
         filter (where t.role is not null))[1] as role,
       case when (a.attributes #>> '{name,p}')::int8 & $3::int8 <> 0 then a.attributes #>> '{name,v}' end as name
     from told t join accounts a on a.id = t.account_id group by a.id order by a.id`,
    [workspaceId, profileId, String(bitOf(purpose))],
    'find_accounts_of_profile',
  );
}

export type MemberOfAccount = { accountId: number; profileId: number; role: string | null };

/** So many people of an account are looked at. */
const membersMax = 500;

/**
 * Who belongs to these accounts, each person once, those who came first first. Of an identifier that changed hands each holder
 * has only what was told meanwhile.
 */
export async function listMembersOf(
  { db, workspaceId }: Scope<Queryable>,
  accountIds: readonly number[],
): Promise<MemberOfAccount[]> {
  if (accountIds.length === 0) return [];
  return db.query<MemberOfAccount>(
    `select account_id as "accountId", profile_id as "profileId", role from unnest($2::int8[]) a(id)
     cross join lateral (
       select account_id, profile_id, min(seen_at) as since,
         (array_agg(role order by role_seen_at desc nulls last, role_message_id desc, role) filter (where role is not null))[1] as role
       from (
         select m.account_id, h.profile_id, m.first_seen_at as seen_at, m.role, m.role_seen_at, m.role_message_id
         from memberships m join holdings h on h.identifier_id = m.identifier_id
         where m.account_id = a.id and h.workspace_id = $1 and h.from_at is null and h.until_at is null
         union all
         select r.account_id, h.profile_id, r.seen_at, r.role, r.seen_at, r.message_id
         from membership_records r join holdings h on h.identifier_id = r.identifier_id
           and (h.from_at is null or r.seen_at >= h.from_at) and (h.until_at is null or r.seen_at < h.until_at)
         where r.account_id = a.id and h.workspace_id = $1 and not (h.from_at is null and h.until_at is null)
       ) told group by account_id, profile_id order by since, profile_id limit ${membersMax}
     ) members order by account_id, since, profile_id`,
    [workspaceId, binaryArray('int8', accountIds)],
    'list_members_of_accounts',
  );
}

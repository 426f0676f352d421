// Identifiers, links and merges in PostgreSQL, always for a whole batch at once.
import { binaryArray, binaryColumns, type Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { KnownIdentifier } from './cache.ts';
import { eachOther, type Pair } from './evidence.ts';
import type { Identifier } from './identifiers.ts';
import { listMovedTo, noteReassigned } from './reassignments.ts';

export type IdentityScope = Scope<Queryable>;

/** Columns of an identifier, as `KnownIdentifier` has them. */
export const knownColumns = `i.id, i.type, i.value, i.profile_id as "profileId", i.cluster_id as "clusterId", i.guessed, i.former, i.inert,
  i.partners, (extract(epoch from i.first_seen_at) * 1000)::float8 as "firstSeenMs"`;
export type KnownRow = KnownIdentifier & { type: string; value: string };

/** Those of the identifiers that exist. */
export async function listKnownIdentifiers(
  { db, workspaceId }: IdentityScope,
  identifiers: readonly Pick<Identifier, 'type' | 'value'>[],
): Promise<KnownRow[]> {
  if (identifiers.length === 0) return [];
  return db.query<KnownRow>(
    `select ${knownColumns} from unnest($2::text[], $3::text[]) n(type, value)
     join identifiers i on i.workspace_id = $1 and i.type = n.type and i.value = n.value`,
    [workspaceId, ...binaryColumns(identifiers, { type: 'text', value: 'text' })],
    'list_known_identifiers',
  );
}

export async function listIdentifiersById(
  { db, workspaceId }: IdentityScope,
  ids: readonly number[],
): Promise<KnownRow[]> {
  if (ids.length === 0) return [];
  return db.query<KnownRow>(
    `select ${knownColumns} from identifiers i where i.workspace_id = $1 and i.id = any($2::int8[])`,
    [workspaceId, binaryArray('int8', ids)],
    'list_identifiers_by_id',
  );
}

export type NewIdentifier = Identifier & {
  id: number;
  /** Null until it is derived, and for what is kept beside people. */
  profileId: number | null;
  guessed: boolean;
  former: boolean;
  inert: KnownIdentifier['inert'];
  partners: number;
  sourceId: number;
  messageId: string;
  firstSeenMs: number;
};

export async function recordIdentifiers(
  { db, workspaceId }: IdentityScope,
  rows: readonly NewIdentifier[],
): Promise<void> {
  if (rows.length === 0) return;
  await db.query(
    `insert into identifiers
       (workspace_id, id, type, value, original, profile_id, guessed, former, inert, partners, source_id, message_id,
        first_seen_at)
     select $1, n.* from unnest($2::int8[], $3::text[], $4::text[], $5::text[], $6::int8[], $7::bool[], $8::bool[], $9::text[],
       $10::int4[], $11::int4[], $12::text[], $13::timestamptz[]) n`,
    [
      workspaceId,
      ...binaryColumns(rows, {
        id: 'int8',
        type: 'text',
        value: 'text',
        original: 'text',
        profileId: 'int8',
        guessed: 'bool',
        former: 'bool',
        inert: 'text',
        partners: 'int4',
        sourceId: 'int4',
        messageId: 'text',
        firstSeenMs: 'timestamptz',
      }),
    ],
    'record_identifiers',
  );
}

/** What a batch changes about identifiers that were known. */
export async function updateIdentifiers(
  { db, workspaceId }: IdentityScope,
  rows: readonly Pick<
    KnownIdentifier,
    'id' | 'profileId' | 'guessed' | 'former' | 'partners' | 'firstSeenMs'
  >[],
): Promise<void> {
  if (rows.length === 0) return;
  await db.query(
    `update identifiers i set profile_id = n.profile_id, guessed = n.guessed, former = n.former, partners = n.partners,
       first_seen_at = n.first_seen
     from unnest($2::int8[], $3::int8[], $4::bool[], $5::bool[], $6::int4[], $7::timestamptz[])
       n(id, profile_id, guessed, former, partners, first_seen)
     where i.workspace_id = $1 and i.id = n.id`,
    [
      workspaceId,
      ...binaryColumns(rows, {
        id: 'int8',
        profileId: 'int8',
        guessed: 'bool',
        former: 'bool',
        partners: 'int4',
        firstSeenMs: 'timestamptz',
      }),
    ],
    'update_identifiers',
  );
}

/** Counts messages that named more than these identifiers, which decide whose they are, and were not permitted to link. */
export async function recordWithheld(
  { db, workspaceId }: IdentityScope,
  identifierIds: readonly number[],
): Promise<void> {
  if (identifierIds.length === 0) return;
  await db.query(
    `update identifiers i set links_withheld = i.links_withheld + n.count
     from (select id, count(*)::int from unnest($2::int8[]) u(id) group by id) n where i.workspace_id = $1 and i.id = n.id`,
    [workspaceId, binaryArray('int8', identifierIds)],
    'record_withheld',
  );
}

/** How many identifiers of each type count for these people, who are in no contested cluster. */
export async function countIdentifiers(
  { db, workspaceId }: IdentityScope,
  profileIds: readonly number[],
): Promise<{ profile_id: number; type: string; count: number }[]> {
  if (profileIds.length === 0) return [];
  return db.query(
    `select profile_id, type, count(*)::int as count from identifiers
     where workspace_id = $1 and profile_id = any($2::int8[]) and not guessed and not former and inert is null group by profile_id, type`,
    [workspaceId, binaryArray('int8', profileIds)],
    'count_identifiers',
  );
}

const pairColumns = `l.a_id as a, l.b_id as b, (extract(epoch from l.first_seen_at) * 1000)::float8 as "firstSeenMs",
  l.message_id as "messageId", l.source_id as "sourceId", (extract(epoch from l.last_seen_at) * 1000)::float8 as "lastSeenMs", l.apart,
  l.former_id as former`;

/** Those of the pairs that were told before. */
export async function listKnownPairs(
  { db }: IdentityScope,
  pairs: readonly { a: number; b: number }[],
): Promise<Pair[]> {
  if (pairs.length === 0) return [];
  return db.query<Pair>(
    `select ${pairColumns} from unnest($1::int8[], $2::int8[]) n(a, b) join links l on l.a_id = n.a and l.b_id = n.b`,
    binaryColumns(pairs, { a: 'int8', b: 'int8' }),
    'list_known_pairs',
  );
}

/** All pairs that these identifiers are in. */
export async function listPairsOf({ db }: IdentityScope, ids: readonly number[]): Promise<Pair[]> {
  if (ids.length === 0) return [];
  return db.query<Pair>(
    `select ${pairColumns} from links l where l.a_id = any($1::int8[])
     union all
     select ${pairColumns} from links l where l.b_id = any($1::int8[]) and not l.a_id = any($1::int8[])`,
    [binaryArray('int8', ids)],
    'list_pairs_of',
  );
}

export type Link = {
  a: number;
  b: number;
  /** Type of the message, or `decision`. */
  kind: string;
  /** 0 where a member decided it. */
  sourceId: number;
  messageId: string;
  firstSeenMs: number;
  lastSeenMs: number;
  /** The one that an alias names as the previous id of the other. */
  former: number | null;
};

const linkColumns = {
  a: 'int8',
  b: 'int8',
  kind: 'text',
  sourceId: 'int4',
  messageId: 'text',
  firstSeenMs: 'timestamptz',
  lastSeenMs: 'timestamptz',
  former: 'int8',
} as const;

/** Adds links that there were not. */
export async function recordLinks({ db, workspaceId }: IdentityScope, links: readonly Link[]): Promise<void> {
  if (links.length === 0) return;
  await db.query(
    `insert into links (workspace_id, a_id, b_id, kind, source_id, message_id, first_seen_at, last_seen_at, former_id)
     select $1, n.* from unnest($2::int8[], $3::int8[], $4::text[], $5::int4[], $6::text[], $7::timestamptz[], $8::timestamptz[],
       $9::int8[]) n`,
    [workspaceId, ...binaryColumns(links, linkColumns)],
    'record_links',
  );
}

/** Widens the time in which links were seen; the earliest evidence is kept. */
export async function widenLinks({ db }: IdentityScope, links: readonly Link[]): Promise<void> {
  if (links.length === 0) return;
  const isEarlier = `(n.first_seen, n.message collate "C", n.source) < (l.first_seen_at, l.message_id collate "C", l.source_id)`;
  await db.query(
    `update links l set
       kind = case when ${isEarlier} then n.kind else l.kind end,
       source_id = case when ${isEarlier} then n.source else l.source_id end,
       message_id = case when ${isEarlier} then n.message else l.message_id end,
       first_seen_at = least(l.first_seen_at, n.first_seen),
       last_seen_at = greatest(l.last_seen_at, n.last_seen),
       former_id = case when l.former_id <> n.former then ${eachOther} else coalesce(l.former_id, n.former) end
     from unnest($1::int8[], $2::int8[], $3::text[], $4::int4[], $5::text[], $6::timestamptz[], $7::timestamptz[],
       $8::int8[]) n(a, b, kind, source, message, first_seen, last_seen, former)
     where l.a_id = n.a and l.b_id = n.b`,
    binaryColumns(links, linkColumns),
    'widen_links',
  );
}

export type Merge = { from: number; into: number; messageId: string };

/** Moves the identifiers of merged profiles and leaves redirects behind, with what each had held. */
export async function recordMerges(
  { db, workspaceId }: IdentityScope,
  merges: readonly Merge[],
  at: Date,
): Promise<void> {
  if (merges.length === 0) return;
  const columns = binaryColumns(merges, { from: 'int8', into: 'int8', messageId: 'text' });
  const further = await db.query<{ id: number }>(
    `update profile_redirects r set into_id = m.into_id from unnest($1::int8[], $2::int8[]) m(from_id, into_id) where r.into_id = m.from_id
     returning r.from_id as id`,
    columns.slice(0, 2),
    'merge_redirects',
  );
  const removed = merges.map((merge) => merge.from);
  await noteReassigned(
    { db, workspaceId },
    {
      profileIds: [...removed, ...further.map(({ id }) => id)],
      identifierIds: await listMovedTo({ db, workspaceId }, removed),
    },
  );
  await db.query(
    `with merges as (select * from unnest($3::int8[], $4::int8[], $5::text[]) n(from_id, into_id, message_id)),
       moved as (update identifiers i set profile_id = m.into_id from merges m where i.profile_id = m.from_id returning i.id, m.from_id),
       held as (select from_id, array_agg(id order by id) as ids from moved group by from_id)
     insert into profile_redirects (workspace_id, from_id, into_id, merged_at, message_id, reason, identifier_ids)
     select $1, m.from_id, m.into_id, $2, m.message_id, 'link', h.ids from merges m left join held h on h.from_id = m.from_id`,
    [workspaceId, at, ...columns],
    'record_merges',
  );
}

/** The profile that an identifier (or an old profile id) resolves to today. */
export async function findProfileId(
  { db, workspaceId }: IdentityScope,
  { type, value }: Identifier,
): Promise<number | undefined> {
  if (type === 'profile_id') return findProfileById({ db, workspaceId }, value);
  const [row] = await db.query<{ profile_id: number | null }>(
    'select profile_id from identifiers where workspace_id = $1 and type = $2 and value = $3',
    [workspaceId, type, value],
    'find_profile_id',
  );
  return row?.profile_id ?? undefined;
}

/** The identifiers that lead to a profile now; none where it was merged away. */
export async function listLeadingTo({ db }: IdentityScope, profileId: number): Promise<[string, string][]> {
  const rows = await db.query<{ type: string; value: string }>(
    'select type, value from identifiers where profile_id = $1',
    [profileId],
    'list_leading_to',
  );
  return rows.map(({ type, value }) => [type, value]);
}

/** The identifier of this name, or the strongest of the person with this profile id; devices are the weakest. */
export async function findIdentifier(
  scope: IdentityScope,
  { type, value }: Identifier,
  deviceTypes: readonly string[],
): Promise<{ id: number; profileId: number | null } | undefined> {
  const { db, workspaceId } = scope;
  if (type !== 'profile_id') {
    const [row] = await db.query<{ id: number; profileId: number | null }>(
      'select id, profile_id as "profileId" from identifiers where workspace_id = $1 and type = $2 and value = $3',
      [workspaceId, type, value],
      'find_identifier',
    );
    return row;
  }
  const profileId = await findProfileById(scope, value);
  if (profileId === undefined) return undefined;
  const [row] = await db.query<{ id: number }>(
    `select id from identifiers where workspace_id = $1 and profile_id = $2 order by type = any($3::text[]), id limit 1`,
    [workspaceId, profileId, deviceTypes],
  );
  return row && { id: row.id, profileId };
}

async function findProfileById(
  { db, workspaceId }: IdentityScope,
  value: string,
): Promise<number | undefined> {
  if (!/^\d{1,16}$/.test(value)) return undefined;
  const [row] = await db.query<{ id: number }>(
    `select coalesce((select into_id from profile_redirects where from_id = $2 and workspace_id = $1), p.id) as id
     from (select $2::int8 as id) p
     where exists (select from profiles where id = $2 and workspace_id = $1)
        or exists (select from profile_redirects where from_id = $2 and workspace_id = $1)`,
    [workspaceId, Number(value)],
    'find_profile_by_id',
  );
  return row?.id;
}

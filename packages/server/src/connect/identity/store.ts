// Identifiers, links and merges in PostgreSQL, always for a whole batch at once.
import { binaryArray, type Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Identifier } from './identifiers.ts';

export type KnownIdentifier = { id: number; type: string; value: string; profile_id: number };

/** Those of the identifiers that exist, with their profiles. */
export async function listKnownIdentifiers(
  { db, workspaceId }: Scope<Queryable>,
  identifiers: readonly Identifier[],
): Promise<KnownIdentifier[]> {
  if (identifiers.length === 0) return [];
  return db.query<KnownIdentifier>(
    `select i.id, i.type, i.value, i.profile_id
     from unnest($2::text[], $3::text[]) n(type, value)
     join identifiers i on i.workspace_id = $1 and i.type = n.type and i.value = n.value`,
    [
      workspaceId,
      binaryArray(
        'text',
        identifiers.map((identifier) => identifier.type),
      ),
      binaryArray(
        'text',
        identifiers.map((identifier) => identifier.value),
      ),
    ],
    'list_known_identifiers',
  );
}

export type NewIdentifier = Identifier & {
  id: number;
  profileId: number;
  sourceId: number;
  messageId: string;
  firstSeenMs: number;
};

export async function recordIdentifiers(
  { db, workspaceId }: Scope<Queryable>,
  rows: readonly NewIdentifier[],
): Promise<void> {
  if (rows.length === 0) return;
  await db.query(
    `insert into identifiers (workspace_id, id, type, value, original, profile_id, source_id, message_id, first_seen_at)
     select $1, n.* from unnest($2::int8[], $3::text[], $4::text[], $5::text[], $6::int8[], $7::int4[], $8::text[], $9::timestamptz[]) n`,
    [
      workspaceId,
      binaryArray(
        'int8',
        rows.map((row) => row.id),
      ),
      binaryArray(
        'text',
        rows.map((row) => row.type),
      ),
      binaryArray(
        'text',
        rows.map((row) => row.value),
      ),
      binaryArray(
        'text',
        rows.map((row) => row.original),
      ),
      binaryArray(
        'int8',
        rows.map((row) => row.profileId),
      ),
      binaryArray(
        'int4',
        rows.map((row) => row.sourceId),
      ),
      binaryArray(
        'text',
        rows.map((row) => row.messageId),
      ),
      binaryArray(
        'timestamptz',
        rows.map((row) => row.firstSeenMs),
      ),
    ],
    'record_identifiers',
  );
}

export type Link = {
  a: number;
  b: number;
  kind: string;
  sourceId: number;
  messageId: string;
  firstSeenMs: number;
  lastSeenMs: number;
};

/** Adds links or widens the time in which they were seen; the earliest evidence is kept. */
export async function recordLinks(
  { db, workspaceId }: Scope<Queryable>,
  links: readonly Link[],
): Promise<void> {
  if (links.length === 0) return;
  await db.query(
    `insert into links as l (workspace_id, a_id, b_id, kind, source_id, message_id, first_seen_at, last_seen_at)
     select $1, n.* from unnest($2::int8[], $3::int8[], $4::text[], $5::int4[], $6::text[], $7::timestamptz[], $8::timestamptz[])
       n(a, b, kind, source, message, first_seen, last_seen)
     on conflict (a_id, b_id) do update set
       kind = case when (excluded.first_seen_at, excluded.message_id) < (l.first_seen_at, l.message_id) then excluded.kind else l.kind end,
       source_id = case when (excluded.first_seen_at, excluded.message_id) < (l.first_seen_at, l.message_id) then excluded.source_id else l.source_id end,
       message_id = case when (excluded.first_seen_at, excluded.message_id) < (l.first_seen_at, l.message_id) then excluded.message_id else l.message_id end,
       first_seen_at = least(l.first_seen_at, excluded.first_seen_at),
       last_seen_at = greatest(l.last_seen_at, excluded.last_seen_at)`,
    [
      workspaceId,
      binaryArray(
        'int8',
        links.map((link) => link.a),
      ),
      binaryArray(
        'int8',
        links.map((link) => link.b),
      ),
      binaryArray(
        'text',
        links.map((link) => link.kind),
      ),
      binaryArray(
        'int4',
        links.map((link) => link.sourceId),
      ),
      binaryArray(
        'text',
        links.map((link) => link.messageId),
      ),
      binaryArray(
        'timestamptz',
        links.map((link) => link.firstSeenMs),
      ),
      binaryArray(
        'timestamptz',
        links.map((link) => link.lastSeenMs),
      ),
    ],
    'record_links',
  );
}

export type Merge = { from: number; into: number; messageId: string };

/** Moves the identifiers of merged profiles and leaves redirects behind. */
export async function recordMerges(
  { db, workspaceId }: Scope<Queryable>,
  merges: readonly Merge[],
  at: Date,
): Promise<void> {
  if (merges.length === 0) return;
  const from = binaryArray(
    'int8',
    merges.map((merge) => merge.from),
  );
  const into = binaryArray(
    'int8',
    merges.map((merge) => merge.into),
  );
  await db.query(
    `update identifiers i set profile_id = m.into_id from unnest($1::int8[], $2::int8[]) m(from_id, into_id) where i.profile_id = m.from_id`,
    [from, into],
    'merge_identifiers',
  );
  await db.query(
    `update profile_redirects r set into_id = m.into_id from unnest($1::int8[], $2::int8[]) m(from_id, into_id) where r.into_id = m.from_id`,
    [from, into],
    'merge_redirects',
  );
  await db.query(
    `insert into profile_redirects (workspace_id, from_id, into_id, merged_at, message_id, reason)
     select $1, n.from_id, n.into_id, $2, n.message_id, 'link' from unnest($3::int8[], $4::int8[], $5::text[]) n(from_id, into_id, message_id)`,
    [
      workspaceId,
      at,
      from,
      into,
      binaryArray(
        'text',
        merges.map((merge) => merge.messageId),
      ),
    ],
    'record_merges',
  );
}

/** The profile that an identifier (or an old profile id) resolves to today. */
export async function findProfileId(
  { db, workspaceId }: Scope<Queryable>,
  { type, value }: Identifier,
): Promise<number | undefined> {
  if (type === 'profile_id') return findProfileById({ db, workspaceId }, value);
  const [row] = await db.query<{ profile_id: number }>(
    'select profile_id from identifiers where workspace_id = $1 and type = $2 and value = $3',
    [workspaceId, type, value],
    'find_profile_id',
  );
  return row?.profile_id;
}

async function findProfileById(
  { db, workspaceId }: Scope<Queryable>,
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

/** A profile's own id and the ids that were merged into it: events in ClickHouse may carry any of them. */
export async function listFormerIds(
  { db, workspaceId }: Scope<Queryable>,
  profileId: number,
): Promise<number[]> {
  const rows = await db.query<{ from_id: number }>(
    'select from_id from profile_redirects where into_id = $2 and workspace_id = $1',
    [workspaceId, profileId],
    'list_former_ids',
  );
  return [profileId, ...rows.map((row) => row.from_id)];
}

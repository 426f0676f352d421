// Entries of lists in PostgreSQL. An entry names an identifier, never a person: who is on the list follows from who has it, so
// it is the same whichever of two came first, the entry or the link, and a link that is taken away leaves who was put there.
import { binaryArray, type Queryable, type Transaction } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';

type Named = { type: string; value: string };
export type Identified = Named & { identifierId: number };
type By = { at: Date; by: string };

/** Those of these identifiers that somebody has. */
export async function identify(
  { db, workspaceId }: Scope<Queryable>,
  named: readonly Named[],
): Promise<Identified[]> {
  if (named.length === 0) return [];
  return db.query<Identified>(
    `select i.id as "identifierId", i.type, i.value from unnest($2::text[], $3::text[]) as n (type, value)
     join identifiers i on i.workspace_id = $1 and i.type = n.type and i.value = n.value
     where exists (select from holdings h where h.identifier_id = i.id)`,
    [workspaceId, named.map(({ type }) => type), named.map(({ value }) => value)],
    'identify_for_lists',
  );
}

/** Answers those that were not on it. */
export async function addEntries(
  { db, workspaceId }: Scope<Transaction>,
  listId: number,
  identifierIds: readonly number[],
  { at, by }: By,
): Promise<number[]> {
  const rows = await db.query<{ identifier_id: number }>(
    `insert into list_entries (workspace_id, list_id, identifier_id, added_at, added_by)
     select $1, $2, id, $4, $5 from unnest($3::int8[]) as t (id)
     on conflict (list_id, identifier_id) where removed_at is null do nothing returning identifier_id`,
    [workspaceId, listId, binaryArray('int8', identifierIds), at, by],
    'add_list_entries',
  );
  return rows.map((row) => row.identifier_id);
}

/** Answers those that were on it. */
export async function removeEntries(
  { db, workspaceId }: Scope<Transaction>,
  listId: number,
  identifierIds: readonly number[],
  { at, by }: By,
): Promise<number[]> {
  const rows = await db.query<{ identifier_id: number }>(
    `update list_entries set removed_at = $4, removed_by = $5
     where workspace_id = $1 and list_id = $2 and identifier_id = any($3::int8[]) and removed_at is null returning identifier_id`,
    [workspaceId, listId, binaryArray('int8', identifierIds), at, by],
    'remove_list_entries',
  );
  return rows.map((row) => row.identifier_id);
}

/** The identifiers by which these people are on the list. */
export async function listEntriesOf(
  { db, workspaceId }: Scope<Queryable>,
  listId: number,
  profileIds: readonly number[],
): Promise<number[]> {
  if (profileIds.length === 0) return [];
  const rows = await db.query<{ identifier_id: number }>(
    `select distinct identifier_id from list_people
     where workspace_id = $1 and list_id = $2 and profile_id = any($3::int8[])`,
    [workspaceId, listId, binaryArray('int8', profileIds)],
    'list_entries_of',
  );
  return rows.map((row) => row.identifier_id);
}

/** Those of these ids of people that somebody has. */
export async function listExisting(
  { db, workspaceId }: Scope<Queryable>,
  profileIds: readonly number[],
): Promise<number[]> {
  if (profileIds.length === 0) return [];
  const rows = await db.query<{ profile_id: number }>(
    'select distinct profile_id from holdings where workspace_id = $1 and profile_id = any($2::int8[])',
    [workspaceId, binaryArray('int8', profileIds)],
    'list_existing_for_lists',
  );
  return rows.map((row) => row.profile_id);
}

// Refusals of `identity.link` that came with messages: they wait here until what was linked is parted, which is work for a
// turn of its own (`connect/consent-changes`). They are written with the batch, so a crash between the two takes none.
import { binaryArray, type Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type ConsentEvent, isNegative } from '../../respect/consents/index.ts';
import { linkPurpose } from '../identity/index.ts';

/** Identifiers on which linking is refused, the deciding one of each refusal. */
export const listLinkRefusals = (events: readonly ConsentEvent[]): number[] => [
  ...new Set(
    events.flatMap(({ purpose, state, identifierIds }) =>
      purpose === linkPurpose && isNegative(state) ? (identifierIds[0] ?? []) : [],
    ),
  ),
];

export async function recordLinkRefusals(
  { db, workspaceId }: Scope<Queryable>,
  identifierIds: readonly number[],
  at: Date,
): Promise<void> {
  if (identifierIds.length === 0) return;
  await db.query(
    `insert into link_refusals (workspace_id, identifier_id, refused_at) select $1, n, $3 from unnest($2::int8[]) n
     on conflict do nothing`,
    [workspaceId, binaryArray('int8', identifierIds), at],
    'record_link_refusals',
  );
}

/** Workspaces in which some wait. */
export async function listWorkspacesRefusingLinks(db: Queryable): Promise<number[]> {
  const rows = await db.query<{ id: number }>(
    'select distinct workspace_id as id from link_refusals',
    [],
    'list_workspaces_refusing_links',
  );
  return rows.map(({ id }) => id);
}

/** Takes some of those that wait: the people who hold those identifiers now. Gives none where none wait. */
export async function takeLinkRefusals(
  { db, workspaceId }: Scope<Queryable>,
  limit: number,
): Promise<number[]> {
  const rows = await db.query<{ profile_id: number | null }>(
    `with taken as (
       delete from link_refusals where workspace_id = $1 and identifier_id in (
         select identifier_id from link_refusals where workspace_id = $1 order by refused_at, identifier_id limit $2
       ) returning identifier_id
     )
     select distinct i.profile_id from taken left join identifiers i on i.id = taken.identifier_id`,
    [workspaceId, limit],
    'take_link_refusals',
  );
  return rows.flatMap(({ profile_id: id }) => id ?? []);
}

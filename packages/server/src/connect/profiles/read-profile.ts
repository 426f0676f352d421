// Reads one profile whole: the hottest read of all.
import { binaryColumns, type Queryable } from '../../platform/postgres/index.ts';
import { openTogether } from '../../platform/together/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type KeptLabels, keptLabels } from '../../respect/categories/index.ts';
import type { Statement } from '../../respect/consents/index.ts';
import { purposesEdition } from '../../respect/purposes/index.ts';
import type { StoredAttributes } from '../attributes/index.ts';
import type { Identifier } from '../identity/index.ts';

export type IdentifierRow = {
  type: string;
  value: string;
  original: string | null;
  first_seen_at: string;
  source_id: number;
};
export type Profile = {
  id: number;
  created_at: Date;
  attributes: StoredAttributes;
  identifiers: IdentifierRow[];
  has_accounts: boolean;
  statements: Statement[] | null;
  /** The purposes when it was read (`listPurposesOf`). */
  purposes_edition: string;
  labels: KeptLabels;
};

/** What somebody else asks in the same question, so that it is of the same moment. */
export type Beside = {
  /** Of the prepared statement: another one for other columns. */
  name: string;
  /** Names no column of a profile has. `first`: the number of the parameter that is the first of `values`. */
  columns(first: number): string;
  values: readonly unknown[];
};

export const identifiersShownMax = 200;

/** What leads to a profile: an identifier, or an id, which may be one that was merged away. */
const owners = {
  identifier: `(select profile_id from identifiers where workspace_id = $1 and type = a.type and value = a.value)`,
  id: `coalesce((select into_id from profile_redirects where workspace_id = $1 and from_id = a.id), a.id)`,
};
const askedBy = {
  identifier: 'unnest($2::text[], $3::text[]) with ordinality a(type, value, place)',
  id: 'unnest($2::int8[]) with ordinality a(id, place)',
};

type ProfileRead = Profile & Record<string, unknown>;

const readTogether = openTogether<Identifier, ProfileRead | undefined>(50);

/**
 * The profile of an identifier (or of an old profile id), in one round trip, with all others who are asked for in the same
 * moment: this is the hottest read.
 */
export async function readProfile(
  { db, workspaceId }: Scope<Queryable>,
  identifier: Identifier,
  beside?: Beside,
): Promise<ProfileRead | undefined> {
  const by = identifier.type === 'profile_id' ? 'id' : 'identifier';
  if (by === 'id' && !/^\d{1,16}$/.test(identifier.value)) return undefined;
  const kind = [workspaceId, by, beside?.name, ...(beside?.values ?? [])].join(' ');
  return readTogether(db, kind, identifier, async (all) => {
    const asked =
      by === 'id'
        ? binaryColumns(
            all.map(({ value }) => ({ id: Number(value) })),
            { id: 'int8' },
          )
        : binaryColumns(all, { type: 'text', value: 'text' });
    const rows = await db.query<ProfileRead & { place: number }>(
      `select a.place, r.* from ${askedBy[by]} cross join lateral (
         select p.id, p.created_at, p.attributes, m.statements, coalesce(i.identifiers, '[]') as identifiers,
           exists (select from identifiers x join memberships m on m.identifier_id = x.id where x.profile_id = p.id)
             or exists (select from identifier_owners o join memberships m on m.identifier_id = o.identifier_id where o.profile_id = p.id)
             as has_accounts,
           ${purposesEdition('$1')} as purposes_edition, ${keptLabels('$1', 'p.attributes')} as labels
           ${beside ? `, ${beside.columns(asked.length + 2)}` : ''}
         from profiles p left join permissions m on m.profile_id = p.id left join lateral (
           select jsonb_agg(n) as identifiers from (
             select type, value, original, first_seen_at, source_id from identifiers where profile_id = p.id order by first_seen_at, id
             limit ${identifiersShownMax}
           ) n
         ) i on true
         where p.workspace_id = $1 and p.id = ${owners[by]}
       ) r`,
      [workspaceId, ...asked, ...(beside?.values ?? [])],
      `read_profile${by === 'id' ? '_by_id' : ''}${beside ? `_${beside.name}` : ''}`,
    );
    const byPlace = new Map(rows.map(({ place, ...profile }) => [place, profile as unknown as ProfileRead]));
    return all.map((_, i) => byPlace.get(i + 1));
  });
}

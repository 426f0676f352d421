// What attributes were from when on, of those that are tracked: for questions about the past.
//
// A telling counts from the time it was collected, and at any time the value is the winning one of those told up to then. In
// the order of `wins` rank comes before time, so a telling ever was the value if nobody of a higher rank had told anything up
// to its time, and it wins over what was told in the same millisecond. What tells the same value once more, permitted for the
// same, changes nothing and is left out.
import { binaryArray, type Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { toCanonicalText } from './canonical.ts';
import type { StoredAttributes } from './model.ts';
import { listTracked } from './tracked.ts';

export type HistoryEntry = {
  name: string;
  /** From when on, in milliseconds since 1970. */
  ms: number;
  /** Canonical JSON. */
  value: string;
  /** Permission snapshot, as decimal text. */
  permissions: string;
};

/** So many of the newest entries of a person and name are kept. */
export const historyEntriesMax = 1000;

type EntryRow = { profile_id: number; name: string; ms: number; value: unknown; permissions: string };

/** Of those of these people who have a tracked attribute, oldest first by name. */
export async function listHistories(
  scope: Scope<Queryable>,
  people: readonly { id: number; attributes: StoredAttributes }[],
): Promise<Map<number, HistoryEntry[]>> {
  // Whoever has no attribute has none that is tracked: of them nothing is asked.
  if (people.every(({ attributes }) => isEmpty(attributes))) return new Map();
  const names = (await listTracked(scope)).map(({ name }) => name);
  const attributesOf = new Map(
    people.flatMap(({ id, attributes }) =>
      names.some((name) => Object.hasOwn(attributes, name)) ? [[id, attributes] as const] : [],
    ),
  );
  const histories = new Map<number, HistoryEntry[]>();
  for (const row of await listEntries(scope, [...attributesOf.keys()], names)) {
    const { profile_id: id, name, ms, value, permissions } = row;
    // One name too many for the person: it was told, and never was an attribute.
    if (!Object.hasOwn(attributesOf.get(id) ?? {}, name)) continue;
    const entry = { name, ms, value: toCanonicalText(value), permissions };
    const list = histories.get(id);
    if (list === undefined) histories.set(id, [entry]);
    // Values that differ in what is null inside them are the same.
    else if (!tellsTheSame(entry, list.at(-1))) list.push(entry);
  }
  return histories;
}

const tellsTheSame = (one: HistoryEntry, other: HistoryEntry | undefined): boolean =>
  one.name === other?.name && one.value === other.value && one.permissions === other.permissions;

function isEmpty(attributes: StoredAttributes): boolean {
  for (const _name in attributes) return false;
  return true;
}

const listEntries = async (
  { db, workspaceId }: Scope<Queryable>,
  profileIds: readonly number[],
  names: readonly string[],
): Promise<EntryRow[]> =>
  profileIds.length === 0
    ? []
    : db.query<EntryRow>(
        `with told as (
           select h.profile_id, n.name, r.collected_at, r.rank, r.message_id, r.source_id, r.permissions, r.values -> n.name as value,
             max(r.rank) over (partition by h.profile_id, n.name order by r.collected_at) as top
           from holdings h join attribute_records r on r.identifier_id = h.identifier_id
             and (h.from_at is null or r.collected_at >= h.from_at) and (h.until_at is null or r.collected_at < h.until_at)
           join unnest($3::text[]) n(name) on r.values ? n.name
           where h.workspace_id = $1 and h.profile_id = any($2::int8[])
         ), won as (
           select distinct on (profile_id, name, collected_at) profile_id, name, collected_at, value, permissions
           from told where rank = top
           order by profile_id, name, collected_at, message_id collate "C" desc, source_id desc
         ), compared as (
           select *, (lag(value) over before, lag(permissions) over before) is distinct from (value, permissions) as differs
           from won window before as (partition by profile_id, name order by collected_at)
         ), placed as (
           select *, row_number() over (partition by profile_id, name order by collected_at desc) as place from compared where differs
         )
         select profile_id, name, (extract(epoch from collected_at) * 1000)::float8 as ms, value, permissions::text
         from placed where place <= ${historyEntriesMax} order by profile_id, name, collected_at`,
        [workspaceId, binaryArray('int8', profileIds), names],
        'list_attribute_histories',
      );

// Lists and search of people, in ClickHouse's mirror of profiles.
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import { decide, nobody } from '../../respect/gate/index.ts';
import type { Purpose } from '../../respect/purposes/index.ts';
import type { Searchable } from '../permissions/index.ts';

export type ProfileListRow = {
  id: number;
  display_name: string;
  identifier_types: string[];
  identifier_values: string[];
  attribute_names: string[];
  attribute_values: string[];
  attribute_permissions: string[];
  created_ms: number;
};

export type Search = {
  q: string;
  before: number | undefined;
  limit: number;
  /** By what people may be searched, where they are. */
  searchable: Searchable | undefined;
};

/**
 * People whose identifiers or attributes contain the words of `q`, newest first. Attributes that were not collected
 * for the purpose are not searched: a hit would tell their value. So are those that are masked.
 */
export async function searchProfiles(
  clickhouse: ClickHouse,
  { workspaceId, purpose }: { workspaceId: number; purpose: Purpose },
  { q, before, limit, searchable }: Search,
): Promise<{ total: number; rows: ProfileListRow[] }> {
  const words = q
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 8);
  const conditions = words.map(
    (
      _,
      i,
    ) => `(arrayExists((t, v) -> not has({hidden:Array(String)}, t) and ({others:UInt8} = 1 or has({types:Array(String)}, t))
        and if(has({whole:Array(String)}, t) or ({whole_addresses:UInt8} = 1 and position(v, '@') > 0),
          lowerUTF8(v) = lowerUTF8({w${i}:String}), positionCaseInsensitiveUTF8(v, {w${i}:String}) > 0), identifier_types, identifier_values)
      or arrayExists((n, v, p) -> bitTest(p, {bit:UInt8}) and not has({unsearchable:Array(String)}, n)
        and ({listed:UInt8} = 0 or has({searchable:Array(String)}, n))
        and positionCaseInsensitiveUTF8(v, {w${i}:String}) > 0, attribute_names, attribute_values, attribute_permissions))`,
  );
  const params = {
    workspace: workspaceId,
    bit: purpose.bit,
    before: before ?? 0,
    limit: limit + 1,
    ...(words.length === 0 ? {} : searchable),
    ...Object.fromEntries(words.map((word, i) => [`w${i}`, word])),
  };
  // One scan finds who and how many; what is shown is then read for one page only.
  const [found] = await clickhouse.query<{ total: number; ids: number[] }>(
    `select count() as total,
       arraySlice(arrayReverseSort(groupArrayIf(id, {before:UInt64} = 0 or id < {before:UInt64})), 1, {limit:UInt32}) as ids
     from profiles final
     where ${['workspace_id = {workspace:UInt32}', mayBePermitted(purpose), ...conditions].join(' and ')}`,
    params,
  );
  const total = Number(found?.total ?? 0);
  if (total === 0 || found === undefined || found.ids.length === 0) return { total, rows: [] };
  return { total, rows: await listProfileRows(clickhouse, workspaceId, found.ids) };
}

/** Those of these people who are there, newest first. */
export const listProfileRows = (
  clickhouse: ClickHouse,
  workspaceId: number,
  ids: readonly number[],
): Promise<ProfileListRow[]> =>
  clickhouse.query<ProfileListRow>(
    `select id, display_name, identifier_types, identifier_values, attribute_names, attribute_values,
       arrayMap(p -> toString(p), attribute_permissions) as attribute_permissions, toUnixTimestamp64Milli(created_at) as created_ms
     from profiles final where workspace_id = {workspace:UInt32} and id in {ids:Array(UInt64)} order by id desc`,
    { workspace: workspaceId, ids },
  );

/** Those whom the gate may permit now; it is asked about each of them (`connect/permissions`). */
const mayBePermitted = (purpose: Purpose): string =>
  decide(nobody, { purpose, at: 0 }).decision === 'permit'
    ? `(${purpose.consent_model === 'none'} or not bitTest(denied, {bit:UInt8}))`
    : '(bitTest(granted, {bit:UInt8}) and not bitTest(denied, {bit:UInt8}))';

/** First and last event of each of these people. */
export async function findSeen(
  clickhouse: ClickHouse,
  { workspaceId, purpose }: { workspaceId: number; purpose: Purpose },
  profileIds: number[],
): Promise<Map<number, { first: number; last: number }>> {
  if (profileIds.length === 0) return new Map();
  const rows = await clickhouse.query<{ id: number; first: number; last: number }>(
    `select profile_id as id, toUnixTimestamp64Milli(min(timestamp)) as first, toUnixTimestamp64Milli(max(timestamp)) as last from events
     where workspace_id = {workspace:UInt32} and bitTest(permissions, {bit:UInt8}) and profile_id in {profiles:Array(UInt64)} group by id`,
    { workspace: workspaceId, bit: purpose.bit, profiles: profileIds },
  );
  return new Map(rows.map((row) => [Number(row.id), { first: Number(row.first), last: Number(row.last) }]));
}

export async function countProfiles(
  clickhouse: ClickHouse,
  workspaceId: number,
): Promise<{ known: number; anonymous: number }> {
  const [row] = await clickhouse.query<{ known: number; anonymous: number }>(
    'select sum(p.known) as known, count() - sum(p.known) as anonymous from profiles p final where workspace_id = {workspace:UInt32}',
    { workspace: workspaceId },
  );
  return { known: Number(row?.known ?? 0), anonymous: Number(row?.anonymous ?? 0) };
}

/** How many people agree to a purpose now, deny it themselves, and have it denied by their browser alone. */
export type AnswersNow = { given: number; denied: number; signalled: number };

/** By purpose, in the order given. */
export async function countAnswersNow(
  clickhouse: ClickHouse,
  workspaceId: number,
  bits: readonly number[],
  at: Date,
): Promise<AnswersNow[]> {
  const each = (condition: string): string => `sumForEach(arrayMap(b -> ${condition}, {bits:Array(UInt8)}))`;
  const [row] = await clickhouse.query<Record<keyof AnswersNow, number[]>>(
    `select ${each('toUInt64(bitTest(agreed, b) and (agreed_until[b] = 0 or agreed_until[b] > {at:UInt32}))')} as given,
       ${each('toUInt64(bitTest(refused, b))')} as denied, ${each('toUInt64(bitTest(p.denied, b) and not bitTest(refused, b))')} as signalled
     from profiles p final where workspace_id = {workspace:UInt32} and (granted != 0 or p.denied != 0)`,
    { workspace: workspaceId, bits, at: Math.floor(at.getTime() / 1000) },
  );
  return bits.map((_, i) => ({
    given: Number(row?.given[i] ?? 0),
    denied: Number(row?.denied[i] ?? 0),
    signalled: Number(row?.signalled[i] ?? 0),
  }));
}

// What the event store knows of segments: who is in them, how many, since when.
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import type { Purpose } from '../../respect/purposes/index.ts';

/** People in each segment now, by the id of the definition. */
export async function countMembers(
  clickhouse: ClickHouse,
  workspaceId: number,
): Promise<Map<number, number>> {
  const rows = await clickhouse.query<{ segment: number; members: number }>(
    `select stay.segment as segment, count() as members from profile_states final array join stays as stay
     where workspace_id = {workspace:UInt32} and stay.left_ms = 0 group by segment`,
    { workspace: workspaceId },
  );
  return new Map(rows.map(({ segment, members }) => [Number(segment), Number(members)]));
}

export type Member = { id: number; entered_ms: number; reason: string };

const isIn = 's -> s.segment = {segment:UInt32} and s.left_ms = 0';

/** The next members, newest people first. */
export const listMembers = (
  clickhouse: ClickHouse,
  workspaceId: number,
  { segmentId, before, limit }: { segmentId: number; before: number | undefined; limit: number },
): Promise<Member[]> =>
  clickhouse.query<Member>(
    `select id, stay.entered_ms as entered_ms, stay.reason as reason from (
       select id, arrayFirst(${isIn}, stays) as stay from profile_states final
       where workspace_id = {workspace:UInt32} and arrayExists(${isIn}, stays) and ({before:UInt64} = 0 or id < {before:UInt64})
       order by id desc limit {limit:UInt32})`,
    { workspace: workspaceId, segment: segmentId, before: before ?? 0, limit },
  );

export async function countMembersOf(
  clickhouse: ClickHouse,
  workspaceId: number,
  segmentId: number,
): Promise<number> {
  const [row] = await clickhouse.query<{ members: number }>(
    `select count() as members from profile_states final
     where workspace_id = {workspace:UInt32} and arrayExists(${isIn}, stays)`,
    { workspace: workspaceId, segment: segmentId },
  );
  return Number(row?.members ?? 0);
}

/** Attributes that were collected for the purpose of some member, and kinds of identifiers, those of most people first. */
export async function listMembersFields(
  clickhouse: ClickHouse,
  workspaceId: number,
  { segmentId, purpose, limit }: { segmentId: number; purpose: Purpose; limit: number },
): Promise<{ attributes: string[]; identifiers: string[] }> {
  // What a consent covers of the past is worked out person by person.
  const collected = purpose.covers_past_data ? '1' : 'bitTest(p, {bit:UInt8})';
  const most = (names: string): string => `arraySlice(topKArray(${limit})(${names}), 1, ${limit})`;
  const [row] = await clickhouse.query<{ attributes: string[]; identifiers: string[] }>(
    `select ${most(`arrayFilter((n, p) -> ${collected}, attribute_names, attribute_permissions)`)} as attributes,
       ${most('arrayDistinct(identifier_types)')} as identifiers
     from profiles final where workspace_id = {workspace:UInt32} and id in (
       select id from profile_states final where workspace_id = {workspace:UInt32} and arrayExists(${isIn}, stays))`,
    { workspace: workspaceId, segment: segmentId, bit: purpose.bit },
  );
  return { attributes: row?.attributes ?? [], identifiers: row?.identifiers ?? [] };
}

export type Moves = { day: string; entered: number; left: number };

/** By day in the zone, who came in and who went out. */
export async function countMoves(
  clickhouse: ClickHouse,
  workspaceId: number,
  { segmentId, zone }: { segmentId: number; zone: string },
): Promise<Moves[]> {
  const rows = await clickhouse.query<Moves>(
    `select toString(toDate(at, {zone:String})) as day, countIf(kind = 'entered') as entered, countIf(kind = 'left') as left
     from definition_changes final
     where workspace_id = {workspace:UInt32} and definition_id = {segment:UInt32} group by day order by day`,
    { workspace: workspaceId, segment: segmentId, zone },
  );
  return rows.map(({ day, entered, left }) => ({ day, entered: Number(entered), left: Number(left) }));
}

/** How many more are in each of these segments than at that moment; null where nobody was computed by then. */
export async function countGrowth(
  clickhouse: ClickHouse,
  workspaceId: number,
  { segmentIds, since }: { segmentIds: readonly number[]; since: Date },
): Promise<Map<number, number | null>> {
  if (segmentIds.length === 0) return new Map();
  const rows = await clickhouse.query<{ segment: number; entered: number; left: number; older: number }>(
    `select definition_id as segment, countIf(kind = 'entered' and is_later) as entered, countIf(kind = 'left' and is_later) as left,
       countIf(not is_later) as older
     from (select definition_id, kind, at > fromUnixTimestamp64Milli({since:Int64}, 'UTC') as is_later from definition_changes final
       where workspace_id = {workspace:UInt32} and definition_id in {segments:Array(UInt32)})
     group by segment`,
    { workspace: workspaceId, segments: segmentIds, since: since.getTime() },
  );
  return new Map(
    rows.map(({ segment, entered, left, older }) => [
      Number(segment),
      Number(older) === 0 ? null : Number(entered) - Number(left),
    ]),
  );
}

/** Of each two of these segments, how many people are in both; of each with itself, how many are in it. */
export async function countOverlap(
  clickhouse: ClickHouse,
  workspaceId: number,
  segmentIds: readonly number[],
): Promise<{ first: number; second: number; both: number }[]> {
  const rows = await clickhouse.query<{ first: number; second: number; both: number }>(
    `select pair.1 as first, pair.2 as second, count() as both from (
       select arrayFilter(i -> has({segments:Array(UInt32)}, i), arrayMap(s -> s.segment, arrayFilter(s -> s.left_ms = 0, stays))) as own
       from profile_states final where workspace_id = {workspace:UInt32})
     array join arrayFlatten(arrayMap(x -> arrayMap(y -> (x, y), arrayFilter(z -> z >= x, own)), own)) as pair
     group by first, second`,
    { workspace: workspaceId, segments: segmentIds },
  );
  return rows.map(({ first, second, both }) => ({
    first: Number(first),
    second: Number(second),
    both: Number(both),
  }));
}

// What the event store knows of traits: how many have a value, which, and which a person had.
import type { ClickHouse } from '../../platform/clickhouse/index.ts';

/** People who have a value, by the id of the trait. */
export async function countValued(clickhouse: ClickHouse, workspaceId: number): Promise<Map<number, number>> {
  const rows = await clickhouse.query<{ trait: number; people: number }>(
    `select one.trait as trait, count() as people from profile_states final array join traits as one
     where workspace_id = {workspace:UInt32} group by trait`,
    { workspace: workspaceId },
  );
  return new Map(rows.map(({ trait, people }) => [Number(trait), Number(people)]));
}

/** A value as JSON text, empty for none, since when, by which version of the definition, and of how many events: -1 for none. */
export type Past = { value: string; at_ms: number; version: number; evidence: number };

/** What the trait was of a person, the newest first. */
export const listPast = (
  clickhouse: ClickHouse,
  workspaceId: number,
  {
    traitId,
    profileId,
    before,
    limit,
  }: { traitId: number; profileId: number; before: number; limit: number },
): Promise<(Past & { id: number })[]> =>
  clickhouse.query(
    `select id, value, toUnixTimestamp64Milli(at) as at_ms, version, evidence from definition_changes final
     where workspace_id = {workspace:UInt32} and definition_id = {trait:UInt32} and profile_id = {profile:UInt64}
       and kind = 'changed' and ({before:UInt64} = 0 or id < {before:UInt64})
     order by id desc limit {limit:UInt32}`,
    { workspace: workspaceId, trait: traitId, profile: profileId, before, limit },
  );

// Changes of one person in the event store.
import type { ClickHouse } from '../../platform/clickhouse/index.ts';

export type ChangeRow = {
  id: number;
  definition_id: number;
  version: number;
  kind: 'entered' | 'left' | 'changed';
  /** JSON text of a trait's value; empty for none. */
  value: string;
  reason: string;
  at_ms: number;
};

type Asked = {
  definitionIds: readonly number[];
  profileId: number;
  /** Ids that were merged into the person's. */
  formerIds: readonly number[];
  before: number | undefined;
  limit: number;
};

/**
 * The newest first. When two merge who were both in a segment, one of two members is gone: that is a matter of counts, and
 * nothing that happened to the person.
 */
export async function listChangesOf(
  clickhouse: ClickHouse,
  workspaceId: number,
  { definitionIds, profileId, formerIds, before, limit }: Asked,
): Promise<ChangeRow[]> {
  if (definitionIds.length === 0) return [];
  const rows = await clickhouse.query<ChangeRow>(
    `select id, definition_id, version, kind, value, reason, toUnixTimestamp64Milli(at) as at_ms from definition_changes final
     where workspace_id = {workspace:UInt32} and definition_id in {definitions:Array(UInt32)} and profile_id in {ids:Array(UInt64)}
       and not (profile_id != {profile:UInt64} and kind = 'left' and reason = 'identity')
       and ({before:UInt64} = 0 or id < {before:UInt64})
     order by id desc limit {limit:UInt32}`,
    {
      ...{ workspace: workspaceId, definitions: definitionIds, limit, before: before ?? 0 },
      ...{ profile: profileId, ids: [profileId, ...formerIds] },
    },
  );
  return rows.map((row) => ({ ...row, id: Number(row.id), at_ms: Number(row.at_ms) }));
}

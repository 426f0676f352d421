// Whose events are when people merge and come apart: told to the rows, and folded into them later.
//
// A row lies under the profile of its time, which is part of the sorting key and never changes. Whose it is now stands
// beside it, in a column of its own. When that changes, a lightweight update writes a small patch part, and every query
// from then on sees the new owner: no dictionary, no join, and never a row twice or not at all, since rows do not move.
// A patch costs queries something as long as it lies beside the rows. Folding has the engine write it into them, for one
// partition at a time, which rewrites one column of it. Merges of parts do the same on their way.
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import { changeInTurn } from './change-in-turn.ts';
import { timesMax } from './olap.ts';

/** Whose the rows are that lie under some profiles, as `connect/identity` finds it. */
export type EventOwnership = {
  places: number[];
  owners: number[];
  moved: { identifierId: number; holders: { profileId: number; fromMs: number; untilMs: number }[] }[];
};

/** Tells the rows whose they are now. Those that know already stay as they are: to repeat it costs one read. */
export async function reassignEvents(
  clickhouse: ClickHouse,
  workspaceId: number,
  { places, owners, moved }: EventOwnership,
): Promise<void> {
  const byPlace = 'transform(profile_id, {places:Array(UInt64)}, {owners:Array(UInt64)}, profile_id)';
  const [time, holders] = [
    'toUnixTimestamp64Milli(timestamp)',
    'transform(identifier_ids[1], {moved:Array(UInt64)}, {numbers:Array(UInt32)}, 0)',
  ];
  const byIdentifier = `arrayFirst((holder, from_ms, until_ms) -> ${time} >= from_ms and ${time} < until_ms,
    {holders:Array(Array(UInt64))}[${holders}], {from:Array(Array(Int64))}[${holders}], {until:Array(Array(Int64))}[${holders}])`;
  const owner = moved.length === 0 ? byPlace : `if(${holders} > 0, ${byIdentifier}, ${byPlace})`;
  const statement = `update events set owner_id = ${owner}
     where workspace_id = {workspace:UInt32} and profile_id in {places:Array(UInt64)} and owner_id != ${owner}`;
  const params = {
    ...{ workspace: workspaceId, places, owners },
    moved: moved.map(({ identifierId }) => identifierId),
    // Where the holders of each are listed.
    numbers: moved.map((_, i) => i + 1),
    holders: moved.map((one) => one.holders.map(({ profileId }) => profileId)),
    from: moved.map((one) => one.holders.map(({ fromMs }) => Math.max(fromMs, -timesMax))),
    until: moved.map((one) => one.holders.map(({ untilMs }) => Math.min(untilMs, timesMax))),
  };
  await changeInTurn(clickhouse, () => clickhouse.command(statement, params, 'insert'));
}

/** Profiles under which rows of this batch lie, by workspace. */
export async function listPlacesOfBatch(
  clickhouse: ClickHouse,
  batchId: number,
): Promise<Map<number, number[]>> {
  const rows = await clickhouse.query<{ workspace_id: number; ids: number[] }>(
    'select workspace_id, groupUniqArray(profile_id) as ids from events where batch_id = {batch:UInt64} group by workspace_id',
    { batch: batchId },
    { role: 'heavy' },
  );
  return new Map(rows.map(({ workspace_id, ids }) => [Number(workspace_id), ids.map(Number)]));
}

/** Parts of the table, and patches, each with the partition that it belongs to. */
const parts = `select name, rows, data_version, startsWith(name, 'patch-') as is_patch,
    if(is_patch, splitByChar('-', partition_id)[-1], partition_id) as id
  from system.parts where database = currentDatabase() and table = 'events' and active`;

/**
 * Partitions in which a patch lies beside rows that it was not written into, the newest first. A patch that is in all rows
 * may stay for a while: its version says so.
 */
export async function listUnfolded(clickhouse: ClickHouse): Promise<string[]> {
  const rows = await clickhouse.query<{ id: string }>(
    `select id from (${parts}) group by id
     having maxIf(data_version, is_patch) > minIf(data_version, not is_patch) and countIf(not is_patch) > 0 order by id desc`,
  );
  return rows.map(({ id }) => id);
}

/** Folds the patches of one partition. Unless it waits, the engine does that in the background, one after the other. */
export async function foldPartition(clickhouse: ClickHouse, id: string, waits = false): Promise<void> {
  const statement = `alter table events apply patches in partition id {id:String} settings mutations_sync = ${waits ? 1 : 0}`;
  await changeInTurn(clickhouse, () => clickhouse.command(statement, { id }));
}

/**
 * Drops the patches that are in all rows of the partition. The engine does so itself, but not at once; by then it may have
 * merged them with newer ones, and apply them all again to every row that is read. One that is gone meanwhile is left.
 */
export async function dropFolded(clickhouse: ClickHouse, id: string): Promise<void> {
  const rows = await clickhouse.query<{ name: string }>(
    `select name from (
       select *, minIf(data_version, not is_patch) over () as folded_version from (${parts}) where id = {id:String})
     where is_patch and rows > 0 and data_version <= folded_version`,
    { id },
  );
  for (const { name } of rows) {
    try {
      await clickhouse.command('alter table events drop part {name:String}', { name });
    } catch (error) {
      if ((error as { code?: unknown }).code !== noSuchPart) throw error;
    }
  }
}

/** ClickHouse's NO_SUCH_DATA_PART. */
const noSuchPart = '232';

/** Whether the engine is folding. */
export async function isFolding(clickhouse: ClickHouse): Promise<boolean> {
  const [row] = await clickhouse.query<{ count: number }>(
    "select count() as count from system.mutations where database = currentDatabase() and table = 'events' and not is_done",
  );
  return Number(row?.count ?? 0) > 0;
}

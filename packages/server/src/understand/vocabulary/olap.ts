// What the event store knows of names: of all events, and of a sample of the newest.
import type { ClickHouse } from '../../platform/clickhouse/index.ts';

export type EventName = { name: string; type: string; count: number };

/** The most frequent first. It reads two columns of few different values, so all events are counted. */
export async function listEventNames(
  clickhouse: ClickHouse,
  workspaceId: number,
  { q, limit }: { q: string; limit: number },
): Promise<EventName[]> {
  const rows = await clickhouse.query<EventName>(
    `select event_name as name, type, count() as count from events
     where workspace_id = {workspace:UInt32} and ({q:String} = '' or positionCaseInsensitiveUTF8(event_name, {q:String}) > 0)
     group by name, type order by count desc, name, type limit {limit:UInt32}`,
    { workspace: workspaceId, q, limit },
  );
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

/** `fields`: JSON text of its properties, of an identify or group call of its traits. */
export type SampledEvent = { event: string; type: string; profile_id: number; fields: string };

/** Some of the newest events, of this name or of any. Their place is found by id alone: properties are read of few. */
export const sampleEvents = (
  clickhouse: ClickHouse,
  workspaceId: number,
  { event, limit }: { event: string | undefined; limit: number },
): Promise<SampledEvent[]> => {
  const meant = `workspace_id = {workspace:UInt32}${event === undefined ? '' : ' and event_name = {event:String}'}`;
  return clickhouse.query<SampledEvent>(
    `select event_name as event, type, owner_id as profile_id, toJSONString(properties) as fields from events
     where ${meant} and id >= (select min(id) from (select id from events where ${meant} order by id desc limit {limit:UInt32}))`,
    { workspace: workspaceId, event: event ?? '', limit },
  );
};

/** Values as JSON text, in the order of the names. */
export type SampledPerson = { id: number; names: string[]; values: string[] };

const attributes = 'id, attribute_names as names, attribute_values as values';

/** Some of the newest people who have attributes. */
export async function samplePeople(
  clickhouse: ClickHouse,
  workspaceId: number,
  limit: number,
): Promise<SampledPerson[]> {
  // Without `final` it goes through people from the newest on, and ends when there are enough; what they have now is read then.
  const found = await clickhouse.query<{ id: number }>(
    `select id from profiles where workspace_id = {workspace:UInt32} and notEmpty(attribute_names)
     order by workspace_id desc, id desc limit {limit:UInt32}`,
    { workspace: workspaceId, limit },
  );
  return clickhouse.query<SampledPerson>(
    `select ${attributes} from profiles final where workspace_id = {workspace:UInt32} and id in {ids:Array(UInt64)}`,
    { workspace: workspaceId, ids: found.map(({ id }) => id) },
  );
}

/** Somebody for each of these names, where somebody has it. */
export const samplePeopleWith = (
  clickhouse: ClickHouse,
  workspaceId: number,
  names: readonly string[],
): Promise<SampledPerson[]> =>
  clickhouse.query<SampledPerson>(
    `select ${attributes} from profiles final where workspace_id = {workspace:UInt32} and id in (
       select max(id) from profiles final array join attribute_names as name
       where workspace_id = {workspace:UInt32} and hasAny(attribute_names, {names:Array(String)}) and name in {names:Array(String)}
       group by name)`,
    { workspace: workspaceId, names },
  );

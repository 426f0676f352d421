// The questions that are asked of events in ClickHouse, one function each.
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import type { Span } from '../../respect/gate/index.ts';
import { type Purpose, unrefusedBit } from '../../respect/purposes/index.ts';

export type EventRow = {
  id: number;
  message_id: string;
  type: string;
  event: string;
  name: string;
  profile_id: number;
  timestamp: string;
  received_at: string;
  source_id: number;
  user_id: string;
  anonymous_id: string;
  permissions: string;
};
export type ListedEventRow = EventRow & { message: string };
export type FullEventRow = ListedEventRow & {
  sent_at: string | null;
  original_timestamp: string | null;
  gpc: number;
  imported: number;
};

type Within = {
  workspaceId: number;
  purpose: Purpose;
  /** Times of which the consent of the person covers what was collected before it. */
  past?: readonly Span[];
};

const time = (column: string): string => `toUnixTimestamp64Milli(${column})`;
const summary = `id, message_id, type, event, name, profile_id, ${time('timestamp')} as timestamp_ms, ${time('received_at')} as received_ms,
  source_id, user_id, anonymous_id, toString(permissions) as snapshot`;
const whole = `${summary}, message, sent_at, original_timestamp, gpc, imported`;
const snapshotSays = 'bitTest(permissions, {bit:UInt8})';
/** Collected for this: the second question, asked of every row. */
const collectedFor = ({ past = [] }: Within): string => {
  const covered = `bitTest(permissions, ${unrefusedBit}) and arrayExists((from_ms, until_ms) ->
    ${time('timestamp')} >= from_ms and ${time('timestamp')} < until_ms, {past_from:Array(Int64)}, {past_until:Array(Int64)})`;
  return `workspace_id = {workspace:UInt32} and ${past.length === 0 ? snapshotSays : `(${snapshotSays} or (${covered}))`}`;
};
/** The same of many people, where a consent may cover the past: whose does is asked of each (\`showEvents\`). */
const mayBeCollectedFor = ({ purpose }: Within): string =>
  `workspace_id = {workspace:UInt32} and ${purpose.covers_past_data ? `(${snapshotSays} or bitTest(permissions, ${unrefusedBit}))` : snapshotSays}`;

type Raw<Row> = Omit<Row, 'timestamp' | 'received_at' | 'permissions'> & {
  timestamp_ms: number;
  received_ms: number;
  /** As text: it is beyond the numbers of JSON. */
  snapshot: string;
};

const toIso = (ms: number): string => new Date(Number(ms)).toISOString();
const toRow = <Row extends EventRow>({ timestamp_ms, received_ms, snapshot, ...row }: Raw<Row>): Row =>
  ({
    ...row,
    timestamp: toIso(timestamp_ms),
    received_at: toIso(received_ms),
    permissions: snapshot,
  }) as unknown as Row;

const within = ({ workspaceId, purpose, past = [] }: Within) => ({
  ...{ workspace: workspaceId, bit: purpose.bit },
  past_from: past.map(({ fromMs }) => Math.max(fromMs, -timesMax)),
  past_until: past.map(({ untilMs }) => untilMs),
});

/** Where the events of a person lie, as `connect/identity` finds it. */
export type EventPlaces = {
  profileIds: number[];
  elsewhere: number[];
  moved: number[];
  held: { identifierId: number; fromMs: number; untilMs: number }[];
};

/** The rows of one person: a condition with its parameters. Nearly nobody has identifiers that moved. */
function ofPerson({ profileIds, elsewhere, moved, held }: EventPlaces): {
  condition: string;
  parameters: Record<string, unknown>;
} {
  if (moved.length === 0)
    return { condition: 'profile_id in {profiles:Array(UInt64)}', parameters: { profiles: profileIds } };
  return {
    condition: `profile_id in {places:Array(UInt64)} and if(has({moved:Array(UInt64)}, identifier_ids[1]),
      arrayExists((one, from_ms, until_ms) -> one = identifier_ids[1] and ${time('timestamp')} >= from_ms and ${time('timestamp')} < until_ms,
        {held:Array(UInt64)}, {held_from:Array(Int64)}, {held_until:Array(Int64)}),
      profile_id in {profiles:Array(UInt64)})`,
    parameters: {
      places: [...new Set([...profileIds, ...elsewhere])],
      ...{ profiles: profileIds, moved, held: held.map(({ identifierId }) => identifierId) },
      held_from: held.map(({ fromMs }) => Math.max(fromMs, -timesMax)),
      held_until: held.map(({ untilMs }) => Math.min(untilMs, timesMax)),
    },
  };
}

/** Beyond all times that can be stored, in milliseconds. */
export const timesMax = 1e15;

export type TimelineFilter = {
  type?: string | undefined;
  event?: string | undefined;
  /** Any of these. */
  events?: readonly string[] | undefined;
  messageId?: string | undefined;
  before?: { ms: number; id: number } | undefined;
  limit: number;
};

/** The timeline of one person, newest first; one row more than `limit` where there is a next page. */
export async function listTimeline(
  clickhouse: ClickHouse,
  scope: Within,
  places: EventPlaces,
  filter: TimelineFilter,
): Promise<FullEventRow[]> {
  const { condition, parameters } = ofPerson(places);
  const rows = await clickhouse.query<Raw<FullEventRow>>(
    `select ${whole} from events
     where ${collectedFor(scope)} and ${condition}
       and ({type:String} = '' or type = {type:String}) and ({event:String} = '' or event = {event:String})
       and (empty({events:Array(String)}) or event in {events:Array(String)})
       and ({message_id:String} = '' or message_id = {message_id:String})
       and ({before_id:UInt64} = 0 or (timestamp, id) < (fromUnixTimestamp64Milli({before_ms:Int64}, 'UTC'), {before_id:UInt64}))
     order by timestamp desc, id desc limit {limit:UInt32}`,
    {
      ...within(scope),
      ...parameters,
      type: filter.type ?? '',
      event: filter.event ?? '',
      events: filter.events ?? [],
      message_id: filter.messageId ?? '',
      before_ms: filter.before?.ms ?? 0,
      before_id: filter.before?.id ?? 0,
      limit: filter.limit + 1,
    },
  );
  // All of them are this person's, wherever they lie.
  const [person = 0] = places.profileIds;
  return rows.map((row) => toRow<FullEventRow>({ ...row, profile_id: person }));
}

export type ActivitySummary = {
  first_seen_at: string | null;
  last_seen_at: string | null;
  event_count: number;
};

/** When a person was first and last seen, and how many events that took. */
export async function findActivity(
  clickhouse: ClickHouse,
  scope: Within,
  places: EventPlaces,
): Promise<ActivitySummary> {
  const { condition, parameters } = ofPerson(places);
  const [row] = await clickhouse.query<{ first: number; last: number; count: number }>(
    `select ${time('min(timestamp)')} as first, ${time('max(timestamp)')} as last, count() as count from events
     where ${collectedFor(scope)} and ${condition}`,
    { ...within(scope), ...parameters },
  );
  const count = Number(row?.count ?? 0);
  if (row === undefined || count === 0) return { first_seen_at: null, last_seen_at: null, event_count: 0 };
  return { first_seen_at: toIso(row.first), last_seen_at: toIso(row.last), event_count: count };
}

export type RecentFilter = {
  type?: string | undefined;
  event?: string | undefined;
  source?: number | undefined;
  q?: string | undefined;
  /** Ids that look like e-mail addresses are found by the whole of them only. */
  wholeAddresses: boolean;
  before?: number | undefined;
  limit: number;
};

const searchedId = (column: string): string =>
  `if({whole:UInt8} = 1 and position(${column}, '@') > 0, '', ${column})`;

/** What arrived, newest first, of everybody. Event ids grow with arrival. */
export async function listRecent(
  clickhouse: ClickHouse,
  scope: Within,
  filter: RecentFilter,
): Promise<ListedEventRow[]> {
  const rows = await clickhouse.query<Raw<ListedEventRow>>(
    `select ${summary}, message from events_now
     where ${mayBeCollectedFor(scope)} and ({before:UInt64} = 0 or id < {before:UInt64})
       and ({type:String} = '' or type = {type:String}) and ({event:String} = '' or event = {event:String})
       and ({source:UInt32} = 0 or source_id = {source:UInt32})
       and ({q:String} = '' or positionCaseInsensitiveUTF8(concat(name, ' ', ${searchedId('user_id')}, ' ', ${searchedId('anonymous_id')}, ' ', message_id), {q:String}) > 0
         or lowerUTF8(user_id) = lowerUTF8({q:String}) or lowerUTF8(anonymous_id) = lowerUTF8({q:String}))
     order by id desc limit {limit:UInt32}`,
    {
      ...within(scope),
      before: filter.before ?? 0,
      type: filter.type ?? '',
      event: filter.event ?? '',
      source: filter.source ?? 0,
      q: filter.q ?? '',
      whole: filter.wholeAddresses ? 1 : 0,
      limit: filter.limit + 1,
    },
    // Only the messages of the rows that are answered are read, not those of all rows that were looked at.
    { settings: { query_plan_max_limit_for_lazy_materialization: '10000' } },
  );
  return rows.map(toRow);
}

export async function findEvent(
  clickhouse: ClickHouse,
  scope: Within,
  id: number,
): Promise<FullEventRow | undefined> {
  const [row] = await clickhouse.query<Raw<FullEventRow>>(
    `select ${whole} from events_now where ${mayBeCollectedFor(scope)} and id = {id:UInt64} limit 1`,
    { ...within(scope), id },
  );
  return row && toRow<FullEventRow>(row);
}

/** Events received per minute in the last hour, and all of them. */
export async function countEvents(
  clickhouse: ClickHouse,
  workspaceId: number,
  now: Date,
): Promise<{ total: number; minutes: Map<number, number> }> {
  const [total] = await clickhouse.query<{ count: number }>(
    'select count() as count from events where workspace_id = {workspace:UInt32}',
    {
      workspace: workspaceId,
    },
  );
  const rows = await clickhouse.query<{ minute: number; count: number }>(
    `select intDiv(toUnixTimestamp(received_at), 60) as minute, count() as count from events
     where workspace_id = {workspace:UInt32} and received_at > fromUnixTimestamp64Milli({since:Int64}, 'UTC') group by minute`,
    { workspace: workspaceId, since: now.getTime() - 3_600_000 },
  );
  return {
    total: Number(total?.count ?? 0),
    minutes: new Map(rows.map((row) => [Number(row.minute), Number(row.count)])),
  };
}

export type SignalDay = {
  day: string;
  events: number;
  signalled: number;
  people: number;
  people_signalled: number;
};

/**
 * By day (in UTC), how much of what happened in browsers came with Global Privacy Control; days without events are left
 * out. `people` is exact up to some thousand, and close above. It reads narrow columns of the years in question: a third of a
 * second for a month of ten million events, and a second for all of them.
 */
export async function countSignalDays(
  clickhouse: ClickHouse,
  workspaceId: number,
  { from, until, sources }: { from: Date; until: Date; sources: readonly number[] },
): Promise<SignalDay[]> {
  if (sources.length === 0) return [];
  const rows = await clickhouse.query<SignalDay>(
    `select toString(toDate(timestamp, 'UTC')) as day, count() as events, countIf(gpc = 1) as signalled,
       uniqCombined64(14)(profile_id) as people, uniqCombined64If(14)(profile_id, gpc = 1) as people_signalled
     from events_now
     where workspace_id = {workspace:UInt32} and imported = 0 and source_id in {sources:Array(UInt32)}
       and timestamp >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') and timestamp < fromUnixTimestamp64Milli({until:Int64}, 'UTC')
     group by day order by day`,
    { workspace: workspaceId, from: from.getTime(), until: until.getTime(), sources },
    { role: 'heavy' },
  );
  return rows.map(({ day, ...counts }) => ({
    day,
    events: Number(counts.events),
    signalled: Number(counts.signalled),
    people: Number(counts.people),
    people_signalled: Number(counts.people_signalled),
  }));
}

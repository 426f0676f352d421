-- What an event is called in definitions: that of a track call, the name of a page or screen, or the type of a call that has none.
alter table events add column if not exists event_name LowCardinality(String) default if(name = '', type, name);
create or replace view events_now as
  select e.* except (profile_id, owner_id), e.owner_id as profile_id, e.profile_id as place_id from events as e;
-- What the gate permits the person, by purpose, and until when time alone does not change it, in milliseconds, 0 for ever.
alter table profiles
  add column if not exists permitted UInt64 default 0,
  add column if not exists permitted_until Int64 default 0,
  -- Of purposes whose consent covers what was collected before it, from when until when, in milliseconds, by bit.
  add column if not exists covered_past Map(UInt8, Array(Tuple(Int64, Int64))),
  -- What attributes were from when on, oldest first, of those that a definition asks about their past.
  add column if not exists attribute_history Array(Tuple(name LowCardinality(String), ms Int64, value String, permissions UInt64));
-- Who is where, one row per person and change, the newest wins.
create table if not exists memberships (
  workspace_id UInt32,
  id UInt64,
  version UInt64,
  -- Lists kept by hand.
  lists Array(LowCardinality(String)),
  -- Last stays in segments. `left_ms` is 0 while it lasts.
  stays Array(Tuple(segment LowCardinality(String), entered_ms Int64, left_ms Int64))
) engine = ReplacingMergeTree(version)
order by (workspace_id, id)
settings index_granularity = 1024, non_replicated_deduplication_window = 10000;

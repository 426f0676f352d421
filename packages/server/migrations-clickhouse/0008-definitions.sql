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
-- What a person is by the definitions, one row per person and change, the newest wins.
create table if not exists profile_states (
  workspace_id UInt32,
  id UInt64,
  version UInt64,
  deleted UInt8,
  -- Lists kept by hand.
  lists Array(LowCardinality(String)),
  -- Last stays in segments, by the id of the definition. `left_ms` is 0 while it lasts.
  stays Array(Tuple(segment UInt32, entered_ms Int64, left_ms Int64, reason LowCardinality(String))),
  -- Values of traits as JSON text, by the id of the definition.
  traits Array(Tuple(trait UInt32, value String, ms Int64))
) engine = ReplacingMergeTree(version, deleted)
order by (workspace_id, id)
settings index_granularity = 1024, non_replicated_deduplication_window = 10000;
-- What a full computation found, until it is compared with what people are.
create table if not exists computed (
  run UInt64,
  id UInt64,
  segments Array(UInt32),
  traits Array(Tuple(trait UInt32, value String)),
  due_ms Int64
) engine = MergeTree
partition by run
order by id
settings index_granularity = 1024;
-- What a person's segments and traits became, and when: for timelines, growth and histories.
create table if not exists definition_changes (
  workspace_id UInt32,
  definition_id UInt32,
  profile_id UInt64,
  id UInt64,
  version UInt32,
  kind LowCardinality(String),
  -- JSON text of a trait's value; empty for none.
  value String CODEC(ZSTD(1)),
  reason LowCardinality(String),
  at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1))
) engine = ReplacingMergeTree
order by (workspace_id, definition_id, profile_id, id)
settings index_granularity = 1024, non_replicated_deduplication_window = 10000;

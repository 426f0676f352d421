-- Events, sorted so that all questions about one person read one place.
create table if not exists events (
  workspace_id UInt32,
  profile_id UInt64,
  -- The name of a track call; for other calls their type.
  event LowCardinality(String),
  timestamp DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
  id UInt64 CODEC(Delta, ZSTD(1)),
  batch_id UInt64 CODEC(Delta, ZSTD(1)),
  type LowCardinality(String),
  name String CODEC(ZSTD(1)),
  message_id String CODEC(ZSTD(1)),
  source_id UInt32,
  received_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
  sent_at Nullable(DateTime64(3, 'UTC')) CODEC(ZSTD(1)),
  original_timestamp Nullable(DateTime64(3, 'UTC')) CODEC(ZSTD(1)),
  user_id String CODEC(ZSTD(1)),
  anonymous_id String CODEC(ZSTD(1)),
  -- The identifiers that resolved the event to its profile, the deciding one first.
  identifier_ids Array(UInt64) CODEC(ZSTD(1)),
  -- Purposes that were permitted when the event was collected, by bit.
  permissions UInt64 CODEC(ZSTD(1)),
  -- Few paths and types of their own: each becomes a file of a part, and whoever sends could ask for thousands.
  properties JSON(max_dynamic_paths = 128, max_dynamic_types = 2) CODEC(ZSTD(1)),
  -- The message as it was sent, with what collect added. Kept as text: a JSON column is slow to turn back into text.
  message String CODEC(ZSTD(1)),
  index events_id id type minmax granularity 1,
  index events_received received_at type minmax granularity 1
) engine = MergeTree
partition by toYear(timestamp)
order by (workspace_id, profile_id, event, timestamp)
settings index_granularity = 1024, non_replicated_deduplication_window = 10000;

-- One row per profile and change, the newest wins: for lists, search and (later) definitions.
create table if not exists profiles (
  workspace_id UInt32,
  id UInt64,
  version UInt64,
  deleted UInt8,
  known UInt8,
  display_name String,
  created_at DateTime64(3, 'UTC'),
  identifier_types Array(LowCardinality(String)),
  identifier_values Array(String),
  attribute_names Array(LowCardinality(String)),
  -- JSON text of each value.
  attribute_values Array(String),
  attribute_permissions Array(UInt64)
) engine = ReplacingMergeTree(version, deleted)
order by (workspace_id, id)
settings index_granularity = 1024, non_replicated_deduplication_window = 10000;

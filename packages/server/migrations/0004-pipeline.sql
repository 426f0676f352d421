-- The road from the inbox to profiles and events: positions, deduplication, identity, attributes.

-- One row. Whoever holds its lock is the one that resolves.
create table pipeline_position (
  id int primary key check (id = 1),
  resolved_seq bigint not null,
  batch_id bigint not null,
  -- Raised by whatever changes identity outside the pipeline, so that its caches know.
  identity_version bigint not null default 0,
  -- Which of the two tables of message ids is written, and since when.
  message_ids_table text not null,
  message_ids_since timestamptz not null,
  messages bigint not null default 0,
  duplicates bigint not null default 0,
  quarantined bigint not null default 0
);

-- What one RESOLVE decided, byte for byte as ClickHouse gets it: kept until APPEND is certain, so that a crash
-- repeats the same rows and not a new decision.
create table append_batches (
  id bigint primary key,
  last_seq bigint not null,
  event_count int not null,
  profile_count int not null,
  events bytea not null,
  profiles bytea not null,
  created_at timestamptz not null,
  appended_at timestamptz
);
alter table append_batches alter column events set storage external;
alter table append_batches alter column profiles set storage external;
create index append_batches_waiting on append_batches (id) where appended_at is null;

-- Fingerprints of (source, message id). Two tables take turns: one is written, both are asked, the older is emptied
-- when the newer has covered the whole window.
create table message_ids_a (fingerprint uuid primary key);
create table message_ids_b (fingerprint uuid primary key);

create table profiles (
  id bigint primary key,
  workspace_id int not null,
  created_at timestamptz not null,
  -- The winning value of each attribute: {name: {v, r, t, k, p}} (connect/profiles/model.ts).
  attributes jsonb not null default '{}'
) with (fillfactor = 85);

-- Ids of profiles that were merged away keep resolving.
create table profile_redirects (
  from_id bigint primary key,
  workspace_id int not null,
  into_id bigint not null,
  merged_at timestamptz not null,
  message_id text not null,
  reason text not null
);
create index profile_redirects_into on profile_redirects (into_id);

create table identifiers (
  id bigint primary key,
  workspace_id int not null,
  type text not null,
  -- Normalised; `original` is what was sent, where it differs.
  value text not null,
  original text,
  profile_id bigint not null,
  source_id int not null,
  message_id text not null,
  first_seen_at timestamptz not null,
  unique (workspace_id, type, value)
);
create index identifiers_profile on identifiers (profile_id);

-- Edges between identifiers, a_id < b_id, with the earliest evidence.
create table links (
  a_id bigint not null,
  b_id bigint not null,
  workspace_id int not null,
  kind text not null,
  source_id int not null,
  message_id text not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  primary key (a_id, b_id)
);
create index links_b on links (b_id);

-- What was told, one row per message, append-only: the truth from which `profiles.attributes` is derived. It names
-- the identifier it was told about, not the profile, so that an undone merge takes it along.
create table attribute_records (
  id bigint primary key,
  workspace_id int not null,
  identifier_id bigint,
  account_id bigint,
  source_id int not null,
  message_id text not null,
  collected_at timestamptz not null,
  received_at timestamptz not null,
  rank smallint not null,
  permissions bigint not null,
  origin text not null,
  values jsonb not null,
  check ((identifier_id is null) <> (account_id is null))
);
create index attribute_records_identifier on attribute_records (identifier_id);
create index attribute_records_account on attribute_records (account_id);

create table accounts (
  id bigint primary key,
  workspace_id int not null,
  group_id text not null,
  created_at timestamptz not null,
  attributes jsonb not null default '{}',
  unique (workspace_id, group_id)
);

create table memberships (
  account_id bigint not null,
  identifier_id bigint not null,
  workspace_id int not null,
  role text,
  source_id int not null,
  message_id text not null,
  first_seen_at timestamptz not null,
  primary key (account_id, identifier_id)
);
create index memberships_identifier on memberships (identifier_id);

-- Where messages come from, and the durable inbox in which they wait.

create table sources (
  id int generated always as identity primary key,
  workspace_id int not null references workspaces,
  slug text not null,
  name text not null,
  kind text not null,
  -- Not a secret: browsers carry it. It allows adding, never reading.
  write_key text not null unique,
  enabled boolean not null default true,
  settings jsonb not null default '{}',
  created_at timestamptz not null,
  last_event_at timestamptz,
  message_count bigint not null default 0,
  unique (workspace_id, slug)
);

-- One row per request. Rows become visible in the order of `seq`, because writers take turns to commit.
create table inbox (
  seq bigint generated always as identity primary key,
  workspace_id int not null,
  source_id int not null,
  received_at timestamptz not null,
  -- What the request said outside its body: kind of call, address, user agent, signals.
  envelope jsonb not null,
  message_count int not null,
  -- The JSON body, zstd where it is not small.
  body bytea not null
);
alter table inbox alter column body set storage external;

-- Messages that cannot be stored as events, with the reason. `item` is the place in the request's batch.
create table quarantine (
  id bigint generated always as identity primary key,
  workspace_id int not null,
  source_id int not null,
  inbox_seq bigint not null,
  item int not null,
  reason text not null,
  received_at timestamptz not null,
  envelope jsonb not null,
  message_id text,
  type text,
  size_bytes int not null,
  -- The message as JSON text.
  body text not null,
  unique (inbox_seq, item)
);
create index quarantine_reason on quarantine (workspace_id, reason, id);

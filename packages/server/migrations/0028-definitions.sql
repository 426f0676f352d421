-- The time zone of a workspace: days of definitions and reports begin in it, unless they name another.
alter table workspaces add column time_zone text not null default 'UTC';

-- Segments and traits. The purpose stays; the rest has versions.
create table definitions (
  id int generated always as identity primary key,
  workspace_id int not null references workspaces (id),
  kind text not null check (kind in ('segment', 'trait')),
  name text not null,
  purpose text not null,
  -- The version that people are in, 0 while none was computed; and the newest one that was set.
  version int not null default 0,
  newest int not null,
  created_at timestamptz not null,
  unique (workspace_id, kind, name)
);
create table definition_versions (
  definition_id int not null references definitions (id) on delete cascade,
  version int not null,
  title text not null,
  definition jsonb not null,
  set_at timestamptz not null,
  set_by text not null,
  computed_at timestamptz,
  -- Limits between the groups of a score, as they were computed last.
  limits jsonb,
  primary key (definition_id, version)
);

-- What a person is by the definitions, one row each: where they are and were, what their traits are.
create table profile_states (
  workspace_id int not null,
  profile_id bigint not null,
  -- By id of the segment: [entered, left or 0, reason], in milliseconds.
  stays jsonb not null,
  -- By id of the trait: {v: value, t: milliseconds, d: version, n: evidence}.
  traits jsonb not null,
  primary key (workspace_id, profile_id)
) with (fillfactor = 80);

create sequence profile_state_versions;

-- When time alone may change what a person is.
create table due_profiles (
  workspace_id int not null,
  profile_id bigint not null,
  due_at timestamptz not null,
  primary key (workspace_id, profile_id)
) with (fillfactor = 80);
create index due_profiles_next on due_profiles (due_at);

-- What changed, in order: for the event store, and for whoever acts on it. Kept until both have it.
create table definition_changes (
  id bigint generated always as identity primary key,
  workspace_id int not null,
  definition_id int not null,
  version int not null,
  profile_id bigint not null,
  kind text not null check (kind in ('entered', 'left', 'changed', 'merged')),
  value jsonb,
  reason text not null,
  at timestamptz not null,
  sent_at timestamptz
);
create index definition_changes_waiting on definition_changes (id) where sent_at is null;

-- Up to which batch people were computed.
create table compute_position (
  one boolean primary key default true check (one),
  batch_id bigint not null
);

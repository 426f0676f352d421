-- Which purposes a key may use, and who read what of whom.

-- Slugs of purposes, or groups such as `marketing.*`; absent: all.
alter table api_keys add column purposes text[];

create table reads (
  id bigint generated always as identity primary key,
  workspace_id int not null,
  read_at timestamptz not null,
  -- The key or member, such as `member:8f3a`.
  reader text not null,
  purpose text not null,
  -- What was asked: the route.
  exit text not null,
  profile_ids bigint[] not null,
  -- Names of the fields that were shown, never their values.
  fields text[] not null
);
create index reads_time on reads (workspace_id, id);
create index reads_profiles on reads using gin (profile_ids);

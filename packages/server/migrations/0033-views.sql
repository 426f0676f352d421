-- Views: what one use needs to know. The name, the purpose and what it is about stay; the rest has versions.
create table views (
  id int generated always as identity primary key,
  workspace_id int not null references workspaces (id),
  name text not null,
  purpose text not null,
  about text not null check (about in ('person', 'business')),
  newest int not null,
  created_at timestamptz not null,
  unique (workspace_id, name)
);
create table view_versions (
  view_id int not null references views (id) on delete cascade,
  version int not null,
  title text not null,
  description text not null,
  fields jsonb not null,
  set_at timestamptz not null,
  set_by text not null,
  primary key (view_id, version)
);

-- Lists of people, kept by hand. The name stays: definitions ask it.
create table lists (
  id int generated always as identity primary key,
  workspace_id int not null references workspaces (id),
  name text not null,
  title text not null,
  set_at timestamptz not null,
  set_by text not null,
  unique (workspace_id, name)
);

-- Who is on them: an entry names an identifier, and whoever has it is on the list. One that was taken off stays, with who did it.
create table list_entries (
  id bigint generated always as identity primary key,
  workspace_id int not null,
  list_id int not null references lists (id) on delete cascade,
  identifier_id bigint not null,
  added_at timestamptz not null,
  added_by text not null,
  removed_at timestamptz,
  removed_by text
);
create unique index list_entries_now on list_entries (list_id, identifier_id) where removed_at is null;
create index list_entries_identifier on list_entries (identifier_id) where removed_at is null;
create index list_entries_list on list_entries (list_id);

-- Who is on which list by which entry: `holdings` of what entries name, written so that it is looked up from either side.
create view list_people as
  select e.workspace_id, e.list_id, e.id as entry_id, e.identifier_id, e.added_at, e.added_by, i.profile_id
  from list_entries e join identifiers i on i.id = e.identifier_id
  where e.removed_at is null and i.profile_id is not null
    and not exists (select from identifier_owners o where o.identifier_id = e.identifier_id)
  union all
  select e.workspace_id, e.list_id, e.id, e.identifier_id, e.added_at, e.added_by, o.profile_id
  from list_entries e join identifier_owners o on o.identifier_id = e.identifier_id
  where e.removed_at is null;

-- What removed definitions were called, for what still tells of them.
create table removed_definitions (
  id int primary key,
  workspace_id int not null references workspaces (id),
  kind text not null,
  name text not null,
  title text not null,
  purpose text not null,
  removed_at timestamptz not null
);
create index removed_definitions_purpose on removed_definitions (workspace_id, purpose);

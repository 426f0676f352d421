-- The catalog: typed objects such as products, orders and tickets, and what was told of them.
create sequence catalog_editions;

create table catalog_types (
  workspace_id int not null references workspaces (id),
  name text not null,
  -- Grows with each change of any type, so that one look tells whether what is remembered still holds.
  edition bigint not null default nextval('catalog_editions'),
  definition jsonb not null,
  set_at timestamptz not null,
  set_by text not null,
  primary key (workspace_id, name)
);

-- One row per object, with the tellings whose values stand: their fields, times, origins and permission snapshots lie together.
create table catalog_objects (
  workspace_id int not null,
  type text not null,
  id text not null,
  title text,
  -- What objects are ordered by: the time field of the type, or when the object was first told.
  at timestamptz not null,
  first_at timestamptz not null,
  updated_at timestamptz not null,
  -- Whose it is: an identifier in normal form, and when that was told, since identifiers change hands.
  person_type text,
  person_value text,
  person_at timestamptz,
  removed bool not null default true,
  tellings jsonb not null default '[]',
  primary key (workspace_id, type, id)
);
create index catalog_objects_person on catalog_objects (workspace_id, person_type, person_value, type, at desc)
  where person_value is not null and not removed;
create index catalog_objects_at on catalog_objects (workspace_id, type, at desc, id) where not removed;

-- Where objects refer to, for looking from either side.
create table catalog_references (
  workspace_id int not null,
  type text not null,
  id text not null,
  path text not null,
  to_type text not null,
  to_id text not null,
  primary key (workspace_id, type, id, path, to_id)
);
create index catalog_references_to on catalog_references (workspace_id, to_id, type, path);

-- Values that stood or were told, and lost to others. A value told again is the same row.
create table catalog_history (
  workspace_id int not null,
  type text not null,
  object_id text not null,
  -- Empty for the person that the object belonged to.
  field text not null,
  value jsonb not null,
  told_at timestamptz not null,
  origin text not null,
  source text not null,
  message_id text not null,
  permissions bigint
);
create unique index catalog_history_once on catalog_history
  (workspace_id, type, object_id, field, told_at, origin, source, message_id, md5(value::text));

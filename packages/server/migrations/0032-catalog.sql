-- Objects of the catalog: products, orders, tickets, and whatever else a company knows of beside its people.

-- Grows with every change of a type, so that whoever remembers the types knows whether they still hold.
create table catalog_editions (
  workspace_id int primary key references workspaces (id),
  edition bigint not null
);

-- Which fields objects have, whose they are, and which events tell of them. One that was removed stays until its objects are gone.
create table catalog_types (
  id int generated always as identity primary key,
  workspace_id int not null references workspaces (id),
  name text not null,
  edition bigint not null,
  -- Up to which edition the columns that follow from it (search, at, references) are those of its objects.
  followed bigint not null default 0,
  -- As it was written: fields are shown in that order.
  definition json not null,
  set_at timestamptz not null,
  set_by text not null,
  removed_at timestamptz
);
create unique index catalog_types_name on catalog_types (workspace_id, name) where removed_at is null;

-- What holds of each object: the tellings of which something stands (connect/catalog/model.ts), and what follows from them.
create table catalog_objects (
  workspace_id int not null,
  type_id int not null,
  id text collate "C" not null,
  -- Grows with each change: whoever folds something in finds out that somebody else was faster.
  version int not null default 1,
  told json not null,
  -- Id and title in small letters.
  search text not null,
  at timestamptz not null,
  first_at timestamptz not null,
  -- Whose it is: an identifier in its normal form, and when that was told.
  person_type text,
  person_value text,
  person_at timestamptz,
  removed boolean not null,
  primary key (type_id, id)
) with (fillfactor = 85);
create index catalog_objects_newest on catalog_objects (type_id, at desc, id desc) where not removed;
create index catalog_objects_person on catalog_objects (person_value, person_type, type_id) where person_value is not null;

-- Which objects refer to which, for the way back. The way there stands in the object.
create table catalog_references (
  workspace_id int not null,
  type_id int not null,
  path text not null,
  to_id text collate "C" not null,
  id text collate "C" not null,
  primary key (type_id, path, to_id, id)
);

-- Values that no longer stand, or never did since something later was told first.
create table catalog_history (
  workspace_id int not null,
  type_id int not null,
  object_id text collate "C" not null,
  at timestamptz not null,
  message_id text not null,
  source_id int not null,
  told jsonb not null,
  primary key (type_id, object_id, at, message_id, source_id)
);

-- Orders the calls of the API and the imports among each other, where their times are the same.
create sequence catalog_calls;

-- Attributes that a definition asks about their past (connect/attributes): the mirror of people says what they were.
create table tracked_attributes (
  workspace_id int not null references workspaces,
  name text not null,
  since timestamptz not null,
  -- When the rows of all people said it; null for as long as they do not.
  followed_at timestamptz,
  primary key (workspace_id, name)
);

-- How far the mirror of people follows purposes and tracked attributes (connect/mirror).
create table mirror_rounds (
  workspace_id int primary key references workspaces,
  -- The edition of purposes under which all rows were written; null where rows may be of several.
  edition text,
  -- The round that is under way: the edition it is for, where it is for everybody, the attributes it is for, and the
  -- person who was looked at last. No position: there is none.
  next_edition text,
  names text[] not null default '{}',
  position bigint
);

-- Rules of identity, whose an identifier was when, what a rule refused, and what members decided by hand.

-- What a workspace has set, in versions; the newest holds. What it leaves out is as shipped (connect/identity/rules.ts).
create table identity_rules (
  workspace_id int not null references workspaces,
  version int not null,
  rules jsonb not null,
  created_at timestamptz not null,
  created_by text not null,
  reason text not null,
  primary key (workspace_id, version)
);

alter table identifiers
  -- Absent for what never merges people (a household): it is kept beside them.
  alter column profile_id drop not null,
  -- The contested cluster that it is in: one in which a limit may be in the way. Absent for most, whose cluster is their
  -- profile.
  add column cluster_id bigint,
  -- Only the `previousId` of an alias names it, which may be of this type or of another.
  add column guessed boolean not null default false,
  -- An alias named it as a previous id: a former name, which counts towards no limit.
  add column former boolean not null default false,
  -- Why it joins nobody, whatever it is named with.
  add column inert text,
  -- Certain identifiers of types as strong as its own or stronger that it was named with.
  add column partners int not null default 0;
create index identifiers_cluster on identifiers (cluster_id) where cluster_id is not null;
create index identifiers_inert on identifiers (workspace_id, id) where inert is not null;

-- A link that a member made by hand has the kind `decision` and the source 0.
alter table links
  -- A member set the two apart: the link counts as never told.
  add column apart boolean not null default false,
  -- The one of the two that an alias named as the previous id of the other.
  add column former_id bigint;

-- Owners of the identifiers that changed hands, in order: shared devices, recycled numbers.
create table identifier_owners (
  identifier_id bigint not null,
  place smallint not null,
  workspace_id int not null,
  -- From then on; absent in the first row.
  from_at timestamptz,
  profile_id bigint not null,
  primary key (identifier_id, place)
);
create index identifier_owners_profile on identifier_owners (profile_id);

-- Where events of an identifier may lie that was taken from a person again: rows in ClickHouse that carry this profile.
-- Whose such an event is follows from the owners of the identifier, not from the row.
create table identifier_moves (
  identifier_id bigint not null,
  profile_id bigint not null,
  workspace_id int not null,
  primary key (identifier_id, profile_id)
);
create index identifier_moves_profile on identifier_moves (profile_id);

-- Set for ids of people who were made for an identifier that is nobody's: it goes where that goes. All others were made
-- for the identifier of the same number.
alter table profile_redirects
  add column shared_identifier_id bigint,
  -- What it held when it was merged away: what reverting the merge takes out again.
  add column identifier_ids bigint[];

-- Links that joined nobody, by the two identifiers, a_id < b_id.
create table identity_refusals (
  a_id bigint not null,
  b_id bigint not null,
  workspace_id int not null,
  reason text not null,
  -- The type whose limit was in the way, its limit, and the identifiers that are too many together.
  type text,
  type_limit int,
  identifier_ids bigint[] not null,
  -- The one that gave way, and how.
  weaker_id bigint not null,
  outcome text not null,
  refused_at timestamptz not null,
  primary key (a_id, b_id)
);
create index identity_refusals_workspace on identity_refusals (workspace_id, refused_at);

-- Whose each identifier is, and when: what was told or done under it then is that person's.
create view holdings as
  select i.id as identifier_id, i.workspace_id, i.profile_id, null::timestamptz as from_at, null::timestamptz as until_at
  from identifiers i
  where i.profile_id is not null and not exists (select from identifier_owners o where o.identifier_id = i.id)
  union all
  select o.identifier_id, o.workspace_id, o.profile_id, o.from_at,
    (select n.from_at from identifier_owners n where n.identifier_id = o.identifier_id and n.place = o.place + 1)
  from identifier_owners o;

-- What members decided by hand, with who and why: evidence like any other, and never edited.
create table identity_decisions (
  id bigint generated always as identity primary key,
  workspace_id int not null,
  -- unlink, link, remove, restore, split, revert
  kind text not null,
  -- The identifiers that were named, and the links that were set apart or allowed, end by end.
  identifier_ids bigint[] not null,
  a_ids bigint[] not null,
  b_ids bigint[] not null,
  made_at timestamptz not null,
  made_by text not null,
  reason text not null
);
create index identity_decisions_workspace on identity_decisions (workspace_id, id);

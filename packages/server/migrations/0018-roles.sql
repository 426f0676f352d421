-- What members may do and see, by role; and how clearly each key sees delicate data.

-- What a workspace made of its roles, append-only: the highest version of a role holds. A role as it is shipped has no row
-- (respect/access/roles.ts).
create table member_roles (
  workspace_id int not null references workspaces,
  slug text not null,
  version int not null,
  name text not null,
  scopes text[] not null,
  -- Slugs of purposes, or groups such as `marketing.*`; null: all.
  purposes text[],
  -- How delicate what is seen unmasked may be (0 to 3), and categories of data that are seen unmasked beside that.
  unmasked_sensitivity int not null,
  unmasked_categories text[] not null default '{}',
  changed_at timestamptz not null,
  changed_by text not null,
  reason text not null,
  primary key (workspace_id, slug, version)
);

-- Whoever was here before there were roles could do everything; whoever comes without one can do least.
alter table members add column role text not null default 'owner', add column role_given_by text;
alter table members alter column role set default 'reader';

-- Keys that were made before see everything.
alter table api_keys
  add column unmasked_sensitivity int not null default 3,
  add column unmasked_categories text[] not null default '{}';

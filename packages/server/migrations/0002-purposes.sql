-- Why data may be used. A version is never edited: a change of meaning is a new row.

create table purposes (
  workspace_id int not null references workspaces,
  slug text not null,
  version int not null,
  -- Position in permission bit sets; the same for all versions of a purpose, never used again.
  bit smallint not null check (bit between 0 and 62),
  name text not null,
  description text not null,
  legal_basis text not null,
  consent_model text not null check (consent_model in ('none', 'notice', 'opt_out', 'opt_in', 'explicit')),
  published_at timestamptz not null,
  retired_at timestamptz,
  primary key (workspace_id, slug, version)
);

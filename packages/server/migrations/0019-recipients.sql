-- Who may get data, where they are and what makes it lawful to send it there; and where the data of whom has to stay.

-- Append-only: the highest version of a recipient holds. Purposes name recipients by their slug.
create table recipients (
  workspace_id int not null references workspaces,
  slug text not null,
  version int not null,
  name text not null,
  -- ISO 3166; null: nobody has said.
  country text,
  -- What makes a transfer to that country lawful (respect/recipients/model.ts), and where it is written down.
  mechanism text not null,
  safeguards text,
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (workspace_id, slug, version)
);

-- All rules of a workspace, in versions: the highest holds.
create table residency_rules (
  workspace_id int not null references workspaces,
  version int not null,
  rules jsonb not null,
  changed_at timestamptz not null,
  changed_by text not null,
  reason text not null,
  primary key (workspace_id, version)
);

-- Identifiers that something must not happen to, as keyed hashes; and how many messages were not collected for it
-- (respect/suppression). No row leads back to a person: there is no value and no profile here.
create table suppressions (
  id bigint generated always as identity primary key,
  workspace_id int not null references workspaces,
  -- no_collect, no_recollect, no_contact, no_sale_share, bounce, complaint
  scope text not null,
  -- Of no_contact, bounce and complaint: one channel. '*': all there are.
  channel text not null,
  identifier_kind text not null,
  -- HMAC-SHA-256 of kind, a zero byte and the normalised value.
  identifier_hash bytea not null,
  -- With which key of the workspace (suppression_keys).
  key_id int not null,
  reason text not null,
  legal_ref text,
  created_at timestamptz not null,
  created_by text not null,
  review_at timestamptz,
  -- Lifted, never deleted. subject: the person came back by their own act; operator: a member or program decided it.
  lifted_at timestamptz,
  lifted_by text,
  lifted_reason text,
  lift_recorded_by text
);
create unique index suppressions_in_force on suppressions (workspace_id, identifier_hash, scope, channel) where lifted_at is null;
create index suppressions_listed on suppressions (workspace_id, id);

-- Which keys a workspace has. The keys themselves are secrets (platform/workspaces).
create table suppression_keys (
  workspace_id int not null references workspaces,
  id int not null,
  created_at timestamptz not null,
  created_by text not null,
  primary key (workspace_id, id)
);

create table suppression_counts (
  workspace_id int not null references workspaces,
  source_id int not null references sources,
  scope text not null,
  day date not null,
  messages bigint not null,
  primary key (workspace_id, day, scope, source_id)
);

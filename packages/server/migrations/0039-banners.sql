-- The consent banner of a source: what it says and asks, and how often it was answered. A source without a row has a banner as
-- Rapport ships it.

create table banners (
  source_id int primary key references sources,
  workspace_id int not null references workspaces,
  -- As connect/banners/model.ts reads it.
  settings jsonb not null,
  version int not null,
  updated_at timestamptz not null,
  updated_by text not null
);

-- Sums and nothing else: no visitor, no address, no time of day.
create table banner_counts (
  workspace_id int not null references workspaces,
  source_id int not null references sources,
  day date not null,
  language text not null,
  -- Of the banner that was shown.
  version int not null,
  outcome text not null check (outcome in ('shown', 'accepted', 'rejected', 'chosen')),
  times bigint not null,
  primary key (source_id, day, language, version, outcome)
);

-- What people want to get, how and how often: beside consent, kept with the address and not with the person. And the brands
-- and topics of a workspace, which it is said of.

create table brands (
  id int generated always as identity primary key,
  workspace_id int not null references workspaces,
  -- It stays: preferences name it.
  slug text not null,
  name text not null,
  logo_url text,
  version int not null,
  updated_at timestamptz not null,
  updated_by text not null,
  unique (workspace_id, slug)
);

create table topics (
  id int generated always as identity primary key,
  workspace_id int not null references workspaces,
  brand_id int not null references brands,
  -- It stays: preferences name it.
  slug text not null,
  -- By language tag.
  titles jsonb not null,
  descriptions jsonb not null,
  channels text[] not null,
  -- The slug of a purpose, or a group such as marketing.*, in which each channel has its own.
  purpose text not null,
  -- What holds for whoever said nothing: in or out.
  default_state text not null check (default_state in ('in', 'out')),
  -- Where it stands among the others.
  place int not null,
  retired_at timestamptz,
  version int not null,
  updated_at timestamptz not null,
  updated_by text not null,
  unique (workspace_id, slug)
);

-- What was said of a contact point, append-only: what holds follows from it (respect/preferences/current.ts). The contact point
-- is named by its type and value in normal form, and may be nobody's: whoever has it later has what was said of it.
create table preference_events (
  id bigint generated always as identity primary key,
  workspace_id int not null references workspaces,
  type text not null,
  value text not null,
  channel text not null,
  -- The slug of a topic, all topics of a brand (`brand.*`), or all there are (`*`).
  topic text not null,
  -- Null: nothing was said of this. resumed: pauses from before are over.
  state text,
  frequency text,
  paused_until timestamptz,
  resumed boolean not null,
  language text,
  -- When it was said, and when it holds from where the sender's clock cannot be trusted.
  event_time timestamptz not null,
  effective_at timestamptz not null,
  received_at timestamptz not null,
  -- Where it was said (preference_centre, one_click, import …), and the key or member through whom it came.
  source text not null,
  recorded_by text not null,
  -- The request that said it, its place in it, and a hash of all that the request said: sent again it changes nothing.
  request_id text,
  place int not null,
  request_hash bytea not null
);
create index preference_events_point on preference_events (workspace_id, type, value, id);
create unique index preference_events_request on preference_events (workspace_id, type, value, request_id, place)
  where request_id is not null;
create index preference_events_topic on preference_events (workspace_id, topic);

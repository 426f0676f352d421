-- Campaigns: one communication to many people, once, again and again, or to whoever does something. And whom each run of one took.

create table campaigns (
  id int generated always as identity primary key,
  workspace_id int not null references workspaces,
  -- It stays: messages name it.
  slug text not null,
  title text not null,
  -- What is said to whom, by which channel, and when.
  plan jsonb not null,
  kind text not null check (kind in ('once', 'recurring', 'event')),
  -- Of those that an event starts: its name.
  event_name text,
  state text not null check (state in ('draft', 'scheduled', 'running', 'paused', 'finished', 'cancelled')),
  -- While it is paused: what it was before, and since when.
  paused_from text,
  paused_at timestamptz,
  -- Why it could not go on by itself: {code, message}.
  trouble jsonb,
  -- When its next run begins; null: there is none.
  next_run_at timestamptz,
  started_at timestamptz,
  version int not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  updated_by text not null,
  unique (workspace_id, slug)
);
create index campaigns_due on campaigns (next_run_at) where state in ('scheduled', 'running') and next_run_at is not null;
create index campaigns_of_events on campaigns (workspace_id) where kind = 'event' and state = 'running';

-- Whose messages must not go now.
create view held_campaigns as select workspace_id, id, state from campaigns where state in ('paused', 'cancelled');

-- One time that a campaign goes out. Of one that events start there is one, for as long as it runs.
create table campaign_runs (
  id int generated always as identity primary key,
  workspace_id int not null references workspaces,
  campaign_id int not null references campaigns on delete cascade,
  number int not null,
  -- The moment for which it was planned.
  planned_at timestamptz not null,
  state text not null check (state in ('enrolling', 'making', 'sending', 'listening', 'finished', 'cancelled')),
  -- What it goes by, as it was when it began.
  frozen jsonb not null,
  -- How many messages each hour has already, where so many an hour may go.
  slots jsonb not null default '{}',
  started_at timestamptz not null,
  -- Events that came before this start nothing.
  listens_from timestamptz not null,
  made_at timestamptz,
  ended_at timestamptz,
  looked_at timestamptz not null,
  unique (campaign_id, planned_at)
);
create index campaign_runs_open on campaign_runs (workspace_id, state, looked_at) where state in ('enrolling', 'making', 'sending');

-- Whom a run took, and what came of it before there was a message.
create table campaign_people (
  run_id int not null references campaign_runs on delete cascade,
  profile_id bigint not null,
  -- The event that started it; empty: none did.
  event_id text not null default '',
  workspace_id int not null references workspaces,
  state text not null check (state in ('waiting', 'made', 'held_out', 'left', 'merged', 'refused', 'gone')),
  reason text,
  arm text,
  -- When it was to reach them: what they did from then on may be its doing.
  reach_at timestamptz,
  primary key (run_id, profile_id, event_id)
) with (fillfactor = 80);
create index campaign_people_waiting on campaign_people (run_id, profile_id) where state = 'waiting';

-- What a paused campaign holds back: when it was due.
alter table messages add column held_due_at timestamptz;
-- Those of a campaign that may still go.
create index messages_open_of_campaign on messages (campaign_id) where campaign_id is not null and state in ('queued', 'deferred', 'sending');

-- Up to which batch of events it is known whether they start a campaign.
create table campaign_position (
  one boolean primary key default true check (one),
  batch_id bigint not null
);

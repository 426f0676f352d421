-- Messages: one row from intent to outcome. And what they are made with: accounts of channels, templates, and rules of a workspace.

-- A way to send by a channel: a mail server, an account at a company, or the built-in outbox.
create table channel_accounts (
  id int generated always as identity primary key,
  workspace_id int not null references workspaces,
  channel text not null,
  -- It stays.
  slug text not null,
  title text not null,
  provider text not null,
  settings jsonb not null,
  -- Sealed JSON of what nobody is shown again.
  secrets text not null,
  -- The first that works sends; the others take over.
  place int not null,
  enabled boolean not null,
  -- The slug of the recipient that it is: then a purpose has to name it. Null: data does not leave the company by it.
  recipient text,
  -- So many a second at most; null: as many as it takes.
  per_second int,
  -- Why nothing goes through it, until somebody sets it right: {code, message, since}.
  trouble jsonb,
  version int not null,
  updated_at timestamptz not null,
  updated_by text not null,
  unique (workspace_id, channel, slug)
);

create table templates (
  id int generated always as identity primary key,
  workspace_id int not null references workspaces,
  -- It stays: messages name it.
  slug text not null,
  title text not null,
  -- The slug of a topic, which names the purpose. Null: a message that nobody can switch off, for the purpose below.
  topic text,
  purpose text,
  newest int not null,
  -- The version that is sent; null: it is not ready.
  published int,
  archived_at timestamptz,
  updated_at timestamptz not null,
  updated_by text not null,
  unique (workspace_id, slug),
  check ((topic is null) <> (purpose is null))
);
create table template_versions (
  template_id int not null references templates on delete cascade,
  version int not null,
  -- By channel and language tag: {"email":{"en":{…}}}.
  contents jsonb not null,
  -- The view whose fields the texts may name; null: none.
  view text,
  made_at timestamptz not null,
  made_by text not null,
  primary key (template_id, version)
);

create table messages (
  id bigint generated always as identity primary key,
  workspace_id int not null references workspaces,
  -- Whoever asks twice with the same key gets one message.
  key text not null,
  -- As it was when it was made; who was merged since is found by the redirects.
  profile_id bigint not null,
  channel text not null,
  -- Channels that are tried where this one does not reach the person, in their order.
  fallbacks text[] not null,
  -- Where it goes, in normal form. Null: found when it is claimed.
  point_type text,
  point_value text,
  template_id int not null references templates,
  template_version int not null,
  language text,
  topic text,
  purpose text,
  -- What made it: {"kind":"campaign","campaign":…}.
  trigger jsonb not null,
  variables jsonb not null,
  campaign_id int,
  arm text,
  -- The higher goes first.
  priority smallint not null,
  state text not null,
  -- Of what was refused, deferred or failed: by which code.
  reason text,
  -- What was decided last, and on what ground.
  why jsonb,
  -- Not before.
  due_at timestamptz not null,
  -- Not after: it would not make sense any more.
  expires_at timestamptz,
  attempts smallint not null,
  account_id int,
  provider_id text,
  -- While it is being sent: by whom, and until when nobody else takes it.
  claimed_by text,
  claimed_until timestamptz,
  created_at timestamptz not null,
  sent_at timestamptz,
  delivered_at timestamptz,
  opened_at timestamptz,
  clicked_at timestamptz,
  ended_at timestamptz,
  -- [{"state","at","reason"?,"detail"?}], the oldest first.
  history jsonb not null,
  unique (workspace_id, key)
) with (fillfactor = 80);
create index messages_due on messages (channel, priority desc, due_at, id) where state in ('queued', 'deferred');
create index messages_claimed on messages (claimed_until) where state = 'sending';
create index messages_person on messages (workspace_id, profile_id, id);
create index messages_state on messages (workspace_id, state, id);
create index messages_campaign on messages (workspace_id, campaign_id, id) where campaign_id is not null;
create index messages_template on messages (workspace_id, template_id, id);
create index messages_provider on messages (provider_id) where provider_id is not null;
create index messages_listed on messages (workspace_id, id);

-- What the built-in outbox got instead of a mail server.
create table outbox_mails (
  message_id bigint primary key references messages on delete cascade,
  workspace_id int not null references workspaces,
  profile_id bigint not null,
  mail jsonb not null,
  sent_at timestamptz not null
);
create index outbox_mails_listed on outbox_mails (workspace_id, message_id);

-- Caps, quiet hours and priorities of a workspace: one document.
create table message_rules (
  workspace_id int primary key references workspaces,
  rules jsonb not null,
  version int not null,
  updated_at timestamptz not null,
  updated_by text not null
);

-- What channels keep here until somebody looks at it: messages in the inbox of an app, calls to be made, and browsers that can be reached.

-- There, for the person, from the moment in which the message is marked as sent (messages.sent_at), and not before.
create table in_app_messages (
  message_id bigint primary key references messages on delete cascade,
  workspace_id int not null,
  -- As it was when it was sent; who was merged since is found by the redirects.
  profile_id bigint not null,
  -- {"title","text","url"?,"action"?,"image"?}
  content jsonb not null,
  language text not null,
  read_at timestamptz,
  clicked_at timestamptz
);
create index in_app_messages_person on in_app_messages (workspace_id, profile_id, message_id);

-- A call that somebody is to make. In the queue from the moment in which its message is marked as sent.
create table phone_tasks (
  message_id bigint primary key references messages on delete cascade,
  workspace_id int not null,
  profile_id bigint not null,
  -- E.164.
  number text not null,
  -- What it is about, the same for everybody; and what to say to this person.
  title text not null,
  script text not null,
  language text not null,
  state text not null check (state in ('open', 'claimed', 'done', 'refused')),
  -- Not before.
  due_at timestamptz not null,
  -- While somebody has it in hand: `member:` or `api_key:` and an id, and until when nobody else gets it.
  claimed_by text,
  claimed_until timestamptz,
  -- How often nobody answered.
  attempts smallint not null,
  outcome text,
  note text,
  -- Of what was refused: {"code","message"}.
  reason jsonb,
  ended_at timestamptz
);
create index phone_tasks_listed on phone_tasks (workspace_id, state, due_at, message_id);

-- Browsers that said that they want to be pushed to.
create table push_subscriptions (
  id bigint generated always as identity primary key,
  workspace_id int not null references workspaces,
  -- The value of the identifier web_push: SHA-256 of the endpoint, in base64url. Who knows an endpoint may send to it, so it stands nowhere else.
  hash text not null,
  endpoint text not null,
  -- Its keys, in base64url.
  p256dh text not null,
  auth text not null,
  created_at timestamptz not null,
  -- When the browser told it last.
  told_at timestamptz not null,
  -- Since when nobody is there any more.
  gone_at timestamptz,
  unique (workspace_id, hash)
);

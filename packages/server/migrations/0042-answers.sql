-- What comes back from messages: told by channels and by the links that messages carry, until all that follows from it is done.
create table message_answers (
  id bigint generated always as identity primary key,
  workspace_id int not null references workspaces,
  channel text not null,
  -- 0: told by an address of our own.
  account_id int not null,
  -- The same answer told twice has the same.
  answer_id text not null,
  kind text not null,
  -- Of which message, by our id or by theirs.
  message_id bigint,
  provider_id text,
  point_type text,
  point_value text,
  -- {"hard","machine","text","url"}.
  told jsonb not null,
  at timestamptz not null,
  received_at timestamptz not null,
  -- When something is to be done about it; null: all is done.
  due_at timestamptz,
  unique (workspace_id, channel, account_id, answer_id)
);
create index message_answers_due on message_answers (due_at) where due_at is not null;
create index message_answers_message on message_answers (workspace_id, message_id) where message_id is not null;
create index message_answers_received on message_answers (received_at);

-- Messages that were sent lately are told of again when a server starts: one that ended may not have come to it.
create index messages_sent on messages (sent_at) where sent_at is not null;

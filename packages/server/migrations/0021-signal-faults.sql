-- Signals of browsers and banners that could not be read, by source: how often, and when last. Never what was sent.
create table signal_faults (
  source_id int not null references sources,
  workspace_id int not null,
  -- Which signal, and what is wrong with it.
  method text not null,
  code text not null,
  -- What to send instead.
  message text not null,
  messages bigint not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  primary key (source_id, method, code)
);

-- Refusals of being recognised across devices that came with messages, until the devices are parted.
create table link_refusals (
  workspace_id int not null,
  -- On which it was refused.
  identifier_id bigint not null,
  refused_at timestamptz not null,
  primary key (workspace_id, identifier_id)
);

-- What pages ask their visitors for, one thing at a time: an address, a size, an interest. How it is asked, when and how often.

create table asks (
  id int generated always as identity primary key,
  workspace_id int not null references workspaces,
  -- It stays: browsers remember under it what was answered, and events name it.
  slug text not null,
  -- Null: on the pages of every source of the kind browser.
  source_id int references sources,
  -- What the answer is kept as: the attribute, the kind of answer, and what may be chosen.
  attribute text not null,
  kind text not null check (kind in ('email', 'text', 'choice')),
  options jsonb not null,
  -- The slug of the purpose that has to be permitted, and that is told.
  purpose text not null,
  -- By language tag: question, why, benefit, and the words of the two buttons where they are its own.
  words jsonb not null,
  -- {event}, {page}, {seconds} or {called}.
  moment jsonb not null,
  every_days int not null,
  rest_days int not null,
  -- Where it stands among the others.
  place int not null,
  enabled boolean not null,
  retired_at timestamptz,
  version int not null,
  updated_at timestamptz not null,
  updated_by text not null,
  unique (workspace_id, slug)
);

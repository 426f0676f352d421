-- What people ask for in the preference centre beside their choices: what is held of them, that it be corrected or erased, another
-- link; what a company waits for them to confirm; and a quick way to find to whom something of them was let go.

create table requests (
  id bigint generated always as identity primary key,
  workspace_id int not null references workspaces,
  -- What the person is told it is called: nobody learns from it how many there are.
  reference text not null,
  -- The contact point through which it was made, in normal form.
  type text not null,
  value text not null,
  -- access, correction or erasure.
  kind text not null,
  -- What the person wrote, the oldest first.
  words text[] not null,
  language text not null,
  -- received, taken_back; what is done with it adds to these.
  state text not null,
  -- Where it was made: preference_centre.
  source text not null,
  received_at timestamptz not null,
  -- By when it has to be answered.
  due_at timestamptz not null,
  -- Null: it is open.
  closed_at timestamptz,
  unique (workspace_id, reference)
);
-- One of a kind at a time: a button that is pressed twice asks once.
create unique index requests_open on requests (workspace_id, type, value, kind) where closed_at is null;
create index requests_point on requests (workspace_id, type, value);
create index requests_due on requests (workspace_id, due_at) where closed_at is null;

-- Who asked for a new link of the centre and did not get one yet; once for each contact point.
create table link_requests (
  id bigint generated always as identity primary key,
  workspace_id int not null references workspaces,
  type text not null,
  value text not null,
  language text not null,
  requested_at timestamptz not null,
  unique (workspace_id, type, value)
);
create index link_requests_age on link_requests (requested_at);

-- What somebody signed up for, and has still to confirm by the link that was sent to them (double opt-in).
create table confirmations (
  id bigint generated always as identity primary key,
  workspace_id int not null references workspaces,
  type text not null,
  value text not null,
  -- Slugs; one of them or both.
  purpose text,
  topic text,
  -- The notice of the message that asks to confirm; null: that of the page.
  notice_hash text,
  language text,
  requested_at timestamptz not null,
  requested_by text not null,
  expires_at timestamptz not null,
  -- Somebody has pressed, and it is being recorded. Where that did not end, it may be pressed again after a while.
  claimed_at timestamptz,
  confirmed_at timestamptz
);

-- To whom something of a person was let go, and when last.
create index decisions_let_go on decisions (workspace_id, profile_id, recipient, decided_at)
  where recipient is not null and decision = 'permit';
-- Who was in a file that was taken out.
create index reads_exported on reads using gin (profile_ids) where exit = 'GET /api/segments/:name/export';

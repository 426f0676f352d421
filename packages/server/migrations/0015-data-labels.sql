-- What attributes and properties of events hold: guessed from names and values, or said by a member (respect/categories).
create table data_labels (
  workspace_id int not null references workspaces,
  -- attribute, property
  subject text not null,
  -- The event that has the property; empty for attributes, and where a member spoke of every event.
  event text not null,
  name text not null,
  -- Absent: nothing personal (confirmed), none that was seen (guessed), unknown (unlabelled).
  category text,
  -- confirmed, guessed, unlabelled
  state text not null,
  -- What led to it: the name, or what values looked like. Never a value.
  reason text,
  first_seen_at timestamptz not null,
  reviewed_at timestamptz,
  reviewed_by text,
  -- How often a member spoke of it: the sum tells one set of reviews from another.
  reviews int not null default 0,
  primary key (workspace_id, subject, event, name)
);
create index data_labels_unlabelled on data_labels (workspace_id, subject, event, name) where state = 'unlabelled';
create index data_labels_reviewed on data_labels (workspace_id) include (reviews) where reviews > 0;

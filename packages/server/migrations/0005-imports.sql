-- Files that were uploaded, and the imports that read them.

-- A file in the data directory. It is removed when an import of it is done, or a day after nobody used it.
create table import_uploads (
  id uuid primary key,
  workspace_id int not null references workspaces,
  file_name text not null,
  size_bytes bigint not null,
  -- SHA-256 of the content, shortened: the same file is recognised under any name.
  fingerprint text not null,
  uploaded_at timestamptz not null
);
create index import_uploads_age on import_uploads (uploaded_at);

create table imports (
  id bigint generated always as identity primary key,
  workspace_id int not null references workspaces,
  source_id int not null references sources,
  upload_id uuid references import_uploads on delete set null,
  file_name text not null,
  fingerprint text not null,
  mapping jsonb not null,
  dry_run boolean not null,
  state text not null check (state in ('running', 'done', 'failed', 'stopped')),
  rows_total bigint,
  -- All rows up to this one are done: an import goes on after it when the server starts again.
  rows_read bigint not null default 0,
  -- Share of the file that is read, 0 to 1, also where the number of rows is not known beforehand.
  progress real not null default 0,
  messages_accepted bigint not null default 0,
  rejects_count bigint not null default 0,
  -- Up to here the reject file belongs to rows_read; what lies behind is written again. Null when it is removed.
  rejects_bytes bigint default 0,
  error text,
  started_at timestamptz not null,
  finished_at timestamptz
);
create index imports_workspace on imports (workspace_id, id desc);
create index imports_running on imports (id) where state = 'running';
create index imports_fingerprint on imports (workspace_id, fingerprint);

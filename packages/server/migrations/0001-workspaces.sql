-- Tenants, the people who operate them, and the keys of programs.

create table workspaces (
  id int generated always as identity primary key,
  slug text not null unique,
  name text not null,
  settings jsonb not null default '{}',
  created_at timestamptz not null
);

create table members (
  id text primary key,
  workspace_id int references workspaces,
  name text not null,
  email text not null unique,
  email_verified boolean not null default false,
  image text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table member_sessions (
  id text primary key,
  member_id text not null references members on delete cascade,
  token text not null unique,
  ip_address text,
  user_agent text,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index member_sessions_member on member_sessions (member_id);

-- One row per way of signing in: a password, or an account at an identity provider.
create table member_credentials (
  id text primary key,
  member_id text not null references members on delete cascade,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index member_credentials_member on member_credentials (member_id);

create table member_verifications (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index member_verifications_identifier on member_verifications (identifier);

create table api_keys (
  id int generated always as identity primary key,
  workspace_id int not null references workspaces,
  name text not null,
  -- SHA-256 of the key: the key itself is shown once and not kept.
  key_hash bytea not null unique,
  scopes text[] not null,
  created_at timestamptz not null,
  revoked_at timestamptz
);

-- Secrets that the server makes for itself, such as the one that signs sessions.
create table secrets (
  name text primary key,
  value text not null,
  created_at timestamptz not null
);

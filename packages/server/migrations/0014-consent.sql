-- What a purpose means beyond its legal basis, what people expressed about it, and what follows for each person.

alter table purposes
  -- Meaning and handling (respect/purposes/model.ts); what it leaves out is as shipped.
  add column terms jsonb not null default '{}',
  -- The version since which it means this; absent: since this one.
  add column meaning_version int,
  add column published_by text;

-- What people were shown, by the hash of its text: never edited, since consents point at it.
create table notices (
  workspace_id int not null references workspaces,
  -- SHA-256 of the text in UTF-8.
  hash bytea not null,
  slug text not null,
  version int not null,
  language text not null,
  title text not null,
  text text not null,
  -- Purposes that it tells of, with the version of each: {slug: version}.
  purposes jsonb not null,
  published_at timestamptz not null,
  published_by text not null,
  primary key (workspace_id, hash, language),
  unique (workspace_id, slug, version, language)
);

-- What was expressed, append-only: the truth from which permissions follow. Names as in ISO/IEC TS 27560 where it has them.
-- It names the identifiers on which it was expressed, not a profile, so that it goes where they go.
create table consent_events (
  id bigint generated always as identity primary key,
  workspace_id int not null,
  -- The identifiers on which it was expressed, the deciding one first.
  identifier_ids bigint[] not null,
  purpose text not null,
  purpose_version int not null,
  state text not null,
  consent_type text not null,
  -- When it was expressed, and when it holds from where the sender's clock cannot be trusted.
  event_time timestamptz not null,
  effective_at timestamptz not null,
  received_at timestamptz not null,
  valid_until timestamptz,
  -- Who expressed it (subject, parent, agent, operator, user_agent, system), and how.
  expressed_by text not null,
  method text not null,
  notice_hash bytea,
  language text,
  jurisdiction text,
  -- The message that carried it, or the key or member through whom it came.
  source_id int,
  message_id text,
  recorded_by text,
  reason text,
  unproven boolean not null default false,
  -- Signals and refusals that it answers: the person was shown the conflict and chose.
  resolves bigint[] not null default '{}',
  evidence jsonb not null default '{}'
);
create index consent_events_identifiers on consent_events using gin (identifier_ids);
create index consent_events_purpose on consent_events (workspace_id, purpose);

-- What holds for a person: all statements about the identifiers they hold. Derived from consent_events.
create table permissions (
  profile_id bigint primary key,
  workspace_id int not null,
  statements jsonb not null
);

-- Since which batch only batches went by that changed nobody's identity: whoever remembers who is who since then still may.
alter table pipeline_position add column identity_since bigint;

-- Answers of the gate to those who asked it, so that a decision id leads to its reason.
create table decisions (
  id uuid primary key,
  workspace_id int not null,
  decided_at timestamptz not null,
  asked_by text not null,
  profile_id bigint,
  purpose text not null,
  recipient text,
  categories text[],
  decision text not null,
  reason jsonb not null
);
create index decisions_time on decisions (workspace_id, decided_at);

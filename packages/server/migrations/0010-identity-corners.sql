-- What happens at the edges of identity: why an old id leads elsewhere, who belonged to an account when a device was
-- theirs, and links that nobody permitted.

-- The decision of a member that an id was merged away by, where it was one.
alter table profile_redirects add column decision_id bigint;

-- Messages that named more than this identifier and were not allowed to link: the purpose `identity.link` was denied.
alter table identifiers add column links_withheld int not null default 0;

-- Each group call, as it was told: `memberships` is what follows. Of an identifier that changed hands the records say whose
-- membership it was.
create table membership_records (
  identifier_id bigint not null,
  account_id bigint not null,
  workspace_id int not null,
  role text,
  source_id int not null,
  message_id text not null,
  seen_at timestamptz not null
);
create index membership_records_identifier on membership_records (identifier_id);

insert into membership_records (identifier_id, account_id, workspace_id, role, source_id, message_id, seen_at)
  select identifier_id, account_id, workspace_id, null, source_id, message_id, first_seen_at from memberships
  union all
  select identifier_id, account_id, workspace_id, role, source_id, coalesce(role_message_id, message_id),
    coalesce(role_seen_at, first_seen_at)
  from memberships where role is not null;

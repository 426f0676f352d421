-- How far the people of a workspace follow the newest rules of identity (connect/identity-rules).
create table identity_rule_applications (
  workspace_id int primary key references workspaces,
  -- The version that is followed, and the last one that was followed to the end.
  version int not null,
  followed_version int not null,
  -- find, look_over, people, done
  stage text not null,
  -- The identifier that was looked over last.
  position bigint not null,
  looked_at bigint not null,
  to_look_at bigint not null,
  people_changed bigint not null,
  started_at timestamptz not null,
  finished_at timestamptz
);

-- Where a change of the rules may have changed people: at least one identifier of every cluster that is not looked at yet.
create table identity_rule_work (
  workspace_id int not null,
  identifier_id bigint not null,
  primary key (workspace_id, identifier_id)
);

-- Whose rows in ClickHouse have to be asked for anew: ids that lead elsewhere than before, and identifiers that changed
-- hands. Kept for some minutes after they were followed there, since ClickHouse does not wait for the disk.
create table reassignments (
  -- Of a profile, or of an identifier: the same number may be both.
  id bigint not null,
  is_identifier boolean not null,
  workspace_id int not null,
  -- The batch that changed it last.
  batch_id bigint not null,
  applied_at timestamptz,
  primary key (id, is_identifier)
);
create index reassignments_waiting on reassignments (batch_id) where applied_at is null;

-- Events that are there already do not know who was merged or taken apart before.
insert into reassignments (id, is_identifier, workspace_id, batch_id)
  select from_id, false, workspace_id, 0 from profile_redirects
  union select identifier_id, true, workspace_id, 0 from identifier_moves;

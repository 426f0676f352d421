-- What was left out of a definition when everybody was computed by it, because its purpose does not cover it: where that is not what
-- is left out now, everybody is computed anew.
alter table definition_versions add column left_out text[] not null default '{}';

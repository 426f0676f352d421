-- What look-ups into the catalog found when everybody was computed by a definition, as tokens (understand/look-ups): where they
-- find something else now, everybody is computed anew.
alter table definition_versions add column looked_up text[] not null default '{}';

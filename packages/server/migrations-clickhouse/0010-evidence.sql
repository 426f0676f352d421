-- How many events a value of a trait was made of when it came to be; -1 where it is made of none, or was not counted yet.
alter table definition_changes add column if not exists evidence Int32 default -1;
-- The same of what a full computation found, by the id of the definition.
alter table computed add column if not exists evidence Array(Tuple(trait UInt32, events Int32));

-- How many events a value of a trait was made of when it came to be; null where it is made of none.
alter table definition_changes add column evidence int;

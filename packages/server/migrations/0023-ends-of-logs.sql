-- Decisions and reads have an end: the oldest are found by their age.
drop index decisions_time;
create index decisions_age on decisions (decided_at);
create index reads_age on reads (read_at);

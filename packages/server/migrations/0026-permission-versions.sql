-- Each writing of a row gives it a number that is never given again: whoever remembers what was read under a number knows
-- that it is what the row says for as long as the row has that number.
create sequence permission_versions;
alter table permissions add column version bigint not null default nextval('permission_versions');

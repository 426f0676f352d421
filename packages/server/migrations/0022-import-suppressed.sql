-- Messages of an import that were not taken in, since somebody whom they name must not be collected.
alter table imports add column messages_suppressed bigint not null default 0;

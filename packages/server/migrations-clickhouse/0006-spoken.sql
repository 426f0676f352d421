-- By purpose, who said yes to it and who said no: lists are narrowed down to those whom the gate may permit.
alter table profiles add column if not exists granted UInt64 default 0, add column if not exists denied UInt64 default 0;

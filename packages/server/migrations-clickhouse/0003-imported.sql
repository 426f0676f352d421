-- The event came as history (`/v1/import`, an uploaded file), not when it happened. What history tells is true, but
-- nobody is on the site because of it.
alter table events add column if not exists imported UInt8 default 0;

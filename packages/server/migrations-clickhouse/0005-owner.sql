-- Whose the event is now. `profile_id` is where the row lies and is part of the sorting key, so it stays; this is no part
-- of any key, and follows who is who (connect/events/reassign.ts).
alter table events add column if not exists owner_id UInt64 default profile_id;
-- What lightweight updates need to find rows again after parts were merged.
alter table events modify setting enable_block_number_column = 1, enable_block_offset_column = 1;
-- Events as questions about people ask for them: each with the person of now. `place_id` is where the row lies.
create or replace view events_now as
  select e.* except (profile_id, owner_id), e.owner_id as profile_id, e.profile_id as place_id from events as e;

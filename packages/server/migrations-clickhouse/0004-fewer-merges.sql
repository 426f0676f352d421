-- Wait for more parts before merging them. At the default every row of a busy shop is written four or five times,
-- which costs as much as all the rest of inserting it; this way it is two or three times, for some dozen parts more.
alter table events modify setting merge_selector_base = 15;
alter table profiles modify setting merge_selector_base = 15;

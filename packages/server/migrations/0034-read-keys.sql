-- Keys that read some views and nothing else, and which view was read.

-- Names of views; absent: the key is not bound to any.
alter table api_keys add column views text[];

-- The view that was read; absent: something else was.
alter table reads add column view text;

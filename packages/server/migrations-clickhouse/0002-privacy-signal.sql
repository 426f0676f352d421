-- `Sec-GPC: 1` came with the request: the person asks not to be sold or shared. A column and no part of the message, so
-- that questions can ask for it cheaply, and the message stays as it was sent.
alter table events add column if not exists gpc UInt8 default 0;

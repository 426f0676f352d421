-- Most records are of people: only those of accounts need to be found by their account.
drop index attribute_records_account;
create index attribute_records_account on attribute_records (account_id) where account_id is not null;

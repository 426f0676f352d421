-- Lists stand with the person: whatever changes who that is writes that row.
alter table profiles
  -- Lists kept by hand that the person is on, by id.
  add column if not exists lists Array(UInt32),
  -- What the row was written for, where that is told: `list` for who came onto one or left it.
  add column if not exists because LowCardinality(String);
alter table profile_states drop column if exists lists;

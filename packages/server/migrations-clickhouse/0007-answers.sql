-- By purpose, whose consent counts and who denies it themselves, for counts: `granted` and `denied` only narrow down. Who is
-- in `denied` and not in `refused` is so by a signal of their browser. Of a consent that ends by itself, when it does.
alter table profiles
  add column if not exists agreed UInt64 default bitAnd(granted, bitNot(denied)),
  add column if not exists refused UInt64 default denied,
  add column if not exists agreed_until Map(UInt8, UInt32);

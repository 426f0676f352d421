-- Recipients in other countries were told twice: for the record of processing activities alone, and for the gate. What was told
-- of those whose country the gate does not know becomes a record of theirs. Countries were words: what is no code of one is kept
-- beside the safeguard, so that whoever records the code can read it there.
insert into recipients (workspace_id, slug, version, name, country, mechanism, safeguards, changed_at, changed_by)
select c.workspace_id, told.recipient, coalesce(known.version, 0) + 1, coalesce(known.name, told.recipient),
  case when told.country ~ '^[A-Z]{2}$' then told.country end,
  coalesce(known.mechanism, 'none'),
  nullif(concat_ws('; ', known.safeguards, case when told.country !~ '^[A-Z]{2}$' then told.country end, told.safeguard), ''),
  c.changed_at, c.changed_by
from controllers c
cross join jsonb_to_recordset(c.details -> 'transfers') told(recipient text, country text, safeguard text)
left join lateral (
  select version, name, country, mechanism, safeguards from recipients r
  where r.workspace_id = c.workspace_id and r.slug = told.recipient order by version desc limit 1
) known on true
where known.country is null;

update controllers set details = details - 'transfers';

-- Of a generated admin key that was shown, only the hash stays. What was shown lay here in clear text.
update secrets set value = 'sha256:' || encode(sha256(convert_to(value, 'UTF8')), 'hex')
where name = 'admin_key' and exists (select from secrets where name = 'first_start_shown');
delete from secrets where name = 'first_start_shown';

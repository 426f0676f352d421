-- What attributes tell of age and country, beside them: the gate asks it of everybody who ever said anything, with each of
-- their messages, and reading all attributes of a person for it costs more than all the rest of the answer.
alter table profiles add column facts json not null default '{}';
update profiles p set facts = f.facts from (
  select id, (
    select json_object_agg(key, value) from json_each(attributes) where key = any(array[
      'age_band', 'age', 'birthday', 'birthdate', 'birth_date', 'birthDate', 'date_of_birth', 'dateOfBirth',
      'country', 'country_code', 'countryCode', 'state', 'region', 'province', 'address'
    ])
  ) as facts from profiles
) f where f.id = p.id and f.facts is not null;

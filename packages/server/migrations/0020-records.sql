-- How often people say yes and no, who is responsible for the processing, and lists of suppressions by scope.

-- Identifiers on which something was expressed, by the day from which it counts (in UTC). Counted in the transaction that
-- records it, so that no question reads millions of statements (respect/consents/counts.ts).
create table consent_counts (
  workspace_id int not null references workspaces,
  day date not null,
  purpose text not null,
  -- given, refused, withdrawn; signalled: a browser said it.
  answer text not null,
  people bigint not null,
  primary key (workspace_id, day, purpose, answer)
);
insert into consent_counts
select workspace_id, day, purpose, answer, count(distinct subject)
from (
  select workspace_id, (effective_at at time zone 'UTC')::date as day, purpose, identifier_ids[1] as subject,
    case
      when state in ('given', 'renewed', 'opted_in') then 'given'
      when expressed_by = 'user_agent' and state in ('refused', 'withdrawn', 'objected', 'opted_out', 'restricted') then 'signalled'
      when state = 'refused' then 'refused'
      when state in ('withdrawn', 'objected', 'opted_out', 'restricted') then 'withdrawn'
    end as answer
  from consent_events
) expressed
where answer is not null
group by workspace_id, day, purpose, answer;

-- What the record of processing activities tells that no configuration knows (respect/controller).
create table controllers (
  workspace_id int primary key references workspaces,
  details jsonb not null,
  changed_at timestamptz not null,
  changed_by text not null
);

create index suppressions_holding on suppressions (workspace_id, scope, id) where lifted_at is null;
create index suppressions_lifted on suppressions (workspace_id, id) where lifted_at is not null;

// How many people gave, refused and withdrew, day by day.
//
// Ten million statements cannot be counted whenever somebody looks. So they are counted as they are recorded, in the same
// transaction: the deciding identifier once a day for each purpose and answer, however often it said so. What was counted
// stays when that identifier turns out to be somebody else's.
import { binaryArray, binaryColumns, type Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type ConsentState, isNegative, isPositive } from './model.ts';
import type { ConsentEvent } from './store.ts';

export const answers = ['given', 'refused', 'withdrawn', 'signalled'] as const;
export type Answer = (typeof answers)[number];

/** Undefined for what answers nothing: that somebody was asked, or that a consent ended. */
export function toAnswer({
  state,
  expressedBy,
}: {
  state: ConsentState;
  expressedBy: string;
}): Answer | undefined {
  if (isPositive(state)) return 'given';
  if (!isNegative(state)) return undefined;
  if (expressedBy === 'user_agent') return 'signalled';
  return state === 'refused' ? 'refused' : 'withdrawn';
}

/** Counts what is about to be recorded: of what was said before, nothing is counted again. */
export async function countAnswers(
  { db, workspaceId }: Scope<Queryable>,
  events: readonly ConsentEvent[],
): Promise<void> {
  const rows = events.flatMap((event) => {
    const answer = toAnswer(event);
    const subject = event.identifierIds[0];
    if (answer === undefined || subject === undefined) return [];
    return { at: event.effectiveMs, purpose: event.purpose, answer, subject };
  });
  if (rows.length === 0) return;
  // A signal is recorded once for each identifier, so there is nothing to look up.
  const said = rows.flatMap(({ answer, subject }) => (answer === 'signalled' ? [] : [subject]));
  await db.query(
    `with expressed as (
       select distinct (n.at at time zone 'UTC')::date as day, n.purpose, n.answer, n.subject
       from unnest($2::timestamptz[], $3::text[], $4::text[], $5::int8[]) n(at, purpose, answer, subject)
     ), earlier as materialized (
       select (effective_at at time zone 'UTC')::date as day, purpose, identifier_ids[1] as subject,
         case when state in ('given', 'renewed', 'opted_in') then 'given' when state = 'refused' then 'refused'
           when state in ('withdrawn', 'objected', 'opted_out', 'restricted') then 'withdrawn' end as answer
       from consent_events
       where workspace_id = $1 and identifier_ids && $6::int8[] and expressed_by <> 'user_agent'
     )
     insert into consent_counts as known (workspace_id, day, purpose, answer, people)
     select $1, day, purpose, answer, count(*) from expressed
     where (day, purpose, answer, subject) not in (select day, purpose, answer, subject from earlier where answer is not null)
     group by day, purpose, answer
     on conflict (workspace_id, day, purpose, answer) do update set people = known.people + excluded.people`,
    [
      workspaceId,
      ...binaryColumns(rows, { at: 'timestamptz', purpose: 'text', answer: 'text', subject: 'int8' }),
      binaryArray('int8', said),
    ],
    'count_consent_answers',
  );
}

export type AnswerDay = { day: string; purpose: string; answer: Answer; people: number };

/** From one day to another, both included; days without an answer are left out. */
export const listAnswerDays = (
  { db, workspaceId }: Scope<Queryable>,
  { from, to, purpose }: { from: string; to: string; purpose: string | undefined },
): Promise<AnswerDay[]> =>
  db.query<AnswerDay>(
    `select day::text as day, purpose, answer, people from consent_counts
     where workspace_id = $1 and day between $2::date and $3::date and ($4::text is null or purpose = $4)
     order by day`,
    [workspaceId, from, to, purpose ?? null],
  );

// Who belongs to the audience of a campaign, as SQL over the states that people have now.
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { isMemberSql } from '../../understand/compute/index.ts';
import type { Frozen } from './model.ts';

/**
 * `id`: the column with the person, `states`: their row of `profile_states`, which may be missing. `workspace`: the parameter. Who is in no
 * segment that was asked for is none; where none was, everybody is.
 */
export function inAudienceSql(
  { plan, audience }: Pick<Frozen, 'plan' | 'audience'>,
  { id, states, workspace }: { id: string; states: string; workspace: string },
): string {
  const own = audience.segments.map((segment) => isMemberSql(segment, states));
  const within = own.length === 0 ? [] : [`(${own.join(plan.audience.match === 'all' ? ' and ' : ' or ')})`];
  const without = audience.excludedSegments.map((segment) => `not ${isMemberSql(segment, states)}`);
  const lists = audience.excludedLists.map(Number).join(', ');
  const notOn =
    lists === ''
      ? []
      : [
          `not exists (select from list_people l where l.workspace_id = ${workspace} and l.list_id in (${lists}) and l.profile_id = ${id})`,
        ];
  return [...within, ...without, ...notOn].join(' and ') || 'true';
}

export async function countAudience({ db, workspaceId }: Scope<Queryable>, frozen: Frozen): Promise<number> {
  const [row] = await db.query<{ people: number }>(
    `select count(*)::int4 as people from profile_states s where s.workspace_id = $1 and ${inAudienceSql(frozen, places)}`,
    [workspaceId],
  );
  return row?.people ?? 0;
}

/** So many of them, chosen as by lot, and the same ones when asked again. */
export async function sampleAudience(
  { db, workspaceId }: Scope<Queryable>,
  frozen: Frozen,
  limit: number,
): Promise<number[]> {
  const rows = await db.query<{ id: number }>(
    `select s.profile_id as id from profile_states s where s.workspace_id = $1 and ${inAudienceSql(frozen, places)}
     order by hashint8extended(s.profile_id, 1), s.profile_id limit $2`,
    [workspaceId, limit],
  );
  return rows.map(({ id }) => id);
}

const places = { id: 's.profile_id', states: 's', workspace: '$1' };

/** Puts the audience into a run, in one statement. Those who are there already stay as they are. */
export async function enrolAudience(
  { db, workspaceId }: Scope<Queryable>,
  runId: number,
  frozen: Frozen,
): Promise<void> {
  await db.query(
    `insert into campaign_people (run_id, profile_id, workspace_id, state)
     select $2, s.profile_id, $1, 'waiting' from profile_states s where s.workspace_id = $1 and ${inAudienceSql(frozen, places)}
     order by s.profile_id on conflict do nothing`,
    [workspaceId, runId],
  );
}

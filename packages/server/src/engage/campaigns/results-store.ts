// What became of the messages of a campaign, counted in people by the arm that they have: whoever got ten messages is one of them.
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';

export type Asked = { campaignId: number; runNumber: number | undefined };
export type ArmCounts = {
  arm: string | null;
  messages: number;
  people: number;
  sent: number;
  delivered: number;
  opened: number;
  clicked: number;
  replied: number;
  unsubscribed: number;
  complained: number;
  bounced: number;
  waiting: number;
};

const went = (state: string): string => `m.history @> '[{"state":"${state}"}]'`;
const ofRun = `($3::int4 is null or m.trigger -> 'path' ->> 0 = 'run ' || $3)`;

/** Whoever opened has it, whether the other side told of that or not. */
export const countByArm = (
  { db, workspaceId }: Scope<Queryable>,
  { campaignId, runNumber }: Asked,
): Promise<ArmCounts[]> =>
  db.query<ArmCounts>(
    `select arm, sum(messages)::int4 as messages, count(*)::int4 as people,
       ${[
         'sent',
         'delivered',
         'opened',
         'clicked',
         'replied',
         'unsubscribed',
         'complained',
         'bounced',
         'waiting',
       ]
         .map((one) => `count(*) filter (where ${one})::int4 as ${one}`)
         .join(', ')}
     from (
       select m.arm, coalesce(r.into_id, m.profile_id) as person, count(*) as messages, bool_or(m.sent_at is not null) as sent,
         bool_or(m.delivered_at is not null or m.opened_at is not null or m.clicked_at is not null) as delivered,
         bool_or(m.opened_at is not null) as opened, bool_or(m.clicked_at is not null) as clicked, bool_or(${went('replied')}) as replied,
         bool_or(${went('unsubscribed')}) as unsubscribed, bool_or(${went('complained')}) as complained, bool_or(${went('bounced')}) as bounced,
         bool_or(m.state in ('queued', 'deferred', 'sending')) as waiting
       from messages m left join profile_redirects r on r.workspace_id = $1 and r.from_id = m.profile_id
       where m.workspace_id = $1 and m.campaign_id = $2 and ${ofRun} group by m.arm, person
     ) p group by arm order by arm`,
    [workspaceId, campaignId, runNumber ?? null],
    'count_campaign_by_arm',
  );

export type ReasonCount = { arm: string | null; state: string; reason: string; people: number };

/** Why messages did not go, or not yet; and why some people got none made. */
export const countReasons = (
  { db, workspaceId }: Scope<Queryable>,
  { campaignId, runNumber }: Asked,
): Promise<ReasonCount[]> =>
  db.query<ReasonCount>(
    `select m.arm, m.state, coalesce(m.reason, m.state) as reason, count(distinct m.profile_id)::int4 as people from messages m
     where m.workspace_id = $1 and m.campaign_id = $2 and ${ofRun}
       and m.state in ('refused', 'deferred', 'expired', 'cancelled', 'failed', 'bounced')
     group by m.arm, m.state, coalesce(m.reason, m.state)
     union all
     select p.arm, p.state, coalesce(p.reason, p.state), count(distinct p.profile_id)::int4 from campaign_people p
     join campaign_runs r on r.id = p.run_id
     where r.workspace_id = $1 and r.campaign_id = $2 and ($3::int4 is null or r.number = $3) and p.state in ('left', 'merged', 'refused', 'gone')
     group by p.arm, p.state, coalesce(p.reason, p.state)
     order by people desc, reason`,
    [workspaceId, campaignId, runNumber ?? null],
    'count_campaign_reasons',
  );

/** Whom the campaign was to reach, and when: also who was held out, and who was refused after it was decided that they get it. */
export type Aimed = { person: number; arm: string | null; reachMs: number };

export const listAimed = (
  { db, workspaceId }: Scope<Queryable>,
  { campaignId, runNumber }: Asked,
  after: number,
  limit: number,
): Promise<Aimed[]> =>
  db.query<Aimed>(
    `select person, arm, reach as "reachMs" from (
       select coalesce(d.into_id, p.profile_id) as person, min(case p.state when 'held_out' then 'held_out' else p.arm end) as arm,
         (extract(epoch from min(p.reach_at)) * 1000)::float8 as reach
       from campaign_runs r join campaign_people p on p.run_id = r.id
       left join profile_redirects d on d.workspace_id = $1 and d.from_id = p.profile_id
       where r.workspace_id = $1 and r.campaign_id = $2 and ($3::int4 is null or r.number = $3) and p.reach_at is not null
       group by coalesce(d.into_id, p.profile_id)
     ) a where person > $4 order by person limit $5`,
    [workspaceId, campaignId, runNumber ?? null, after, limit],
    'list_aimed_campaign_people',
  );

/** Of a campaign that runs for long the first time that it was to reach each counts; so that is where its time begins. */
export async function findBegin(
  { db, workspaceId }: Scope<Queryable>,
  { campaignId, runNumber }: Asked,
): Promise<number | undefined> {
  const [row] = await db.query<{ begin: number | null }>(
    `select (extract(epoch from min(started_at)) * 1000)::float8 as begin from campaign_runs
     where workspace_id = $1 and campaign_id = $2 and ($3::int4 is null or number = $3)`,
    [workspaceId, campaignId, runNumber ?? null],
    'find_begin_of_campaign',
  );
  return row?.begin ?? undefined;
}

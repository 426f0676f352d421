// Runs and their people in PostgreSQL.
import { binaryColumns, type Queryable, type Transaction } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Frozen, Run, RunState } from './model.ts';
import type { KeptCampaign } from './store.ts';

/** How many messages each hour since the beginning has. */
export type Slots = Record<string, number>;
/** A run that somebody works on, with what its campaign is called. */
export type OpenRun = Run & { frozen: Frozen; slots: Slots; campaign: string };

const columns = 'r.id, r.campaign_id, r.number, r.planned_at, r.state, r.started_at, r.made_at, r.ended_at';

/** The same planned moment begins once. Returns whether it is new. */
export async function insertRun(
  { db, workspaceId }: Scope<Transaction>,
  campaignId: number,
  { plannedAt, at, frozen, state }: { plannedAt: Date; at: Date; frozen: Frozen; state: RunState },
): Promise<boolean> {
  const rows = await db.query(
    `insert into campaign_runs (workspace_id, campaign_id, number, planned_at, state, frozen, started_at, listens_from, looked_at)
     select $1, $2, coalesce((select max(number) from campaign_runs where campaign_id = $2), 0) + 1, $3, $4, $5, $6, $6, $6
     on conflict (campaign_id, planned_at) do nothing returning id`,
    [workspaceId, campaignId, plannedAt, state, JSON.stringify(frozen), at],
    'insert_campaign_run',
  );
  return rows.length > 0;
}

/** So long after it was looked at, a run that is being sent is looked at again. */
const lookMs = 5000;

/** Workspaces in which a campaign is due, or a run is not done. */
export async function listUnfinished(db: Queryable, at: Date): Promise<number[]> {
  const rows = await db.query<{ workspace_id: number }>(
    `select workspace_id from campaigns where state in ('scheduled', 'running') and next_run_at <= $1
     union
     select r.workspace_id from campaign_runs r join campaigns c on c.id = r.campaign_id and c.state = 'running'
     where r.state in ('enrolling', 'making') or (r.state = 'sending' and r.looked_at <= $2)`,
    [at, new Date(at.getTime() - lookMs)],
    'list_unfinished_campaigns',
  );
  return rows.map((row) => row.workspace_id);
}

/** A campaign whose moment has come; nobody else takes it. */
export async function lockDueCampaign(
  { db, workspaceId }: Scope<Transaction>,
  at: Date,
): Promise<string | undefined> {
  const [row] = await db.query<{ slug: string }>(
    `select slug from campaigns where workspace_id = $1 and state in ('scheduled', 'running') and next_run_at <= $2
     order by next_run_at, id limit 1 for update skip locked`,
    [workspaceId, at],
    'lock_due_campaign',
  );
  return row?.slug;
}

/** A run of which messages are to be made. Its campaign runs, and goes on doing so until the transaction ends. */
export async function lockUnmadeRun({ db, workspaceId }: Scope<Transaction>): Promise<OpenRun | undefined> {
  const [run] = await db.query<OpenRun>(
    `select ${columns}, r.frozen, r.slots, c.slug as campaign from campaign_runs r join campaigns c on c.id = r.campaign_id
     where r.workspace_id = $1 and r.state in ('enrolling', 'making') and c.state = 'running'
     order by r.id limit 1 for update of r skip locked for share of c skip locked`,
    [workspaceId],
    'lock_unmade_run',
  );
  return run;
}

/** The run of a campaign that events start. First the campaign, as whoever pauses it does: so that neither waits for the other. */
export async function lockListeningRun(
  { db, workspaceId }: Scope<Transaction>,
  campaignId: number,
): Promise<(OpenRun & { listens_from: Date }) | undefined> {
  const [campaign] = await db.query<{ slug: string }>(
    `select slug from campaigns where workspace_id = $1 and id = $2 and state = 'running' for share`,
    [workspaceId, campaignId],
    'lock_listening_campaign',
  );
  if (campaign === undefined) return undefined;
  const [run] = await db.query<Omit<OpenRun, 'campaign'> & { listens_from: Date }>(
    `select ${columns}, r.frozen, r.slots, r.listens_from from campaign_runs r
     where r.workspace_id = $1 and r.campaign_id = $2 and r.state = 'listening' for update`,
    [workspaceId, campaignId],
    'lock_listening_run',
  );
  return run && { ...run, campaign: campaign.slug };
}

/** A run whose messages were not looked at lately. */
export async function lockSendingRun(
  { db, workspaceId }: Scope<Transaction>,
  at: Date,
): Promise<(Run & { repeats: boolean }) | undefined> {
  const [run] = await db.query<Run & { repeats: boolean }>(
    `select ${columns}, c.next_run_at is not null as repeats from campaign_runs r join campaigns c on c.id = r.campaign_id
     where r.workspace_id = $1 and r.state = 'sending' and r.looked_at <= $2 and c.state = 'running'
     order by r.looked_at limit 1 for update of c, r skip locked`,
    [workspaceId, new Date(at.getTime() - lookMs)],
    'lock_sending_run',
  );
  return run;
}

export const moveRun = (
  { db }: Scope<Queryable>,
  runId: number,
  state: RunState,
  at: Date,
): Promise<unknown> =>
  db.query(
    `update campaign_runs set state = $2, looked_at = $3, made_at = case when $2 = 'sending' then coalesce(made_at, $3) else made_at end,
       ended_at = case when $2 in ('finished', 'cancelled') then $3 end where id = $1`,
    [runId, state, at],
    'move_campaign_run',
  );

/** What came meanwhile starts nothing, also when it is looked at later. */
export const listenAgain = ({ db }: Scope<Queryable>, campaignId: number, at: Date): Promise<unknown> =>
  db.query(
    `update campaign_runs set listens_from = $2 where campaign_id = $1 and state = 'listening'`,
    [campaignId, at],
    'listen_again',
  );

export const setSlots = ({ db }: Scope<Queryable>, runId: number, slots: Slots): Promise<unknown> =>
  db.query(
    'update campaign_runs set slots = $2 where id = $1',
    [runId, JSON.stringify(slots)],
    'set_run_slots',
  );

/** Who was not reached yet is not reached. */
export async function endRuns({ db }: Scope<Queryable>, campaignId: number, at: Date): Promise<void> {
  await db.query(
    `update campaign_people set state = 'refused', reason = 'campaign_cancelled'
     where state = 'waiting' and run_id in (select id from campaign_runs where campaign_id = $1)`,
    [campaignId],
  );
  await db.query(
    `update campaign_runs set state = 'cancelled', ended_at = $2 where campaign_id = $1 and state not in ('finished', 'cancelled')`,
    [campaignId, at],
  );
}

export type Reached = {
  profileId: number;
  eventId: string;
  state: 'made' | 'held_out' | 'left' | 'merged' | 'refused' | 'gone';
  reason: string | null;
  arm: string | null;
  reachMs: number | null;
};

const reachedTypes = {
  profileId: 'int8',
  eventId: 'text',
  state: 'text',
  reason: 'text',
  arm: 'text',
  reachMs: 'timestamptz',
} as const;
const fromReached = `unnest($2::int8[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[])
  n(profile_id, event_id, state, reason, arm, reach_at)`;

/** What came of people of the run. */
export const settlePeople = (
  { db }: Scope<Queryable>,
  runId: number,
  people: readonly Reached[],
): Promise<unknown> =>
  db.query(
    `update campaign_people p set state = n.state, reason = n.reason, arm = n.arm, reach_at = n.reach_at from ${fromReached}
     where p.run_id = $1 and p.profile_id = n.profile_id and p.event_id = n.event_id`,
    [runId, ...binaryColumns(people, reachedTypes)],
    'settle_campaign_people',
  );

/** People whom an event brought. */
export const insertPeople = (
  { db, workspaceId }: Scope<Queryable>,
  runId: number,
  people: readonly Reached[],
): Promise<unknown> =>
  db.query(
    `insert into campaign_people (run_id, profile_id, event_id, workspace_id, state, reason, arm, reach_at)
     select $1, n.profile_id, n.event_id, $8, n.state, n.reason, n.arm, n.reach_at from ${fromReached} on conflict do nothing`,
    [runId, ...binaryColumns(people, reachedTypes), workspaceId],
    'insert_campaign_people',
  );

/** Those of these events that the run knows already. */
export async function listKnownEvents(
  { db }: Scope<Queryable>,
  runId: number,
  events: readonly { profileId: number; eventId: string }[],
): Promise<Set<string>> {
  const rows = await db.query<{ event_id: string; profile_id: number }>(
    `select p.event_id, p.profile_id from unnest($2::int8[], $3::text[]) n(profile_id, event_id)
     join campaign_people p on p.run_id = $1 and p.profile_id = n.profile_id and p.event_id = n.event_id`,
    [runId, ...binaryColumns(events, { profileId: 'int8', eventId: 'text' })],
    'list_known_campaign_events',
  );
  return new Set(rows.map((row) => `${row.profile_id} ${row.event_id}`));
}

export type RunCounts = Run & { people: Record<string, number>; template: unknown };

/** The newest first, with how many people came to what. */
export const listRuns = (
  { db, workspaceId }: Scope<Queryable>,
  { id }: Pick<KeptCampaign, 'id'>,
  { before, limit }: { before: number | undefined; limit: number },
): Promise<RunCounts[]> =>
  db.query<RunCounts>(
    `select ${columns}, coalesce((select jsonb_object_agg(n.state, n.people) from (
         select p.state, count(*) as people from campaign_people p where p.run_id = r.id group by p.state) n), '{}') as people,
       (select jsonb_agg(distinct jsonb_build_object('slug', t.value ->> 'slug', 'version', t.value -> 'version'))
         from jsonb_each(r.frozen -> 'templates') t) as template
     from campaign_runs r where r.workspace_id = $1 and r.campaign_id = $2 and ($3::int4 is null or r.number < $3)
     order by r.number desc limit $4`,
    [workspaceId, id, before ?? null, limit + 1],
    'list_campaign_runs',
  );

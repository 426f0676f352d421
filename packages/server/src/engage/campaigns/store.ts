// Campaigns in PostgreSQL.
import { AppError } from '@rapport/protocol';
import type { Queryable, Transaction } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Campaign, CampaignState, Plan } from './model.ts';

export type By = { at: Date; by: string };
export type Trouble = { code: string; message: string };
export type KeptCampaign = Campaign & {
  paused_from: CampaignState | null;
  paused_at: Date | null;
  trouble: Trouble | null;
};
type Row = Omit<KeptCampaign, keyof Plan> & { plan: Plan };

/** So many in a workspace. */
export const campaignsMax = 500;

const columns = `c.id, c.slug, c.title, c.plan, c.state, c.paused_from, c.paused_at, c.trouble, c.next_run_at, c.started_at, c.version, c.created_at,
  c.updated_at, c.updated_by`;
const toCampaign = ({ plan, ...row }: Row): KeptCampaign => ({ ...row, ...plan });

/** The newest first; one more than `limit`, where there are more. */
export const listCampaigns = async (
  { db, workspaceId }: Scope<Queryable>,
  { state, before, limit }: { state: CampaignState | undefined; before: number | undefined; limit: number },
): Promise<KeptCampaign[]> =>
  (
    await db.query<Row>(
      `select ${columns} from campaigns c where c.workspace_id = $1 and ($2::text is null or c.state = $2) and ($3::int4 is null or c.id < $3)
       order by c.id desc limit $4`,
      [workspaceId, state ?? null, before ?? null, limit + 1],
      'list_campaigns',
    )
  ).map(toCampaign);

/** Throws `campaign_not_found`. */
export async function getCampaign(
  { db, workspaceId }: Scope<Queryable>,
  slug: string,
): Promise<KeptCampaign> {
  const [row] = await db.query<Row>(
    `select ${columns} from campaigns c where c.workspace_id = $1 and c.slug = $2`,
    [workspaceId, slug],
    'get_campaign',
  );
  if (row === undefined) throw noCampaign(slug);
  return toCampaign(row);
}

/** Nobody else changes it, or makes messages of it, until the transaction ends. Throws `campaign_not_found`. */
export async function lockCampaign(
  { db, workspaceId }: Scope<Transaction>,
  slug: string,
): Promise<KeptCampaign> {
  const [row] = await db.query<Row>(
    `select ${columns} from campaigns c where c.workspace_id = $1 and c.slug = $2 for update`,
    [workspaceId, slug],
    'lock_campaign',
  );
  if (row === undefined) throw noCampaign(slug);
  return toCampaign(row);
}

const noCampaign = (slug: string): AppError =>
  new AppError('campaign_not_found', `There is no campaign called "${slug.slice(0, 80)}".`);

type Told = Plan & { slug: string; title: string };

/** Throws `name_taken` or `campaigns_full`. */
export async function insertCampaign(
  { db, workspaceId }: Scope<Transaction>,
  { slug, title, ...plan }: Told,
  { at, by }: By,
): Promise<void> {
  await db.query('select pg_advisory_xact_lock($1, $2)', [campaignsLock, workspaceId], 'lock_campaigns');
  const [there] = await db.query<{ count: number; taken: boolean }>(
    'select count(*)::int4 as count, coalesce(bool_or(slug = $2), false) as taken from campaigns where workspace_id = $1',
    [workspaceId, slug],
    'count_campaigns',
  );
  if (there?.taken)
    throw new AppError('name_taken', `There is a campaign called "${slug}". Choose another slug.`);
  if ((there?.count ?? 0) >= campaignsMax) throw new AppError('campaigns_full');
  await db.query(
    `insert into campaigns (workspace_id, slug, title, plan, kind, event_name, state, version, created_at, updated_at, updated_by)
     values ($1, $2, $3, $4, $5, $6, 'draft', 1, $7, $7, $8)`,
    [workspaceId, slug, title, JSON.stringify(plan), ...kindOf(plan), at, by],
  );
}
const campaignsLock = 0x63_61_6d_70;

const kindOf = ({ when }: Plan): [string, string | null] => [
  when.kind,
  when.kind === 'event' ? when.event : null,
];

/** What follows from a plan that was changed while it waited: when its next run begins. */
export async function updateCampaign(
  { db }: Scope<Transaction>,
  id: number,
  { title, ...plan }: Omit<Told, 'slug'>,
  { at, by, nextRunAt }: By & { nextRunAt: Date | null },
): Promise<void> {
  await db.query(
    `update campaigns set title = $2, plan = $3, kind = $4, event_name = $5, next_run_at = $6, version = version + 1, updated_at = $7, updated_by = $8
     where id = $1`,
    [id, title, JSON.stringify(plan), ...kindOf(plan), nextRunAt, at, by],
  );
}

export const deleteCampaign = ({ db }: Scope<Transaction>, id: number): Promise<unknown> =>
  db.query('delete from campaigns where id = $1', [id]);

type Moved = {
  state: CampaignState;
  nextRunAt: Date | null;
  pausedFrom?: CampaignState;
  trouble?: Trouble;
};

export const moveCampaign = (
  { db }: Scope<Queryable>,
  id: number,
  { state, nextRunAt, pausedFrom, trouble }: Moved,
  { at, by }: { at: Date; by: string | null },
): Promise<unknown> =>
  db.query(
    `update campaigns set state = $2, next_run_at = $3, paused_from = $4, paused_at = case when $4::text is not null then $6::timestamptz end, trouble = $5,
       started_at = case when $2 in ('scheduled', 'running') then coalesce(started_at, $6::timestamptz) else started_at end,
       updated_at = case when $7::text is null then updated_at else $6::timestamptz end, updated_by = coalesce($7, updated_by)
     where id = $1`,
    [
      ...[id, state, nextRunAt, pausedFrom ?? null],
      trouble === undefined ? null : JSON.stringify(trouble),
      ...[at, by],
    ],
    'move_campaign',
  );

// Banners and their counts in PostgreSQL.
import { AppError } from '@rapport/protocol';
import type { Queryable, Transaction } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type BannerSettings, bannerBody, defaultBanner, type Outcome } from './model.ts';

export type Banner = BannerSettings & {
  /** 0: nobody has set it. */
  version: number;
  updated_at: Date | null;
  updated_by: string | null;
};

type Row = { settings: object; version: number; updated_at: Date; updated_by: string };

/** As Rapport ships it, where the source has none of its own. */
export async function getBanner({ db, workspaceId }: Scope<Queryable>, sourceId: number): Promise<Banner> {
  const [row] = await db.query<Row>(
    'select settings, version, updated_at, updated_by from banners where workspace_id = $1 and source_id = $2',
    [workspaceId, sourceId],
    'get_banner',
  );
  if (row === undefined) return { ...defaultBanner, version: 0, updated_at: null, updated_by: null };
  const { settings, ...rest } = row;
  return { ...bannerBody.parse(settings), ...rest };
}

/** Throws `conflict` where another version than the expected one holds. */
export async function setBanner(
  scope: Scope<Transaction>,
  sourceId: number,
  settings: BannerSettings,
  expected: number | undefined,
  { at, by }: { at: Date; by: string },
): Promise<void> {
  // Who sets it at the same time waits here.
  await scope.db.query('select 1 from sources where workspace_id = $1 and id = $2 for update', [
    scope.workspaceId,
    sourceId,
  ]);
  const { version } = await getBanner(scope, sourceId);
  if (expected !== undefined && expected !== version)
    throw new AppError('conflict', `Version ${version} was set meanwhile. Read it, and change that one.`, {
      version,
    });
  await scope.db.query(
    `insert into banners (source_id, workspace_id, settings, version, updated_at, updated_by)
     values ($2, $1, $3, 1, $4, $5)
     on conflict (source_id) do update set settings = excluded.settings, version = banners.version + 1,
       updated_at = excluded.updated_at, updated_by = excluded.updated_by`,
    [scope.workspaceId, sourceId, settings, at, by],
  );
}

export type Counted = {
  workspaceId: number;
  sourceId: number;
  day: string;
  language: string;
  version: number;
  outcome: Outcome;
};

export async function addCounts(db: Queryable, counted: readonly Counted[]): Promise<void> {
  await db.query(
    `insert into banner_counts as known (workspace_id, source_id, day, language, version, outcome, times)
     select n.workspace_id, n.source_id, n.day, n.language, n.version, n.outcome, count(*)
     from unnest($1::int4[], $2::int4[], $3::date[], $4::text[], $5::int4[], $6::text[])
       n(workspace_id, source_id, day, language, version, outcome)
     group by n.workspace_id, n.source_id, n.day, n.language, n.version, n.outcome
     order by n.source_id, n.day, n.language, n.version, n.outcome
     on conflict (source_id, day, language, version, outcome) do update set times = known.times + excluded.times`,
    [
      counted.map((one) => one.workspaceId),
      counted.map((one) => one.sourceId),
      counted.map((one) => one.day),
      counted.map((one) => one.language),
      counted.map((one) => one.version),
      counted.map((one) => one.outcome),
    ],
    'add_banner_counts',
  );
}

export type CountRow = { day: string; language: string; outcome: Outcome; times: number };

/** From one day to another, both included; days without any are left out. */
export const listCounts = (
  { db, workspaceId }: Scope<Queryable>,
  sourceId: number,
  { from, to }: { from: string; to: string },
): Promise<CountRow[]> =>
  db.query<CountRow>(
    `select day::text as day, language, outcome, sum(times)::int8 as times from banner_counts
     where workspace_id = $1 and source_id = $2 and day between $3::date and $4::date
     group by day, language, outcome order by day, language`,
    [workspaceId, sourceId, from, to],
    'list_banner_counts',
  );

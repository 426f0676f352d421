// Sources in PostgreSQL.
import { AppError } from '@rapport/protocol';
import type { Clock } from '../../platform/clock/index.ts';
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import {
  defaultSettings,
  engageKind,
  makeWriteKey,
  type Source,
  type SourceKind,
  type SourceSettings,
  toSlug,
} from './model.ts';

export type SourceRow = Source & { last_event_at: Date | null; message_count: number };

const columns = `id, workspace_id, slug, name, kind, write_key, enabled, settings, created_at, last_event_at, message_count`;

const withDefaults = <Row extends Source>(row: Row): Row => ({
  ...row,
  settings: { ...defaultSettings, ...row.settings },
});

/** Every source of every workspace: for collect, which knows the workspace only from the key. */
export const listAllSources = async (db: Queryable): Promise<Source[]> =>
  (await db.query<SourceRow>(`select ${columns} from sources`, [], 'list_all_sources')).map(withDefaults);

export const listSources = async ({ db, workspaceId }: Scope<Queryable>): Promise<SourceRow[]> =>
  (
    await db.query<SourceRow>(`select ${columns} from sources where workspace_id = $1 order by id`, [
      workspaceId,
    ])
  ).map(withDefaults);

export async function getSource({ db, workspaceId }: Scope<Queryable>, id: number): Promise<SourceRow> {
  const [row] = await db.query<SourceRow>(
    `select ${columns} from sources where workspace_id = $1 and id = $2`,
    [workspaceId, id],
  );
  if (row === undefined) throw new AppError('not_found', `There is no source ${id}.`);
  return withDefaults(row);
}

export type NewSource = { name: string; kind: SourceKind; write_key?: string | undefined };

/** Adds a source; a taken slug gets a number behind it. */
export async function createSource(
  { db, workspaceId }: Scope<Queryable>,
  clock: Clock,
  source: NewSource,
): Promise<SourceRow> {
  const taken = new Set((await listSources({ db, workspaceId })).map((row) => row.slug));
  const base = toSlug(source.name);
  let slug = base;
  for (let n = 2; taken.has(slug); n += 1) slug = `${base}-${n}`;
  const [row] = await db.query<SourceRow>(
    `insert into sources (workspace_id, slug, name, kind, write_key, settings, created_at)
     values ($1, $2, $3, $4, $5, $6, $7) returning ${columns}`,
    [
      workspaceId,
      slug,
      source.name,
      source.kind,
      source.write_key ?? makeWriteKey(),
      defaultSettings,
      clock.now(),
    ],
  );
  return withDefaults(row as SourceRow);
}

/** The first source. A write key given by the environment replaces the key that it had. */
export async function ensureFirstSource(
  scope: Scope<Queryable>,
  clock: Clock,
  writeKey: string | undefined,
): Promise<SourceRow> {
  const [first] = await listSources(scope);
  if (first === undefined)
    return createSource(scope, clock, { name: 'Website', kind: 'browser', write_key: writeKey });
  if (writeKey === undefined || first.write_key === writeKey) return first;
  return updateSource(scope, first.id, { write_key: writeKey });
}

/** The source through which what became of messages comes back. Several servers may make it at once. */
export async function ensureEngageSource(
  { db, workspaceId }: Scope<Queryable>,
  clock: Clock,
): Promise<number> {
  const find = () =>
    db.query<{ id: number }>(
      'select id from sources where workspace_id = $1 and kind = $2 order by id limit 1',
      [workspaceId, engageKind],
      'find_engage_source',
    );
  const [known] = await find();
  if (known !== undefined) return known.id;
  await createSource({ db, workspaceId }, clock, { name: 'Engage', kind: engageKind }).catch(
    async (error) => {
      if ((await find()).length === 0) throw error;
    },
  );
  return ((await find())[0] as { id: number }).id;
}

export type SourceChange = {
  name?: string | undefined;
  enabled?: boolean | undefined;
  settings?: Partial<SourceSettings> | undefined;
  write_key?: string;
};

export async function updateSource(
  scope: Scope<Queryable>,
  id: number,
  change: SourceChange,
): Promise<SourceRow> {
  const [row] = await scope.db.query<SourceRow>(
    `update sources set name = coalesce($3, name), enabled = coalesce($4, enabled), settings = settings || $5, write_key = coalesce($6, write_key)
     where workspace_id = $1 and id = $2 returning ${columns}`,
    [
      scope.workspaceId,
      id,
      change.name ?? null,
      change.enabled ?? null,
      change.settings ?? {},
      change.write_key ?? null,
    ],
  );
  if (row === undefined) throw new AppError('not_found', `There is no source ${id}.`);
  return withDefaults(row);
}

/** Adds what a batch of the pipeline saw of each source. */
export async function recordSourceActivity(
  db: Queryable,
  seen: Map<number, { count: number; lastAt: number }>,
): Promise<void> {
  if (seen.size === 0) return;
  const entries = [...seen];
  await db.query(
    `update sources s set message_count = s.message_count + n.count, last_event_at = greatest(s.last_event_at, n.last_at)
     from unnest($1::int4[], $2::int8[], $3::timestamptz[]) n(id, count, last_at) where s.id = n.id`,
    [
      entries.map(([id]) => id),
      entries.map(([, { count }]) => count),
      entries.map(([, { lastAt }]) => new Date(lastAt).toISOString()),
    ],
    'record_source_activity',
  );
}

const slugs = new WeakMap<Queryable, Map<number, string>>();

/** The slugs of sources by id. They never change, so only new sources are asked for. */
export async function findSlugs(
  { db, workspaceId }: Scope<Queryable>,
  ids: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const known = slugs.get(db) ?? new Map<number, string>();
  slugs.set(db, known);
  if (ids.every((id) => known.has(id))) return known;
  for (const { id, slug } of await listSources({ db, workspaceId })) known.set(id, slug);
  return known;
}

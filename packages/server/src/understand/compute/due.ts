// When time alone may change what people are: one moment for each, the earliest of all definitions.
import { binaryArray, type Queryable, type Transaction } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';

/** `replaces`: all definitions were asked, so what was known before counts no more; else the earlier one counts. */
export async function recordDue(
  { db, workspaceId }: Scope<Transaction>,
  due: ReadonlyMap<number, number>,
  replaces: boolean,
): Promise<void> {
  const coming = [...due].filter(([, dueMs]) => dueMs > 0);
  if (coming.length > 0)
    await db.query(
      `insert into due_profiles (workspace_id, profile_id, due_at)
       select $1, id, to_timestamp(ms / 1000.0) from unnest($2::int8[], $3::int8[]) as t (id, ms)
       on conflict (workspace_id, profile_id) do update set due_at = case when $4 then excluded.due_at else least(due_profiles.due_at, excluded.due_at) end
       where due_profiles.due_at <> case when $4 then excluded.due_at else least(due_profiles.due_at, excluded.due_at) end`,
      [
        workspaceId,
        binaryArray(
          'int8',
          coming.map(([id]) => id),
        ),
        binaryArray(
          'int8',
          coming.map(([, dueMs]) => dueMs),
        ),
        replaces,
      ],
      'record_due',
    );
  const never = [...due].filter(([, dueMs]) => dueMs === 0).map(([id]) => id);
  if (replaces && never.length > 0) await forgetDue({ db, workspaceId }, never);
}

export async function forgetDue(
  { db, workspaceId }: Scope<Queryable>,
  profileIds: readonly number[],
): Promise<void> {
  await db.query(
    'delete from due_profiles where workspace_id = $1 and profile_id = any($2::int8[])',
    [workspaceId, binaryArray('int8', profileIds)],
    'forget_due',
  );
}

/** Those whose moment has come, the longest waiting first, by workspace. */
export async function listDue(db: Queryable, at: Date, limit: number): Promise<Map<number, number[]>> {
  const rows = await db.query<{ workspace_id: number; profile_id: number }>(
    'select workspace_id, profile_id from due_profiles where due_at <= $1 order by due_at limit $2',
    [at, limit],
    'list_due',
  );
  return new Map(
    [...Map.groupBy(rows, (row) => row.workspace_id)].map(([id, own]) => [
      id,
      own.map((row) => row.profile_id),
    ]),
  );
}

/** The next moment of all; undefined where there is none. */
export async function findNextDue(db: Queryable): Promise<Date | undefined> {
  const [row] = await db.query<{ due_at: Date | null }>(
    'select min(due_at) as due_at from due_profiles',
    [],
    'find_next_due',
  );
  return row?.due_at ?? undefined;
}

// Tenants. Store functions take a Scope, so that a query without a workspace does not type-check.
import type { Clock } from '../clock/index.ts';
import type { Database, Queryable } from '../postgres/index.ts';

export type Workspace = { id: number; slug: string; name: string };

/** A database together with the one workspace whose rows may be touched through it. */
export type Scope<Db extends Queryable = Database> = { readonly db: Db; readonly workspaceId: number };

/** The workspace of a first start; made when there is none. */
export async function ensureDefaultWorkspace(db: Database, clock: Clock): Promise<Workspace> {
  await db.query(
    `insert into workspaces (slug, name, created_at) values ('default', 'Default workspace', $1) on conflict (slug) do nothing`,
    [clock.now()],
  );
  const [workspace] = await db.query<Workspace>(
    `select id, slug, name from workspaces where slug = 'default'`,
  );
  if (workspace === undefined) throw new Error('The default workspace is missing after it was made');
  return workspace;
}

export const listWorkspaces = (db: Queryable): Promise<Workspace[]> =>
  db.query<Workspace>('select id, slug, name from workspaces order by id');

export async function findSecret(db: Queryable, name: string): Promise<string | undefined> {
  const [kept] = await db.query<{ value: string }>('select value from secrets where name = $1', [name]);
  return kept?.value;
}

export async function deleteSecret(db: Queryable, name: string): Promise<void> {
  await db.query('delete from secrets where name = $1', [name]);
}

export async function replaceSecret(db: Queryable, name: string, value: string): Promise<void> {
  await db.query('update secrets set value = $2 where name = $1', [name, value]);
}

/** A secret that the server makes once and keeps, such as the one that signs sessions. */
export async function ensureSecret(
  db: Database,
  clock: Clock,
  name: string,
  make: () => string,
): Promise<{ value: string; fresh: boolean }> {
  const made = await db.query<{ value: string }>(
    'insert into secrets (name, value, created_at) values ($1, $2, $3) on conflict (name) do nothing returning value',
    [name, make(), clock.now()],
  );
  if (made[0] !== undefined) return { value: made[0].value, fresh: true };
  const kept = await findSecret(db, name);
  if (kept === undefined) throw new Error(`The secret ${name} is missing after it was made`);
  return { value: kept, fresh: false };
}

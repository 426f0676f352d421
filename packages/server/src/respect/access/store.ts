// API keys in PostgreSQL. Only hashes are kept.
import { hash, randomBytes } from 'node:crypto';
import type { Clock } from '../../platform/clock/index.ts';
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Clearance } from './grants.ts';

export type ApiKey = {
  id: number;
  workspace_id: number;
  name: string;
  scopes: string[];
  purposes: string[] | null;
  unmasked: Clearance;
  views: string[] | null;
};

/** SQL of a `Clearance`. */
export const unmaskedColumns = `jsonb_build_object('sensitivity', unmasked_sensitivity, 'categories', unmasked_categories) as unmasked`;

const foundColumns = `id, workspace_id, name, scopes, purposes, views, ${unmaskedColumns}`;

/** What is kept of a key. */
export const hashKey = (key: string): Buffer => hash('sha256', key, 'buffer');

export async function findApiKey(db: Queryable, key: string): Promise<ApiKey | undefined> {
  const [found] = await db.query<ApiKey>(
    `select ${foundColumns} from api_keys where key_hash = $1 and revoked_at is null`,
    [hashKey(key)],
    'find_api_key',
  );
  return found;
}

/** The key that made a card token, while it lives. */
export async function findApiKeyById(db: Queryable, id: number): Promise<ApiKey | undefined> {
  const [found] = await db.query<ApiKey>(
    `select ${foundColumns} from api_keys where id = $1 and revoked_at is null`,
    [id],
    'find_api_key_by_id',
  );
  return found;
}

export type ListedKey = {
  id: number;
  name: string;
  scopes: string[];
  purposes: string[] | null;
  unmasked: Clearance;
  views: string[] | null;
  created_at: Date;
  revoked_at: Date | null;
};

const keyColumns = `id, name, scopes, purposes, views, ${unmaskedColumns}, created_at, revoked_at`;

export const listKeys = ({ db, workspaceId }: Scope<Queryable>): Promise<ListedKey[]> =>
  db.query<ListedKey>(
    `select ${keyColumns} from api_keys where workspace_id = $1 and name <> 'lent' order by id`,
    [workspaceId],
  );

export async function insertKey(
  { db, workspaceId }: Scope<Queryable>,
  made: Pick<ListedKey, 'name' | 'scopes' | 'purposes' | 'unmasked' | 'views'> & { key: string },
  at: Date,
): Promise<ListedKey> {
  const [row] = await db.query<ListedKey>(
    `insert into api_keys (workspace_id, name, key_hash, scopes, purposes, unmasked_sensitivity, unmasked_categories, views, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     returning ${keyColumns}`,
    [
      ...[workspaceId, made.name, hashKey(made.key), made.scopes, made.purposes],
      ...[made.unmasked.sensitivity, made.unmasked.categories, made.views, at],
    ],
  );
  return row as ListedKey;
}

/** Whether there was such a key that was not revoked. */
export async function revokeKey(
  { db, workspaceId }: Scope<Queryable>,
  id: number,
  at: Date,
): Promise<boolean> {
  const rows = await db.query(
    'update api_keys set revoked_at = $3 where workspace_id = $1 and id = $2 and revoked_at is null returning id',
    [workspaceId, id, at],
  );
  return rows.length === 1;
}

/** Makes the bootstrap key with every scope the only one of its name. */
export async function ensureAdminKey(
  { db, workspaceId }: Scope<Queryable>,
  clock: Clock,
  keyHash: Buffer,
): Promise<void> {
  await db.query(
    `update api_keys set revoked_at = $2 where name = 'bootstrap' and key_hash <> $1 and revoked_at is null`,
    [keyHash, clock.now()],
  );
  await db.query(
    `insert into api_keys (workspace_id, name, key_hash, scopes, created_at) values ($1, 'bootstrap', $2, '{*}', $3)
     on conflict (key_hash) do update set revoked_at = null`,
    [workspaceId, keyHash, clock.now()],
  );
}

/** Names of members and API keys by what decisions record of them, such as `member:8f3a` and `api_key:3`. */
export async function listPrincipalNames(
  { db, workspaceId }: Scope<Queryable>,
  principals: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db.query<{ principal: string; name: string }>(
    `select 'member:' || id as principal, name from members where workspace_id = $1 and 'member:' || id = any($2::text[])
     union all
     select 'api_key:' || id, name from api_keys where workspace_id = $1 and 'api_key:' || id = any($2::text[])`,
    [workspaceId, [...new Set(principals)]],
    'list_principal_names',
  );
  return new Map(rows.map(({ principal, name }) => [principal, name]));
}

export type LentKey = { key: string; giveBack(): Promise<void> };

/** Makes a key with every scope for one errand of our own. One that was never given back ends when the next is lent. */
export async function lendKey({ db, workspaceId }: Scope<Queryable>, clock: Clock): Promise<LentKey> {
  const key = `lent_${randomBytes(24).toString('base64url')}`;
  const end = async (): Promise<void> => {
    await db.query(`delete from api_keys where workspace_id = $1 and name = 'lent'`, [workspaceId]);
  };
  await end();
  await db.query(
    `insert into api_keys (workspace_id, name, key_hash, scopes, created_at) values ($1, 'lent', $2, '{*}', $3)`,
    [workspaceId, hashKey(key), clock.now()],
  );
  return { key, giveBack: end };
}

// Roles and who has which, in PostgreSQL.
import type { Queryable, Transaction } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { noRole, type Role, shippedRoles } from './roles.ts';
import { unmaskedColumns } from './store.ts';

const columns = `slug, version, name, scopes, purposes, ${unmaskedColumns}`;

/** As they hold now: those that are shipped first. */
export async function listRoles({ db, workspaceId }: Scope<Queryable>): Promise<Role[]> {
  const changed = await db.query<Role>(
    `select distinct on (slug) ${columns} from member_roles where workspace_id = $1 order by slug, version desc`,
    [workspaceId],
    'list_roles',
  );
  const bySlug = new Map([...shippedRoles, ...changed].map((role) => [role.slug, role]));
  return [...bySlug.values()];
}

/** SQL that tells one set of roles of a workspace from another: rows are only ever added. */
export const rolesEdition = (workspace: string): string =>
  `(select count(*)::int from member_roles where workspace_id = ${workspace})`;

const remembered = new WeakMap<Queryable, Map<number, { edition: number; roles: Role[] }>>();

/** The role of this name in this edition, or in a newer one: whoever is asked for with each request. */
export async function getRoleOf(scope: Scope<Queryable>, edition: number, slug: string): Promise<Role> {
  const editions = remembered.get(scope.db) ?? new Map<number, { edition: number; roles: Role[] }>();
  remembered.set(scope.db, editions);
  let known = editions.get(scope.workspaceId);
  if (known?.edition !== edition) {
    known = { edition, roles: await listRoles(scope) };
    editions.set(scope.workspaceId, known);
  }
  return known.roles.find((role) => role.slug === slug) ?? noRole(slug);
}

type Change = { at: Date; by: string; reason: string };

/** Makes another version of a role, or a role that is new. The same again changes nothing. */
export async function recordRole(
  { db, workspaceId }: Scope<Transaction>,
  role: Omit<Role, 'version'>,
  { at, by, reason }: Change,
): Promise<void> {
  await db.query(
    `insert into member_roles (workspace_id, slug, version, name, scopes, purposes, unmasked_sensitivity, unmasked_categories,
       changed_at, changed_by, reason)
     select $1, $2, 1 + coalesce(max(version), 0), $3, $4, $5, $6, $7, $8, $9, $10 from member_roles where workspace_id = $1 and slug = $2`,
    [
      ...[workspaceId, role.slug, role.name, role.scopes, role.purposes],
      ...[role.unmasked.sensitivity, role.unmasked.categories, at, by, reason],
    ],
  );
}

export type RoleVersion = Role & { changed_at: Date; changed_by: string; reason: string };

/** What a workspace made of a role, the newest first. */
export const listRoleVersions = (
  { db, workspaceId }: Scope<Queryable>,
  slug: string,
): Promise<RoleVersion[]> =>
  db.query<RoleVersion>(
    `select ${columns}, changed_at, changed_by, reason from member_roles
     where workspace_id = $1 and slug = $2 order by version desc`,
    [workspaceId, slug],
  );

export type ListedMember = {
  id: string;
  email: string;
  name: string;
  role: string;
  /** Null: as the first member, or before there were roles. */
  role_given_by: string | null;
  created_at: Date;
};

const memberColumns = 'id, email, name, role, role_given_by, created_at';

export const listMembers = ({ db, workspaceId }: Scope<Queryable>): Promise<ListedMember[]> =>
  db.query<ListedMember>(
    `select ${memberColumns} from members where workspace_id = $1 order by created_at, id`,
    [workspaceId],
  );

/** Two changes at once could take the role of the last two owners, or the same version. */
export async function lockRoles({ db, workspaceId }: Scope<Transaction>): Promise<void> {
  await db.query('select pg_advisory_xact_lock($1, $2)', [rolesLock, workspaceId]);
}
const rolesLock = 0x726f6c65;

export async function setMemberRole(
  { db, workspaceId }: Scope<Queryable>,
  { id, role, by }: { id: string; role: string; by: string },
): Promise<void> {
  await db.query('update members set role = $3, role_given_by = $4 where workspace_id = $1 and id = $2', [
    workspaceId,
    id,
    role,
    by,
  ]);
}

/** Their sessions and credentials go with them. */
export async function deleteMember({ db, workspaceId }: Scope<Queryable>, id: string): Promise<void> {
  await db.query('delete from members where workspace_id = $1 and id = $2', [workspaceId, id]);
}

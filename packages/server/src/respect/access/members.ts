// Members: the people who operate Rapport. Passwords, sessions and cookies are better-auth's work.
import { AppError } from '@rapport/protocol';
import { betterAuth } from 'better-auth';
import type { FastifyRequest } from 'fastify';
import type { Database } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { getRoleOf, rolesEdition } from './role-store.ts';
import { ownerSlug, type Role } from './roles.ts';

export type Member = { id: string; email: string; name: string; workspaceId: number; role: Role };

export type Members = {
  /** The member whose session cookie came along. A changing request from a foreign page is refused. */
  findMember(request: FastifyRequest): Promise<Member | undefined>;
  /** The member of this id, while there is one. */
  findMemberById(id: string): Promise<Member | undefined>;
  /** Answers everything under /api/auth. */
  handle(request: Request): Promise<Response>;
  /**
   * Gives the member with this e-mail address another password and ends all their sessions. Addresses are unique across
   * workspaces. Returns the address as it is kept, or undefined where there is none.
   */
  resetPassword(email: string, password: string): Promise<string | undefined>;
  /** Throws `conflict` where somebody has this address. */
  create(scope: Scope, member: NewMember): Promise<void>;
};

export type NewMember = { email: string; name: string; password: string; role: string; by: string | null };

const times = { createdAt: 'created_at', updatedAt: 'updated_at' } as const;

function openAuth(db: Database, secret: string, publicUrl: string | undefined) {
  return betterAuth({
    database: db.pool,
    secret,
    basePath: '/api/auth',
    ...(publicUrl === undefined ? {} : { baseURL: publicUrl }),
    trustedOrigins: (request) =>
      request === undefined ? [] : [originOf(request.headers.get('host'))].concat(publicUrl ?? []),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 8 },
    user: { modelName: 'members', fields: { emailVerified: 'email_verified', ...times } },
    session: {
      modelName: 'member_sessions',
      fields: {
        userId: 'member_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        ...times,
      },
    },
    account: {
      modelName: 'member_credentials',
      fields: {
        userId: 'member_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        ...times,
      },
    },
    verification: { modelName: 'member_verifications', fields: { expiresAt: 'expires_at', ...times } },
    advanced: {
      cookiePrefix: 'rapport',
      useSecureCookies: publicUrl?.startsWith('https:') ?? false,
      ipAddress: { disableIpTracking: true },
    },
    telemetry: { enabled: false },
    logger: { disabled: true },
  });
}

const originOf = (host: string | null | undefined): string => `http://${host ?? 'localhost'}`;

/** Opens the store of members. `secret` signs the session cookies; `publicUrl` is the address browsers use. */
export function openMembers(db: Database, secret: string, publicUrl: string | undefined): Members {
  const auth = openAuth(db, secret, publicUrl);
  return {
    async findMember(request) {
      if (request.headers.cookie?.includes('rapport') !== true) return undefined;
      const session = await auth.api.getSession({
        headers: new Headers({ cookie: request.headers.cookie, host: request.headers.host ?? '' }),
      });
      if (session === null) return undefined;
      refuseForeignPage(request, publicUrl);
      return findMemberById(db, session.user.id);
    },
    findMemberById: (id) => findMemberById(db, id),
    handle: (request) => auth.handler(request),
    resetPassword: (email, password) => resetPassword(auth, email, password),
    async create({ workspaceId }, { email, name, password, role, by }) {
      const context = await auth.$context;
      if ((await context.internalAdapter.findUserByEmail(email.toLowerCase())) !== null)
        throw new AppError('conflict', 'There is a member with this e-mail address already.');
      const user = await context.internalAdapter.createUser(
        { email, name, emailVerified: true },
        { method: 'admin' },
      );
      const hashed = await context.password.hash(password);
      await context.internalAdapter.linkAccount({
        userId: user.id,
        accountId: user.id,
        providerId: 'credential',
        password: hashed,
      });
      await db.query('update members set workspace_id = $1, role = $3, role_given_by = $4 where id = $2', [
        ...[workspaceId, user.id, role, by],
      ]);
    },
  };
}

async function findMemberById(db: Database, id: string): Promise<Member | undefined> {
  const [row] = await db.query<Omit<Member, 'role' | 'workspaceId'> & MemberRow>(
    `select id, email, name, workspace_id, role, ${rolesEdition('m.workspace_id')} as edition
     from members m where id = $1 and workspace_id is not null`,
    [id],
    'find_member_role',
  );
  if (row === undefined) return undefined;
  const { email, name, workspace_id: workspaceId, edition } = row;
  return { id, email, name, workspaceId, role: await getRoleOf({ db, workspaceId }, edition, row.role) };
}
type MemberRow = { workspace_id: number; role: string; edition: number };

async function resetPassword(
  auth: ReturnType<typeof openAuth>,
  email: string,
  password: string,
): Promise<string | undefined> {
  const { internalAdapter, password: passwords } = await auth.$context;
  const found = await internalAdapter.findUserByEmail(email.trim().toLowerCase(), { includeAccounts: true });
  if (found === null) return undefined;
  const { id, email: kept } = found.user;
  const hashed = await passwords.hash(password);
  const credential = { userId: id, accountId: id, providerId: 'credential', password: hashed };
  if (found.accounts.some(({ providerId }) => providerId === 'credential'))
    await internalAdapter.updatePassword(id, hashed);
  else await internalAdapter.linkAccount(credential);
  await internalAdapter.deleteUserSessions(id);
  return kept;
}

/** Cookies travel with requests that another site makes: those may look at nothing and change nothing. */
function refuseForeignPage(request: FastifyRequest, publicUrl: string | undefined): void {
  const { origin, host } = request.headers;
  if (request.method === 'GET' || request.method === 'HEAD' || origin === undefined) return;
  const own = URL.canParse(origin) && new URL(origin).host === host;
  if (!own && origin !== publicUrl)
    throw new AppError('forbidden', 'This request came from a page of another site.');
}

/** Whether a member of this workspace has this address, in lower case. */
export async function isMemberEmail({ db, workspaceId }: Scope, email: string): Promise<boolean> {
  const found = await db.query(
    'select 1 from members where workspace_id = $1 and lower(email) = $2',
    [workspaceId, email],
    'is_member_email',
  );
  return found.length > 0;
}

/** E-mail addresses of the members of all workspaces. None where the database was never used. */
export async function listMemberEmails(db: Database): Promise<string[]> {
  const [table] = await db.query<{ found: boolean }>(`select to_regclass('members') is not null as found`);
  if (table?.found !== true) return [];
  return (await db.query<{ email: string }>('select email from members order by created_at')).map(
    ({ email }) => email,
  );
}

/** Makes the first member where there is none. */
export async function ensureFirstMember(
  scope: Scope,
  members: Members,
  { email, choosePassword }: { email: string; choosePassword: () => Promise<string> },
): Promise<void> {
  // The workspace comes last: who has none was left half made, and could not sign in.
  await scope.db.query('delete from members where workspace_id is null');
  const [row] = await scope.db.query<{ count: number }>('select count(*)::int as count from members');
  if (row !== undefined && row.count > 0) return;
  const password = await choosePassword();
  await members.create(scope, { email, name: 'Owner', password, role: ownerSlug, by: null });
}

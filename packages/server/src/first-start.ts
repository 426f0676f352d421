// What must exist before the first request: workspace, purposes, source, keys, and a member who can sign in.
import { randomBytes } from 'node:crypto';
import { AppError } from '@rapport/protocol';
import { ensureStarterTypes } from './connect/catalog/index.ts';
import { ensureFirstSource } from './connect/sources/index.ts';
import type { Clock } from './platform/clock/index.ts';
import type { Config } from './platform/config/index.ts';
import type { Database } from './platform/postgres/index.ts';
import {
  deleteSecret,
  ensureDefaultWorkspace,
  ensureSecret,
  findSecret,
  replaceSecret,
  type Scope,
} from './platform/workspaces/index.ts';
import {
  ensureAdminKey,
  ensureFirstMember,
  hashKey,
  type LentKey,
  lendKey,
  listMemberEmails,
  type Members,
  openMembers,
} from './respect/access/index.ts';
import { ensureStarterPurposes } from './respect/purposes/index.ts';

export type FirstStart = {
  /** The admin key when it was generated and not shown yet. */
  adminKey: string | undefined;
  /** Write key of the first source. */
  writeKey: string;
  /** The first member's sign-in, with the password when it was generated and not shown yet. */
  member: { email: string; password: string | undefined };
  /** A key with every scope for an errand of our own. Give it back at the end. */
  lendKey(): Promise<LentKey>;
};

/**
 * What is made here is shown by the first start that succeeds: one that finds its port taken must not use it up. Until
 * then it lies in `secrets`; afterwards nothing that could be used does.
 */
const passwordToShow = 'first_member_password';
/** The generated key while it is to be shown, then its hash: it stays the key when the environment's is taken away. */
const adminKeySecret = 'admin_key';
const hashMark = 'sha256:';
const sessionsSecret = 'member_sessions';

const makeSecret = (bytes: number): string => randomBytes(bytes).toString('base64url');

/** Makes what is missing; leaves the rest as it is. */
export async function prepareFirstStart(
  db: Database,
  clock: Clock,
  config: Config,
): Promise<FirstStart & { members: Members }> {
  const workspace = await ensureDefaultWorkspace(db, clock);
  const scope = { db, workspaceId: workspace.id };
  await ensureStarterPurposes(scope, clock);
  await ensureStarterTypes(scope, clock);
  const source = await ensureFirstSource(scope, clock, config.writeKey);
  const adminKey = await prepareAdminKey(scope, clock, config.adminKey);
  const secret = await ensureSecret(db, clock, sessionsSecret, () => makeSecret(32));
  const members = openMembers(db, secret.value, config.publicUrl);
  await ensureFirstMember(scope, members, {
    email: config.memberEmail,
    choosePassword: async () =>
      config.memberPassword ?? (await ensureSecret(db, clock, passwordToShow, () => makeSecret(9))).value,
  });
  const password = await findSecret(db, passwordToShow);
  return {
    adminKey,
    writeKey: source.write_key,
    member: { email: config.memberEmail, password },
    lendKey: () => lendKey(scope, clock),
    members,
  };
}

/** Makes the given key, or the generated one, the bootstrap key. Returns a generated one that was not shown yet. */
async function prepareAdminKey(
  scope: Scope,
  clock: Clock,
  given: string | undefined,
): Promise<string | undefined> {
  if (given !== undefined) {
    await ensureAdminKey(scope, clock, hashKey(given));
    return undefined;
  }
  const { value } = await ensureSecret(scope.db, clock, adminKeySecret, () => `rapport_${makeSecret(24)}`);
  const shown = value.startsWith(hashMark);
  const hash = shown ? Buffer.from(value.slice(hashMark.length), 'hex') : hashKey(value);
  await ensureAdminKey(scope, clock, hash);
  return shown ? undefined : value;
}

/** The start has succeeded: whoever made it is told now, once. */
export async function markShown(db: Database, { adminKey, member }: FirstStart): Promise<void> {
  if (adminKey !== undefined)
    await replaceSecret(db, adminKeySecret, hashMark + hashKey(adminKey).toString('hex'));
  if (member.password !== undefined) await deleteSecret(db, passwordToShow);
}

/** A new password for a member, or, where nobody has this e-mail address, those that there are. */
export async function resetPassword(
  db: Database,
  email: string,
): Promise<{ email: string; password: string } | { members: string[] }> {
  const emails = await listMemberEmails(db);
  if (emails.length === 0)
    throw new AppError('database_unusable', 'This database knows nobody yet. Start Rapport on it first.');
  const members = openMembers(db, (await findSecret(db, sessionsSecret)) ?? makeSecret(32), undefined);
  const password = makeSecret(9);
  const found = await members.resetPassword(email, password);
  if (found === undefined) return { members: emails };
  // A start that has not shown the first password must not show one that no longer is.
  await deleteSecret(db, passwordToShow);
  return { email: found, password };
}

// What must exist before the first request: workspace, purposes, source, keys, and a member who can sign in.
import { randomBytes } from 'node:crypto';
import { ensureFirstSource } from './connect/sources/index.ts';
import type { Clock } from './platform/clock/index.ts';
import type { Config } from './platform/config/index.ts';
import type { Database } from './platform/postgres/index.ts';
import {
  deleteSecret,
  ensureDefaultWorkspace,
  ensureSecret,
  findSecret,
} from './platform/workspaces/index.ts';
import { ensureAdminKey, ensureFirstMember, type Members, openMembers } from './respect/access/index.ts';
import { ensureStarterPurposes } from './respect/purposes/index.ts';

export type FirstStart = {
  adminKey: string;
  /** The admin key was generated, and no start has come so far that it could be shown. */
  adminKeyIsNew: boolean;
  /** Write key of the first source. */
  writeKey: string;
  /** The first member's sign-in, with the password when it was generated and not shown yet. */
  member: { email: string; password: string | undefined };
};

/** What is made here is shown by the first start that succeeds: one that finds its port taken must not use it up. */
const passwordToShow = 'first_member_password';
const shown = 'first_start_shown';

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
  const source = await ensureFirstSource(scope, clock, config.writeKey);
  const adminKey =
    config.adminKey === undefined
      ? await ensureSecret(db, clock, 'admin_key', () => `rapport_${makeSecret(24)}`)
      : { value: config.adminKey, fresh: false };
  await ensureAdminKey(scope, clock, adminKey.value);
  const secret = await ensureSecret(db, clock, 'member_sessions', () => makeSecret(32));
  const members = openMembers(db, secret.value, config.publicUrl);
  await ensureFirstMember(scope, members, {
    email: config.memberEmail,
    choosePassword: async () =>
      config.memberPassword ?? (await ensureSecret(db, clock, passwordToShow, () => makeSecret(9))).value,
  });
  const password = await findSecret(db, passwordToShow);
  const unshown = config.adminKey === undefined && (await findSecret(db, shown)) === undefined;
  return {
    adminKey: adminKey.value,
    adminKeyIsNew: adminKey.fresh || unshown,
    writeKey: source.write_key,
    member: { email: config.memberEmail, password },
    members,
  };
}

/** The start has succeeded: whoever made it is told now, once. */
export async function markShown(db: Database, clock: Clock): Promise<void> {
  await ensureSecret(db, clock, shown, () => 'yes');
  await deleteSecret(db, passwordToShow);
}

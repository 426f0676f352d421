// What must exist before the first request: workspace, purposes, source, keys, and a member who can sign in.
import { randomBytes } from 'node:crypto';
import { ensureFirstSource } from './connect/sources/index.ts';
import type { Clock } from './platform/clock/index.ts';
import type { Config } from './platform/config/index.ts';
import type { Database } from './platform/postgres/index.ts';
import { ensureDefaultWorkspace, ensureSecret } from './platform/workspaces/index.ts';
import { ensureAdminKey, ensureFirstMember, type Members, openMembers } from './respect/access/index.ts';
import { ensureStarterPurposes } from './respect/purposes/index.ts';

export type FirstStart = {
  adminKey: string;
  /** The admin key was generated at this start. */
  adminKeyIsNew: boolean;
  /** Write key of the first source. */
  writeKey: string;
  /** The first member's sign-in, with the password when it was made just now. */
  member: { email: string; password: string | undefined };
};

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
  const password = await ensureFirstMember(scope, members, {
    email: config.memberEmail,
    password: config.memberPassword,
    generate: () => makeSecret(9),
  });
  return {
    adminKey: adminKey.value,
    adminKeyIsNew: adminKey.fresh,
    writeKey: source.write_key,
    member: { email: config.memberEmail, password },
    members,
  };
}

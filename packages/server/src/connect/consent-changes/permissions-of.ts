// What a person permits now, purpose by purpose, and where what they said disagrees.
import { AppError } from '@rapport/protocol';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Statement } from '../../respect/consents/index.ts';
import { type Decision, decide, listConflicts } from '../../respect/gate/index.ts';
import { listPurposes } from '../../respect/purposes/index.ts';
import { findProfileId, toAsked } from '../identity/index.ts';
import { listSubjects, type SuppressionList, withSuppressed } from '../permissions/index.ts';

export type PersonPermissions = {
  profile_id: string;
  permissions: Record<
    string,
    Decision & {
      name: string;
      version: number;
      consent_model: string;
      legal_basis: string;
      /** Who is bound by it, beside the controller. */
      recipients: readonly string[];
    }
  >;
  conflicts: { purpose: string; given: string; denied: string }[];
};

export async function describePermissions(
  scope: Scope,
  { type, value }: { type: string; value: string },
  at: number,
  suppressions: SuppressionList,
): Promise<PersonPermissions> {
  const profileId = await findProfileId(scope, toAsked(type, value));
  const stored =
    profileId === undefined ? undefined : (await listSubjects(scope, [profileId], at)).get(profileId);
  if (profileId === undefined || stored === undefined) throw new AppError('profile_not_found');
  const subject = await withSuppressed(scope, stored, profileId, suppressions);
  const purposes = await listPurposes(scope);
  const idOf = ({ e }: Statement): string => String(e);
  return {
    profile_id: String(profileId),
    permissions: Object.fromEntries(
      purposes.map((purpose) => {
        const { slug, name, version, consent_model, legal_basis, recipients } = purpose;
        const decided = decide(subject, { purpose, at });
        return [slug, { ...decided, name, version, consent_model, legal_basis, recipients }];
      }),
    ),
    conflicts: listConflicts(subject, purposes, at).map(({ purpose, given, denied }) => ({
      purpose,
      given: idOf(given),
      denied: idOf(denied),
    })),
  };
}

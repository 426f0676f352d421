// The person of an identifier, made where nobody has it yet: somebody who expresses something is somebody.
import { AppError } from '@rapport/protocol';
import type { Transaction } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import {
  assignProfiles,
  findIdentifier,
  getRules,
  type Identifier,
  listDeviceTypes,
  mergesPeople,
  openIdentityCache,
} from '../identity/index.ts';
import type { Turn } from '../pipeline/index.ts';
import { recordProfileChanges } from '../profiles/index.ts';

export type FoundPerson = {
  identifierId: number;
  profileId: number;
  isNew: boolean;
  /** What ClickHouse has to know of a new one. */
  profileLines: string[];
};

/** Throws `consent_invalid` for what is no identifier of a person. */
export async function findOrMakePerson(
  { makeId, at, version }: Turn,
  scope: Scope<Transaction>,
  identifier: Identifier,
): Promise<FoundPerson> {
  const { rules } = await getRules(scope);
  const found = await findIdentifier(scope, identifier, listDeviceTypes(rules));
  if (found?.profileId !== undefined && found.profileId !== null)
    return { identifierId: found.id, profileId: found.profileId, isNew: false, profileLines: [] };
  const { type, value } = identifier;
  if (!mergesPeople(type, rules) || rules.isBlocked(type, value))
    throw new AppError('consent_invalid', `Nobody can be known by this ${type.slice(0, 60)}.`);
  const told = {
    message: { type: 'consent' },
    messageId: `consent-${version}`,
    timestampMs: at.getTime(),
    source: { id: 0 },
    named: [{ ...identifier, pairedWith: -1, guessed: false }],
  };
  const deps = { scope, cache: openIdentityCache(), rules, makeId, at };
  const assignment = await assignProfiles([told], deps);
  const permissions = { snapshots: [], changed: [], quiet: true };
  const changes = { items: [], assignment, permissions, makeId, at, version };
  const profileLines = await recordProfileChanges(scope, changes);
  return {
    identifierId: assignment.identifiersOf[0]?.[0] as number,
    profileId: assignment.profileOf[0] as number,
    isNew: true,
    profileLines,
  };
}

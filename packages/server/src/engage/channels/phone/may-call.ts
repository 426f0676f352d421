// Whether somebody may be called, asked in the moment in which a person takes up the receiver: what held when the message was sent may be
// hours old.
import { askGate } from '../../../connect/consent-changes/index.ts';
import type { SuppressionList } from '../../../connect/permissions/index.ts';
import { askPreferences } from '../../../connect/preference-changes/index.ts';
import type { Scope } from '../../../platform/workspaces/index.ts';
import { decideBoth, type MessageDecision } from '../../../respect/preferences/index.ts';
import type { Task } from './store.ts';

export async function mayCall(
  scope: Scope,
  { profileId, purpose, topic, number }: Task,
  suppressions: SuppressionList,
  at: number,
): Promise<MessageDecision> {
  const subject = { type: 'profile_id', value: String(profileId) };
  const gate = await askGate(scope, { subject, purpose }, at, suppressions);
  if (gate.profileId === null) return personGone;
  const preference = await askPreferences(scope, {
    ...{ point: { type: 'phone', value: number }, profileId: gate.profileId, channel: 'phone', topic, at },
  });
  return decideBoth(gate.decision, preference);
}

const personGone: MessageDecision = {
  ...{ decision: 'deny', by: 'gate' },
  reason: { code: 'person_gone', message: 'The person is not known any more.' },
};

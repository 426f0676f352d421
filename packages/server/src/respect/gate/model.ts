// The gate: may this be used now, for this purpose, and why.
//
// Two questions are always both asked. The first, here: may we use it now? The second, with each datum: was it
// collected for this? (its permission snapshot, see `includesPurpose`). What is unknown is denied: a purpose that
// needs consent is permitted only by a consent that somebody gave, never by silence.
import { bitOf, type Permissions, type Purpose } from '../purposes/index.ts';

export type Decision = { decision: 'permit' | 'deny'; reason: { code: string; message: string } };

/** What follows from the legal basis alone, while a person has expressed nothing. */
export function decideWithoutConsent(
  purpose: Pick<Purpose, 'slug' | 'name' | 'legal_basis' | 'consent_model'>,
): Decision {
  if (purpose.consent_model === 'opt_in' || purpose.consent_model === 'explicit') {
    return deny('consent_unknown', `"${purpose.name}" needs consent, and none was given.`);
  }
  const basis = purpose.legal_basis.replaceAll('_', ' ');
  return permit(`basis_${purpose.legal_basis}`, `"${purpose.name}" rests on ${basis}; nobody objected.`);
}

/** The permission snapshot of somebody who has expressed nothing: what a new event is stored with. */
export const permissionsWithoutConsent = (purposes: readonly Purpose[]): Permissions =>
  purposes.reduce(
    (set, purpose) => (decideWithoutConsent(purpose).decision === 'permit' ? set | bitOf(purpose) : set),
    0n,
  );

const permit = (code: string, message: string): Decision => ({
  decision: 'permit',
  reason: { code, message },
});
const deny = (code: string, message: string): Decision => ({ decision: 'deny', reason: { code, message } });

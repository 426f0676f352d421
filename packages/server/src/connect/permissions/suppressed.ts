// Whether a person must not be contacted, sold or shared: asked of the list by each of their identifiers.
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Subject } from '../../respect/gate/index.ts';
import { type NamedBy, type Suppressions, staysOnAddress } from '../../respect/suppression/index.ts';
import { isAddress, listReachedBy, withHashedForm } from '../identity/index.ts';

export type SuppressionList = Pick<Suppressions, 'any' | 'listSuppressed'>;

/**
 * The person with what the list says about them. What forbids contact or sale goes with the person to all their addresses;
 * a bounce or a complaint is about one address (`asked`), where it is an address that was asked about. A workspace without
 * a list pays nothing.
 */
export async function withSuppressed(
  scope: Scope,
  subject: Subject,
  profileId: number,
  suppressions: SuppressionList,
  asked?: NamedBy,
): Promise<Subject> {
  if (!suppressions.any(scope.workspaceId)) return subject;
  return withSuppressedAt(scope, subject, await listReachedBy(scope, profileId), suppressions, asked);
}

/** The same where it is known by which identifiers they are reached. */
export async function withSuppressedAt(
  scope: Scope,
  subject: Subject,
  reached: readonly NamedBy[],
  suppressions: SuppressionList,
  asked?: NamedBy,
): Promise<Subject> {
  const all = await suppressions.listSuppressed(scope, reached.map(withHashedForm));
  const own =
    asked === undefined || !isAddress(asked.type) ? all : all.filter((one) => !staysOnAddress(one.scope));
  if (own.length < all.length && asked !== undefined)
    own.push(...(await suppressions.listSuppressed(scope, [withHashedForm(asked)])));
  return own.length === 0 ? subject : { ...subject, suppressed: own };
}

// Whether a person must not be contacted, sold or shared: asked of the list by each of their identifiers.
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Subject } from '../../respect/gate/index.ts';
import type { NamedBy, Suppressions } from '../../respect/suppression/index.ts';

export type SuppressionList = Pick<Suppressions, 'any' | 'listSuppressed'>;

/** The person with what the list says about them. A workspace without a list pays nothing. */
export async function withSuppressed(
  scope: Scope,
  subject: Subject,
  profileId: number,
  suppressions: SuppressionList,
): Promise<Subject> {
  if (!suppressions.any(scope.workspaceId)) return subject;
  const suppressed = await suppressions.listSuppressed(scope, await listIdentifiersOf(scope, profileId));
  return suppressed.length === 0 ? subject : { ...subject, suppressed };
}

const listIdentifiersOf = ({ db, workspaceId }: Scope<Queryable>, profileId: number): Promise<NamedBy[]> =>
  db.query<NamedBy>(
    `select distinct i.type, i.value from holdings h join identifiers i on i.id = h.identifier_id
     where h.workspace_id = $1 and h.profile_id = $2`,
    [workspaceId, profileId],
    'list_identifiers_of_person',
  );

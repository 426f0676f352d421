// Objects of people of whom nothing may be collected: they are not taken in, whoever tells of them.
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Suppressions } from '../../respect/suppression/index.ts';
import { listPersonsOf, toObjectId, toObjectPerson } from '../catalog/index.ts';
import { withHashedForm } from '../identity/index.ts';
import type { Said } from './said.ts';

export type Stopping = Pick<Suppressions, 'stopsAny' | 'findStopped'>;

export const stoppedSentence =
  'Nothing may be collected of this person: they are suppressed (see GET /api/suppressions).';

/**
 * Those of them that name such a person, or that name none and tell of an object of theirs. A workspace in which nobody is
 * suppressed pays nothing.
 */
export async function listStopped(
  suppressions: Stopping,
  scope: Scope<Queryable>,
  type: string,
  said: readonly Said[],
): Promise<Set<Said>> {
  if (!suppressions.stopsAny(scope.workspaceId)) return new Set();
  const unnamed = said.filter(({ person }) => person === undefined || person === null);
  const ids = unnamed.flatMap(({ id }) => toObjectId(id) ?? []);
  const owners = ids.length === 0 ? new Map() : await listPersonsOf(scope, type, ids);
  const naming = said.flatMap((one) => {
    const person = toNamed(one.person) ?? owners.get(toObjectId(one.id) ?? '');
    return person === undefined ? [] : [{ one, person }];
  });
  const forms = naming.map(({ person }) => {
    const { hashed, ...plain } = { hashed: undefined, ...withHashedForm(person) };
    return hashed === undefined ? [plain] : [plain, hashed];
  });
  const scopes = forms.length === 0 ? undefined : await suppressions.findStopped(scope.workspaceId, forms);
  return new Set(naming.flatMap(({ one }, i) => (scopes?.[i] === undefined ? [] : [one])));
}

function toNamed(person: unknown) {
  if (typeof person !== 'object' || person === null) return undefined;
  const { type, value } = person as Record<string, unknown>;
  return typeof type === 'string' && typeof value === 'string' ? toObjectPerson({ type, value }) : undefined;
}

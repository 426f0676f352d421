// Objects of many people at once, each as its own person lets it be seen.
import type { Scope } from '../../platform/workspaces/index.ts';
import { nobody, type Subject } from '../../respect/gate/index.ts';
import { listSubjects, type SuppressionList, withSuppressed } from '../permissions/index.ts';
import { type ObjectViewing, openObjectGate, type SeenObject } from './gate.ts';
import { findHolders } from './persons.ts';
import type { CatalogObject } from './read.ts';
import type { CatalogTypeRow } from './types-store.ts';

/** Null where the type belongs to nobody. */
export type Viewing = (NonNullable<ObjectViewing> & { suppressions: SuppressionList }) | null;

/** Whom each object belongs to, by its place; people who are nobody's yet are left out. */
export async function findSubjects(
  scope: Scope,
  objects: readonly Pick<CatalogObject, 'person' | 'personMs'>[],
  { at, suppressions }: Pick<NonNullable<Viewing>, 'at' | 'suppressions'>,
): Promise<Map<number, { profileId: number; subject: Subject }>> {
  const named = objects.flatMap(({ person, personMs }, place) =>
    person === null ? [] : [{ ...person, atMs: personMs ?? at, place }],
  );
  const holders = await findHolders(scope, named);
  const subjects = await listSubjects(scope, [...new Set(holders.values())], at);
  if (suppressions.any(scope.workspaceId))
    for (const [id, subject] of subjects)
      subjects.set(id, await withSuppressed(scope, subject, id, suppressions));
  return new Map(
    [...holders].flatMap(([i, profileId]) => {
      const subject = subjects.get(profileId);
      const place = named[i]?.place;
      return subject === undefined || place === undefined ? [] : [[place, { profileId, subject }] as const];
    }),
  );
}

/** An object as it may be seen, and whose it is. */
export type OwnedObject = SeenObject & { profileId: number | null; subject: Subject };

/** These objects of one type, in their order, those too of which nothing may be seen. */
export async function seeObjects(
  scope: Scope,
  type: CatalogTypeRow,
  objects: readonly CatalogObject[],
  viewing: Viewing,
): Promise<OwnedObject[]> {
  const subjects = viewing === null ? new Map() : await findSubjects(scope, objects, viewing);
  const { see } = openObjectGate(type, viewing);
  return objects.map((object, place) => {
    const { profileId = null, subject = nobody } = subjects.get(place) ?? {};
    return { ...see(subject, object), profileId, subject };
  });
}

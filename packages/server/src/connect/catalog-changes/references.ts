// What an object refers to, and what refers to it, as far as whoever asks may see the objects at the other end.
//
// Objects of people are counted only where the object that they refer to belongs to the same person: of the orders of all who
// bought a product a number tells something, and of somebody else's ticket about an order it does too.
import type { Scope } from '../../platform/workspaces/index.ts';
import {
  type CatalogTypeRow,
  countReferring,
  listObjectsByIds,
  listObjectsOfProfile,
  listSeenReferences,
  type OwnedObject,
  openObjectGate,
  type SeenObject,
  type Viewing,
} from '../catalog/index.ts';

/** Of what belongs to people only the id is told, which stands in a field that is shown. */
export async function nameReferences(
  scope: Scope,
  { types: known, type }: { types: readonly CatalogTypeRow[]; type: CatalogTypeRow },
  shown: SeenObject,
) {
  const named = listSeenReferences(type, shown).flatMap(({ path, toId }) => {
    const to = type.references.find((one) => one.path === path)?.to;
    return to === undefined ? [] : [{ path, type: to, id: toId }];
  });
  const ofPeople = new Set(known.filter((one) => one.of_person).map(({ name }) => name));
  const found = await listObjectsByIds(
    scope,
    named.filter((one) => !ofPeople.has(one.type)),
    { known },
  );
  const titles = new Map(found.map((one) => [`${one.type}\t${one.id}`, one.title]));
  return named.map((one) => ({ ...one, title: titles.get(`${one.type}\t${one.id}`) ?? null }));
}

type Count = { type: string; path: string; count: number };
/** So many of the newest objects of each type that the person has are looked at. */
const ofPersonMax = 1000;

export async function countSeenReferring(
  scope: Scope,
  types: readonly CatalogTypeRow[],
  shown: OwnedObject,
  viewing: Viewing,
): Promise<Count[]> {
  if (!shown.isSeen) return [];
  const ofNobody = await countReferring(scope, types, shown);
  const { profileId } = shown;
  if (viewing === null || profileId === null) return ofNobody;
  return [...ofNobody, ...(await countOwn(scope, types, { ...shown, profileId }, viewing))];
}

/** How many of the person's own objects refer to this one, by fields that are seen in clear. */
async function countOwn(
  scope: Scope,
  known: readonly CatalogTypeRow[],
  { type: to, id, profileId, subject }: OwnedObject & { profileId: number },
  viewing: NonNullable<Viewing>,
): Promise<Count[]> {
  const referring = known.filter(
    (one) => one.of_person && one.references.some((reference) => reference.to === to),
  );
  if (referring.length === 0) return [];
  const types = referring.map(({ name }) => name);
  const own = await listObjectsOfProfile(scope, profileId, { types, limitEach: ofPersonMax, known });
  return referring.flatMap((type) => {
    const { see } = openObjectGate(type, viewing);
    const references = own
      .filter((one) => one.type === type.name)
      .flatMap((one) => listSeenReferences(type, see(subject, one)))
      .filter(({ toId }) => toId === id);
    return type.references
      .filter((one) => one.to === to)
      .map(({ path }) => ({
        ...{ type: type.name, path },
        count: references.filter((one) => one.path === path).length,
      }))
      .filter(({ count }) => count > 0);
  });
}

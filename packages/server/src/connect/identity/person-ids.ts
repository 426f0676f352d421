// Which profile id a derived person keeps: people are found anew, their ids stay.
//
// A profile hangs on its *anchor*: the identifier that it was made for, of several the earliest. Each known id, also one
// that only redirects today, goes where its anchor is. A person keeps the smallest of the living ids that come to
// it; with none of those, it takes back the smallest id that had been merged away, so that undoing a merge also brings
// back the id; with none at all it gets a new one. All other ids that came redirect to it. So every id ever given
// resolves, and an id never moves to people with whom it has nothing in common.
import type { Derived, Person } from './derive.ts';
import type { IdentifierNode } from './evidence.ts';

export type KnownProfile = {
  id: number;
  /** Id of the identifier it hangs on; `shared` when it is the person of that identifier since nobody owns it. */
  anchor: number;
  shared: boolean;
  /** It was merged away and only redirects. */
  gone: boolean;
};

export type AssignedIds = {
  /** The profile id of each derived person. */
  idOf: number[];
  /** Of those, the ones that are new, and the ones that had been merged away. */
  created: number[];
  revived: number[];
  /** Every known profile that is no person, with the one it leads to. */
  redirects: { from: number; into: number }[];
};

export function assignIds(
  nodes: readonly IdentifierNode[],
  derived: Pick<Derived, 'people' | 'personOf' | 'changedHands'>,
  known: readonly KnownProfile[],
  makeId: (person: Person) => number,
): AssignedIds {
  const { people, personOf, changedHands } = derived;
  const placeOf = new Map(nodes.map(({ id }, place) => [id, place]));
  const claims = people.map((): KnownProfile[] => []);
  const assigned: AssignedIds = { idOf: [], created: [], revived: [], redirects: [] };
  for (const profile of known) {
    const place = placeOf.get(profile.anchor);
    const latest = place === undefined ? undefined : personOf[place];
    const person = profile.shared ? latest : (changedHands.get(profile.anchor)?.[0]?.person ?? latest);
    // Where its anchor is not among the identifiers, it is decided with more of the graph.
    if (person !== undefined) claims[person]?.push(profile);
  }
  for (const [person, own] of claims.entries()) {
    own.sort((x, y) => Number(x.gone) - Number(y.gone) || x.id - y.id);
    const kept = own[0];
    const id = kept?.id ?? makeId(people[person] as Person);
    assigned.idOf.push(id);
    if (kept === undefined) assigned.created.push(id);
    else if (kept.gone) assigned.revived.push(id);
    for (const { id: from } of own) if (from !== id) assigned.redirects.push({ from, into: id });
  }
  return assigned;
}

// What a person permits at the moment in which a company tells of an object of theirs: the snapshot of the telling.
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { nobody, permissionsOf } from '../../respect/gate/index.ts';
import { listPurposes, unrefusedMark } from '../../respect/purposes/index.ts';
import { listSubjects } from '../permissions/index.ts';
import { findHolders } from './persons.ts';
import type { TellDeps } from './tell.ts';

/** For tellings that come with none. Of somebody whom nobody knows holds what holds of all who never said anything. */
export function openPermit(scope: Scope<Queryable>, at: Date): NonNullable<TellDeps['permit']> {
  return async function permit(objects) {
    const open = objects.flatMap(({ tellings, person }) =>
      tellings
        .filter(({ p, x }) => p === undefined && x === undefined)
        .map((telling) => ({ telling, person: telling.w ?? (person && [person.type, person.value]) })),
    );
    if (open.length === 0) return;
    const atMs = at.getTime();
    const named = new Map(
      open.flatMap(({ person }) =>
        person === undefined
          ? []
          : [[person.join('\t'), { type: person[0] as string, value: person[1] as string, atMs }]],
      ),
    );
    const purposes = await listPurposes(scope);
    const holders = await findHolders(scope, [...named.values()]);
    const subjects = await listSubjects(scope, [...new Set(holders.values())], atMs);
    const placeOf = new Map([...named.keys()].map((key, place) => [key, place]));
    const known = new Map<number, string>();
    const ofNobody = String(permissionsOf(nobody, purposes, atMs) | unrefusedMark);
    for (const { telling, person } of open) {
      const profileId = person && holders.get(placeOf.get(person.join('\t')) as number);
      const subject = profileId === undefined ? undefined : subjects.get(profileId);
      if (profileId === undefined || subject === undefined) telling.p = ofNobody;
      else {
        const snapshot =
          known.get(profileId) ?? String(permissionsOf(subject, purposes, atMs) | unrefusedMark);
        known.set(profileId, snapshot);
        telling.p = snapshot;
      }
    }
  };
}

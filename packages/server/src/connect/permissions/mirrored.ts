// What the event store is told of each person's permissions.
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Statement } from '../../respect/consents/index.ts';
import type { Purpose } from '../../respect/purposes/index.ts';
import type { FactAttributes } from './facts.ts';
import { openPermittedNow, type PermittedNow } from './permitted-now.ts';
import { type Spoken, toSpoken } from './spoken.ts';
import { listKnownPeople, listStatements } from './store.ts';

export type MirroredPermissions = PermittedNow & Spoken;

/**
 * Of these people, in their order. `quiet`: nobody of the workspace ever said anything, so nobody's statements are asked for.
 */
export async function listMirroredPermissions(
  scope: Scope<Queryable>,
  people: readonly { id: number; attributes: FactAttributes }[],
  { purposes, at, quiet }: { purposes: readonly Purpose[]; at: number; quiet: boolean },
): Promise<MirroredPermissions[]> {
  const statements = await listStatements(scope, quiet ? [] : people.map(({ id }) => id));
  const known = await listKnownPeople(scope, listOnDevices(statements));
  const permittedNow = openPermittedNow(purposes);
  return people.map(({ id, attributes }) => {
    const own = statements.get(id) ?? [];
    const now = permittedNow({ statements: own, known: known.has(id), attributes }, at);
    return { ...now, ...toSpoken(own, at) };
  });
}

/** Only consent that was given on a device needs a look at whose it is. */
const listOnDevices = (statements: ReadonlyMap<number, readonly Statement[]>): number[] =>
  [...statements].flatMap(([id, own]) => (own.some(({ d }) => d === true) ? [id] : []));

// People as the gate knows them.
import { binaryArray, type Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Statement } from '../../respect/consents/index.ts';
import { type Decision, decide, type Subject } from '../../respect/gate/index.ts';
import type { Purpose } from '../../respect/purposes/index.ts';
import { type FactAttributes, toFacts } from './facts.ts';
import { listKnownPeople } from './store.ts';

/** `via`: the identifiers that stand for the person in this case. */
function toSubject(
  stored: { statements: readonly Statement[] | null; facts: FactAttributes; known: boolean },
  at: number,
  via?: readonly number[],
): Subject {
  return {
    statements: stored.statements ?? [],
    known: stored.known,
    ...toFacts(stored.facts, at),
    ...(via === undefined ? {} : { via }),
  };
}

export type StoredPerson = {
  id: number;
  /** Null: nothing was ever said about them. */
  statements: Statement[] | null;
  facts: FactAttributes;
};

/** The person as the gate knows them. Only consent given on a device needs a look at whose it is. */
export async function getSubject(
  scope: Scope<Queryable>,
  person: StoredPerson,
  at: number,
  via?: readonly number[],
): Promise<Subject> {
  const onDevice = person.statements?.some(({ d }) => d === true) === true;
  const known = !onDevice || (await listKnownPeople(scope, [person.id])).has(person.id);
  return toSubject({ ...person, known }, at, via);
}

/** These people as the gate knows them, by the id that was asked for. An id that was merged away is its person's now. */
export async function listSubjects(
  scope: Scope<Queryable>,
  profileIds: readonly number[],
  at: number,
): Promise<Map<number, Subject>> {
  const rows = await scope.db.query<StoredPerson & { ownerId: number }>(
    `select n.id, p.id as "ownerId", m.statements, p.facts from unnest($2::int8[]) n(id)
     left join profile_redirects r on r.workspace_id = $1 and r.from_id = n.id
     join profiles p on p.workspace_id = $1 and p.id = coalesce(r.into_id, n.id) left join permissions m on m.profile_id = p.id`,
    [scope.workspaceId, binaryArray('int8', profileIds)],
    'list_subjects',
  );
  const onDevices = rows.filter(({ statements }) => statements?.some(({ d }) => d === true));
  const known = await listKnownPeople(
    scope,
    onDevices.map(({ ownerId }) => ownerId),
  );
  return new Map(rows.map((row) => [row.id, toSubject({ ...row, known: known.has(row.ownerId) }, at)]));
}

/** What the gate says of one person; undefined where there is none. */
export async function decideAbout(
  scope: Scope<Queryable>,
  profileId: number,
  purpose: Purpose,
  at: number,
): Promise<Decision | undefined> {
  const subject = (await listSubjects(scope, [profileId], at)).get(profileId);
  return subject && decide(subject, { purpose, at });
}

/** The same for people whose statements are known already. */
export async function toSubjects(
  scope: Scope<Queryable>,
  statements: ReadonlyMap<number, readonly Statement[]>,
  at: number,
): Promise<Map<number, Subject>> {
  const ids = [...statements.keys()];
  if (ids.length === 0) return new Map();
  const rows = await scope.db.query<{ id: number; facts: FactAttributes }>(
    'select id, facts from profiles where workspace_id = $1 and id = any($2::int8[])',
    [scope.workspaceId, binaryArray('int8', ids)],
    'list_facts',
  );
  const factsOf = new Map(rows.map(({ id, facts }) => [id, facts]));
  const onDevices = ids.filter((id) => statements.get(id)?.some(({ d }) => d === true));
  const known = await listKnownPeople(scope, onDevices);
  return new Map(
    ids.map((id) => {
      const stored = { statements: statements.get(id) ?? null, facts: factsOf.get(id) ?? {} };
      return [id, toSubject({ ...stored, known: known.has(id) }, at)];
    }),
  );
}

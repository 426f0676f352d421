// Which objects of people, and which of their fields, may be shown for a purpose, and how.
//
// Both questions are asked, as of a person's attributes: does the person permit it now, and was each value collected for it?
// Then the category of a field decides whether the purpose covers it, and whether whoever asks sees it masked. Types that
// belong to nobody hold no personal data, and are shown as they are.
import type { Scope } from '../../platform/workspaces/index.ts';
import { type Mask, maskValue } from '../../respect/categories/index.ts';
import { type Decision, decide, nobody, openSecondQuestion, type Subject } from '../../respect/gate/index.ts';
import type { Purpose } from '../../respect/purposes/index.ts';
import {
  listSubjects,
  openCategoryGate,
  type SuppressionList,
  withSuppressed,
} from '../permissions/index.ts';
import { findHolders } from './persons.ts';
import type { CatalogObject, ToldField } from './read.ts';
import type { CatalogTypeRow } from './types-store.ts';

export type Reason = Decision['reason'];
export type WithheldField = { field: string; reason: Reason };
export type ShownObject = {
  object: CatalogObject;
  /** Whose it is. */
  profileId: number | null;
  /** Why nothing of it may be shown. */
  refused: Reason | undefined;
  fields: Map<string, ToldField>;
  denied: WithheldField[];
  /** What is among the fields, but not in clear to whoever asks. */
  masked: WithheldField[];
};
/** Null where the type belongs to nobody. */
export type Viewing = {
  purpose: Purpose;
  mask: Mask | undefined;
  at: number;
  suppressions: SuppressionList;
} | null;

type Show = (
  subject: Subject,
  object: Pick<CatalogObject, 'fields'>,
) => Omit<ShownObject, 'object' | 'profileId'>;

/** For many objects of one type. `subject`: the person whose they are, as the gate knows them. */
export function openObjectGate(
  type: Pick<CatalogTypeRow, 'of_person' | 'fields'>,
  viewing: Omit<NonNullable<Viewing>, 'suppressions'> | null,
): Show {
  if (!type.of_person)
    return (_subject, { fields }) => ({ refused: undefined, fields, denied: [], masked: [] });
  if (viewing === null) throw new Error('Objects of people are shown for a purpose only');
  const { purpose, mask, at } = viewing;
  const why = openCategoryGate(purpose, at);
  const notThen: Reason = {
    code: 'not_collected_for_purpose',
    message: `This was collected when "${purpose.name}" was not permitted.`,
  };
  return function show(subject, { fields }) {
    const now = decide(subject, { purpose, at });
    const shown: ReturnType<Show> = { refused: undefined, fields: new Map(), denied: [], masked: [] };
    if (now.decision !== 'permit') return { ...shown, refused: now.reason };
    const wasCollected = openSecondQuestion(subject, { purpose, at });
    for (const [name, told] of fields) {
      const category = type.fields[name]?.category ?? null;
      const permittedThen = told.p !== null && wasCollected(told.p, told.t);
      const reason = why(subject, category) ?? (permittedThen ? undefined : notThen);
      if (reason !== undefined) shown.denied.push({ field: name, reason });
      else {
        const hidden = mask?.({ category, state: 'confirmed' });
        if (hidden !== undefined) shown.masked.push({ field: name, reason: hidden });
        shown.fields.set(name, hidden === undefined ? told : { ...told, v: maskValue(told.v, category) });
      }
    }
    return shown;
  };
}

/** Whom each object belongs to, by its place; people who are nobody's yet are left out. */
export async function findSubjects(
  scope: Scope,
  objects: readonly CatalogObject[],
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

/** These objects of one type as they may be shown. */
export async function showObjects(
  scope: Scope,
  type: CatalogTypeRow,
  objects: readonly CatalogObject[],
  viewing: Viewing,
): Promise<ShownObject[]> {
  const subjects = viewing === null ? new Map() : await findSubjects(scope, objects, viewing);
  const show = openObjectGate(type, viewing);
  return objects.map((object, place) => {
    const { profileId = null, subject = nobody } = subjects.get(place) ?? {};
    return { object, profileId, ...show(subject, object) };
  });
}

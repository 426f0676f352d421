// Objects as the API shows them, for whoever asks and what for.
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Mask } from '../../respect/categories/index.ts';
import { nobody } from '../../respect/gate/index.ts';
import type { Purpose } from '../../respect/purposes/index.ts';
import {
  type CatalogObject,
  type CatalogTypeRow,
  findHolders,
  findObject,
  findSubjects,
  type HistoryPlace,
  type ListPlace,
  listCatalogTypes,
  listObjects,
  listPast,
  type OwnedObject,
  openObjectGate,
  type PastTelling,
  seeObjects,
  seePerson,
  type ToldField,
  toSearchText,
  type Viewing,
  type WithheldField,
} from '../catalog/index.ts';
import type { Cursors } from './cursors.ts';
import { countSeenReferring, nameReferences } from './references.ts';
import { noObject } from './said.ts';

const iso = (ms: number): string => new Date(ms).toISOString();
const isoOrNull = (ms: number | null): string | null => (ms === null ? null : iso(ms));

const toField = ({ v, t, origin }: ToldField) => ({ value: v, updated_at: iso(t), origin });

const toFields = <Shown>(
  fields: ReadonlyMap<string, ToldField>,
  show: (field: ToldField) => Shown,
): Record<string, Shown> => Object.fromEntries([...fields].map(([name, field]) => [name, show(field)]));

const toHead = ({ type, id, title, atMs, updatedMs }: OwnedObject) => ({
  ...{ type, id, title },
  ...{ at: isoOrNull(atMs), updated_at: isoOrNull(updatedMs) },
});

export type Shown<Answer> = { answer: Answer; profileIds: number[]; fields: string[] };
const profileOf = ({ profileId }: OwnedObject): number[] => (profileId === null ? [] : [profileId]);

const readMax = 1000;
/** A page may stay short after so many reads; its cursor goes on from there. */
const readsMax = 10;

/** A page of objects: of those of people, whom and what the gate lets through. */
export async function showPage(
  scope: Scope,
  type: CatalogTypeRow,
  {
    q,
    limit,
    before,
    cursors,
  }: { q: string; limit: number; before: ListPlace | undefined; cursors: Cursors },
  viewing: Viewing,
) {
  const kept: { shown: OwnedObject; place: ListPlace }[] = [];
  let place = before;
  for (let reads = 0; reads < readsMax; reads += 1) {
    const size = reads === 0 ? limit : readMax;
    const rows = await listObjects(scope, type, { q, limit: size, before: place });
    const isLast = rows.length <= size;
    const page = rows.slice(0, size);
    const shown = await seeObjects(scope, type, page, viewing);
    for (const [i, one] of shown.entries())
      if (one.isSeen && isFound(type, one, q)) kept.push({ shown: one, place: page[i]?.place as ListPlace });
    place = page.at(-1)?.place;
    if (kept.length > limit || (kept.length === limit && !isLast))
      return toPage(kept.slice(0, limit), kept[limit - 1]?.place, { viewing, cursors });
    if (isLast) return toPage(kept, undefined, { viewing, cursors });
  }
  return toPage(kept, place, { viewing, cursors });
}

/** By what is shown of it in clear: finding something by what is hidden would tell it. */
function isFound(type: CatalogTypeRow, { id, title, masked }: OwnedObject, q: string): boolean {
  if (q === '' || !type.of_person) return true;
  const isMasked = masked.some(({ field }) => field === type.title_field);
  return toSearchText(`${id}\n${isMasked ? '' : (title ?? '')}`).includes(toSearchText(q));
}

function toPage(
  kept: readonly { shown: OwnedObject }[],
  next: ListPlace | undefined,
  { viewing, cursors }: { viewing: Viewing; cursors: Cursors },
) {
  const items = kept.map(({ shown }) => ({
    ...toHead(shown),
    person: seePerson(shown, viewing).person,
    fields: toFields(shown.fields, ({ v }) => v),
  }));
  return {
    answer: { items, next_cursor: next === undefined ? null : cursors.seal([next.atMs, next.id]) },
    profileIds: kept.flatMap(({ shown }) => profileOf(shown)),
    fields: [...new Set(kept.flatMap(({ shown }) => [...shown.fields.keys()]))],
  };
}

/** Throws `object_not_found`. */
export async function showOne(scope: Scope, type: CatalogTypeRow, id: string, viewing: Viewing) {
  const found = await findObject(scope, type, id);
  const [shown] = found === undefined ? [] : await seeObjects(scope, type, [found.object], viewing);
  if (shown === undefined) throw noObject(type.name, id);
  const { person, masked } = seePerson(shown, viewing);
  const types = await listCatalogTypes(scope);
  return {
    answer: {
      ...toHead(shown),
      person,
      fields: toFields(shown.fields, toField),
      references: await nameReferences(scope, { types, type }, shown),
      referred_by: await countSeenReferring(scope, types, shown, viewing),
      denied: shown.denied,
      masked: [...shown.masked, ...masked],
    },
    profileIds: shown.refused === undefined ? profileOf(shown) : [],
    fields: [...shown.fields.keys()],
  };
}

type Asked = { id: string; limit: number; before: HistoryPlace | undefined; cursors: Cursors };

/** Throws `object_not_found`. What was told while it was somebody else's is left out. */
export async function showHistory(
  scope: Scope,
  type: CatalogTypeRow,
  { id, limit, before, cursors }: Asked,
  viewing: Viewing,
) {
  const found = await findObject(scope, type, id);
  if (found === undefined) throw noObject(type.name, id);
  const past = await listPast(scope, type, { id, standing: found.standing }, { limit, before });
  const page = past.slice(0, limit);
  const next = past.length > limit ? page.at(-1)?.place : undefined;
  const own = await ofSamePerson(scope, found.object, page, viewing);
  const { seeFields } = openObjectGate(type, viewing);
  const withheld = { denied: new Map<string, WithheldField>(), masked: new Map<string, WithheldField>() };
  const fields = new Set<string>();
  const items = own.told.flatMap((one) => {
    const shown = seeFields(own.subject, one.fields);
    for (const kind of ['denied', 'masked'] as const)
      for (const reason of shown[kind]) withheld[kind].set(reason.field, reason);
    if (shown.refused !== undefined || (shown.fields.size === 0 && one.fields.size > 0)) return [];
    for (const name of shown.fields.keys()) fields.add(name);
    const values = toFields(shown.fields, ({ v }) => v);
    return [{ at: iso(one.place.t), origin: one.origin, removed: one.removed, fields: values }];
  });
  return {
    answer: {
      items,
      next_cursor: next === undefined ? null : cursors.seal([next.t, next.m]),
      denied: [...withheld.denied.values()],
      masked: [...withheld.masked.values()],
    },
    profileIds: items.length === 0 || own.profileId === null ? [] : [own.profileId],
    fields: [...fields],
  };
}

async function ofSamePerson(scope: Scope, object: CatalogObject, told: PastTelling[], viewing: Viewing) {
  if (viewing === null) return { told, subject: nobody, profileId: null };
  const owner = (await findSubjects(scope, [object], viewing)).get(0);
  const named = told.flatMap(({ person }) => (person === null ? [] : [person]));
  const holders = await findHolders(scope, named);
  const profileId = owner?.profileId ?? null;
  const isSame = (person: NonNullable<PastTelling['person']>): boolean => {
    const holder = holders.get(named.indexOf(person)) ?? null;
    if (holder !== null || profileId !== null) return holder === profileId;
    return person.type === object.person?.type && person.value === object.person.value;
  };
  return {
    told: told.filter(({ person }) => person === null || isSame(person)),
    subject: owner?.subject ?? nobody,
    profileId,
  };
}

export const toViewing = (
  type: CatalogTypeRow,
  purpose: Purpose | undefined,
  viewing: { mask: Mask | undefined; at: number } & Pick<NonNullable<Viewing>, 'suppressions'>,
): Viewing => (type.of_person && purpose !== undefined ? { purpose, ...viewing } : null);

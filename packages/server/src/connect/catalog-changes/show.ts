// Objects as the API shows them, for whoever asks and what for.
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Mask } from '../../respect/categories/index.ts';
import { maskValue } from '../../respect/categories/index.ts';
import { nobody } from '../../respect/gate/index.ts';
import type { Purpose } from '../../respect/purposes/index.ts';
import {
  type CatalogObject,
  type CatalogTypeRow,
  countReferring,
  findHolders,
  findObject,
  findSubjects,
  type HistoryPlace,
  type ListPlace,
  listCatalogTypes,
  listObjectReferences,
  listObjects,
  listObjectsByIds,
  listPast,
  openObjectGate,
  type PastTelling,
  type ShownObject,
  showObjects,
  type ToldField,
  toSearchText,
  type Viewing,
  type WithheldField,
} from '../catalog/index.ts';
import { categoryOfIdentifier, labelOfIdentifier, openCategoryGate } from '../permissions/index.ts';
import { noObject } from './said.ts';

const iso = (ms: number): string => new Date(ms).toISOString();
type Person = { type: string; value: string };

const toField = ({ v, t, origin }: ToldField) => ({ value: v, updated_at: iso(t), origin });

const toFields = <Shown>(
  fields: ReadonlyMap<string, ToldField>,
  show: (field: ToldField) => Shown,
): Record<string, Shown> => Object.fromEntries([...fields].map(([name, field]) => [name, show(field)]));

/** What an object is called and when it was follows from its fields: only from those that are shown. */
function toHead(type: CatalogTypeRow, { object, fields }: ShownObject) {
  const title = type.title_field === undefined ? undefined : fields.get(type.title_field);
  const isTimeHidden =
    type.time_field !== undefined && object.fields.has(type.time_field) && !fields.has(type.time_field);
  return {
    type: object.type,
    id: object.id,
    title: title === undefined || typeof title.v === 'object' ? null : String(title.v),
    at: isTimeHidden ? null : iso(object.atMs),
    updated_at:
      fields.size === 0 ? iso(object.updatedMs) : iso(Math.max(...[...fields.values()].map(({ t }) => t))),
  };
}

/** The identifier, where the purpose may see such, masked where whoever asks sees it masked. */
function showPerson(
  person: Person | null,
  viewing: Viewing,
): { person: Person | null; masked: WithheldField[] } {
  if (person === null || viewing === null) return { person: null, masked: [] };
  const { purpose, mask, at } = viewing;
  if (openCategoryGate(purpose, at)(nobody, categoryOfIdentifier(person.type)) !== undefined)
    return { person: null, masked: [] };
  const label = labelOfIdentifier(person.type, person.value);
  const reason = mask?.(label);
  if (reason === undefined) return { person, masked: [] };
  const value = String(maskValue(person.value, label.category));
  return { person: { type: person.type, value }, masked: [{ field: 'person', reason }] };
}

export type Shown<Answer> = { answer: Answer; profileIds: number[]; fields: string[] };
const profileOf = ({ profileId }: ShownObject): number[] => (profileId === null ? [] : [profileId]);

const readMax = 1000;
/** A page may stay short after so many reads; its cursor goes on from there. */
const readsMax = 10;

/** A page of objects: of those of people, whom and what the gate lets through. */
export async function showPage(
  scope: Scope,
  type: CatalogTypeRow,
  { q, limit, before }: { q: string; limit: number; before: ListPlace | undefined },
  viewing: Viewing,
) {
  const kept: { shown: ShownObject; place: ListPlace }[] = [];
  let place = before;
  for (let reads = 0; reads < readsMax; reads += 1) {
    const size = reads === 0 ? limit : readMax;
    const rows = await listObjects(scope, type, { q, limit: size, before: place });
    const isLast = rows.length <= size;
    const page = rows.slice(0, size);
    const shown = await showObjects(scope, type, page, viewing);
    for (const [i, one] of shown.entries())
      if (isVisible(one) && isFound(type, one, q))
        kept.push({ shown: one, place: page[i]?.place as ListPlace });
    place = page.at(-1)?.place;
    if (kept.length > limit || (kept.length === limit && !isLast))
      return toPage(type, kept.slice(0, limit), kept[limit - 1]?.place, viewing);
    if (isLast) return toPage(type, kept, undefined, viewing);
  }
  return toPage(type, kept, place, viewing);
}

const isVisible = ({ refused, object, fields }: ShownObject): boolean =>
  refused === undefined && (fields.size > 0 || object.fields.size === 0);

/** By what is shown of it in clear: finding something by what is hidden would tell it. */
function isFound(type: CatalogTypeRow, shown: ShownObject, q: string): boolean {
  if (q === '' || !type.of_person) return true;
  const { title } = toHead(type, shown);
  const isMasked = shown.masked.some(({ field }) => field === type.title_field);
  return toSearchText(`${shown.object.id}\n${isMasked ? '' : (title ?? '')}`).includes(toSearchText(q));
}

function toPage(
  type: CatalogTypeRow,
  kept: readonly { shown: ShownObject }[],
  next: ListPlace | undefined,
  viewing: Viewing,
) {
  const items = kept.map(({ shown }) => ({
    ...toHead(type, shown),
    person: showPerson(shown.object.person, viewing).person,
    fields: toFields(shown.fields, ({ v }) => v),
  }));
  return {
    answer: { items, next_cursor: next === undefined ? null : toCursor([next.atMs, next.id]) },
    profileIds: kept.flatMap(({ shown }) => profileOf(shown)),
    fields: [...new Set(kept.flatMap(({ shown }) => [...shown.fields.keys()]))],
  };
}

/** Throws `object_not_found`. */
export async function showOne(scope: Scope, type: CatalogTypeRow, id: string, viewing: Viewing) {
  const found = await findObject(scope, type, id);
  const [shown] = found === undefined ? [] : await showObjects(scope, type, [found.object], viewing);
  if (shown === undefined) throw noObject(type.name, id);
  const isRefused = shown.refused !== undefined;
  const { person, masked } = isRefused
    ? { person: null, masked: [] }
    : showPerson(shown.object.person, viewing);
  return {
    answer: {
      ...(isRefused ? { type: type.name, id, title: null, at: null, updated_at: null } : toHead(type, shown)),
      person,
      fields: toFields(shown.fields, toField),
      references: await listReferences(scope, type, shown),
      referred_by: isRefused ? [] : await countReferring(scope, { type: type.name, id }),
      denied: toDenied(shown),
      masked: [...shown.masked, ...masked],
    },
    profileIds: isRefused ? [] : profileOf(shown),
    fields: [...shown.fields.keys()],
  };
}

const toDenied = ({ refused, object, denied }: ShownObject): WithheldField[] =>
  refused === undefined ? denied : [...object.fields.keys()].map((field) => ({ field, reason: refused }));

/** Of fields that are shown in clear. Of what belongs to people only the id is told. */
async function listReferences(scope: Scope, type: CatalogTypeRow, { fields, masked }: ShownObject) {
  const hidden = new Set(masked.map(({ field }) => field));
  const values = new Map(
    [...fields].filter(([name]) => !hidden.has(name)).map(([name, { v }]) => [name, { value: v }] as const),
  );
  const named = listObjectReferences(type, values).flatMap(({ path, toId }) => {
    const to = type.references.find((one) => one.path === path)?.to;
    return to === undefined ? [] : [{ path, type: to, id: toId }];
  });
  const ofPeople = new Set(
    (await listCatalogTypes(scope)).filter((one) => one.of_person).map(({ name }) => name),
  );
  const found = await listObjectsByIds(
    scope,
    named.filter((one) => !ofPeople.has(one.type)),
  );
  const titles = new Map(found.map((one) => [`${one.type}\t${one.id}`, one.title]));
  return named.map((one) => ({ ...one, title: titles.get(`${one.type}\t${one.id}`) ?? null }));
}

type Asked = { id: string; limit: number; before: HistoryPlace | undefined };

/** Throws `object_not_found`. What was told while it was somebody else's is left out. */
export async function showHistory(
  scope: Scope,
  type: CatalogTypeRow,
  { id, limit, before }: Asked,
  viewing: Viewing,
) {
  const found = await findObject(scope, type, id);
  if (found === undefined) throw noObject(type.name, id);
  const past = await listPast(scope, type, { id, standing: found.standing }, { limit, before });
  const page = past.slice(0, limit);
  const next = past.length > limit ? page.at(-1)?.place : undefined;
  const own = await ofSamePerson(scope, found.object, page, viewing);
  const show = openObjectGate(type, viewing);
  const withheld = { denied: new Map<string, WithheldField>(), masked: new Map<string, WithheldField>() };
  const fields = new Set<string>();
  const items = own.told.flatMap((one) => {
    const shown = show(own.subject, one);
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
      next_cursor: next === undefined ? null : toCursor([next.t, next.m]),
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

export const toCursor = (place: readonly [number, string]): string =>
  Buffer.from(JSON.stringify(place)).toString('base64url');

/** Undefined for text that is no cursor: the list then begins anew. */
export function fromCursor(cursor: string | undefined): [ms: number, text: string] | undefined {
  if (cursor === undefined) return undefined;
  try {
    const [ms, text] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[];
    const isPlace =
      typeof ms === 'number' && Math.abs(ms) < 8.64e15 && typeof text === 'string' && !text.includes('\0');
    return isPlace ? [ms, text] : undefined;
  } catch {
    return undefined;
  }
}

export const toViewing = (
  type: CatalogTypeRow,
  purpose: Purpose | undefined,
  viewing: { mask: Mask | undefined; at: number } & Pick<NonNullable<Viewing>, 'suppressions'>,
): Viewing => (type.of_person && purpose !== undefined ? { purpose, ...viewing } : null);

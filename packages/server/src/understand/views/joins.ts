// Joins: objects of the catalog that a value names, that name an object, and so on, some levels deep.
//
// All parents of a level are asked for together, so a join costs one question however many orders and lines there are. What
// belongs to a person is joined only where it belongs to the one whom the view is about.
import { type Join, parsePath, type ViewFieldOf } from '@rapport/protocol';
import {
  type CatalogTypeRow,
  listObjectsByIds,
  listReferring,
  type SeenObject,
  seeOfNobody,
  type WithheldField,
} from '../../connect/catalog/index.ts';
import { type Denied, type Found, type Joined, type Joins, type ShownObject, toIso } from './model.ts';
import type { Ranked } from './ranking.ts';
import { isOfPerson, type Viewing } from './viewing.ts';

type Values = ReadonlyMap<string, { v: unknown }>;
/** What is joined to: an object, or a bare id, whose only field is `value`. */
type Parent = { id: string; fields: Values };
type Withheld = { denied: Denied[]; masked: Denied[] };

/** So many of those that refer to one object. */
const referringMax = 10;

export const withheldNothing = (): Withheld => ({ denied: [], masked: [] });

type FieldWithIds = (ViewFieldOf<'attribute'> | ViewFieldOf<'trait'> | ViewFieldOf<'ranking'>) & {
  name: string;
};

/** Joins a value that is an id or a list of ids, or a ranking of them. */
export async function joinIds(field: FieldWithIds, found: Found, viewing: Viewing): Promise<Found> {
  const { shown } = found;
  if (field.join === undefined || shown === undefined || shown.value === null) return found;
  const withheld: Withheld = { denied: [...(found.denied ?? [])], masked: [...(found.masked ?? [])] };
  const joining = { joins: field.join, under: field.name, withheld, viewing };
  if ('ranking' in field) {
    const rows = shown.value as Ranked[];
    const joined = await joinEach(
      rows.map(({ key }) => toParent(key)),
      joining,
    );
    const value = rows.map((row, i) => ({ ...row, joined: joined[i] ?? {} }));
    return { ...found, ...withheld, shown: { ...shown, value } };
  }
  const ids = [shown.value].flat().filter(isId).map(String);
  const each = await joinEach(ids.map(toParent), joining);
  const names = Object.keys(field.join);
  const joined: Joined = Object.fromEntries(
    names.map((name) => [name, uniqueObjects(each.flatMap((one) => one[name] ?? []))]),
  );
  return { ...found, ...withheld, shown: { ...shown, joined } };
}

const isId = (value: unknown): value is string | number =>
  (typeof value === 'string' && value !== '') || typeof value === 'number';

const toParent = (id: string): Parent => ({ id, fields: new Map([['value', { v: id }]]) });

const uniqueObjects = (all: readonly ShownObject[]): ShownObject[] => {
  const byId = new Map(all.map((one) => [`${one.type}:${one.id}`, one]));
  return [...byId.values()];
};

type Joining = {
  joins: Joins;
  /** Whatever is withheld is told of under this name. */
  under: string;
  withheld: Withheld;
  viewing: Viewing;
};

/** What each of the parents is joined with, in their order. */
export async function joinEach(parents: readonly Parent[], joining: Joining): Promise<Joined[]> {
  const joined: Joined[] = parents.map(() => ({}));
  for (const [name, join] of Object.entries(joining.joins)) {
    const own = { ...joining, under: `${joining.under}.${name}` };
    const found = await joinOne(parents, join, own);
    for (const [i, one] of joined.entries()) one[name] = found[i] ?? [];
  }
  return joined;
}

async function joinOne(parents: readonly Parent[], join: Join, joining: Joining): Promise<ShownObject[][]> {
  const { viewing } = joining;
  const objectsOf =
    join.to === undefined ? await findFrom(parents, join, viewing) : await findTo(parents, join, viewing);
  const all = [...new Map(objectsOf.flat().map((one) => [one.id, one])).values()];
  const shown = await showObjects(all, join, joining);
  const byId = new Map(all.map(({ id }, i) => [id, shown[i] as ShownObject]));
  return parents.map((parent, i) =>
    (objectsOf[i] ?? []).slice(0, join.at_most ?? referringMax).map((object) => ({
      ...(byId.get(object.id) as ShownObject),
      ...toUntil(join, parent, object),
    })),
  );
}

/** The objects whose ids the parents hold. */
async function findTo(
  parents: readonly Parent[],
  { to: type = '', by }: Join,
  viewing: Viewing,
): Promise<SeenObject[][]> {
  const idsOf = parents.map(({ fields }) => [...new Set(collect(fields, by))]);
  const kind = await viewing.types.find(type);
  const wanted = [...new Set(idsOf.flat())];
  if (kind === undefined || wanted.length === 0) return [];
  const found = kind.of_person ? await listOwn(viewing, kind) : await listOfNobody(viewing, type, wanted);
  const byId = new Map(found.map((one) => [one.id, one]));
  return idsOf.map((ids) => ids.flatMap((id) => byId.get(id) ?? []));
}

/** The objects that hold the ids of the parents. */
async function findFrom(
  parents: readonly Parent[],
  { from: type = '', by }: Join,
  viewing: Viewing,
): Promise<SeenObject[][]> {
  const kind = await viewing.types.find(type);
  if (kind === undefined || parents.length === 0) return [];
  if (kind.of_person) {
    const own = await listOwn(viewing, kind);
    return parents.map(({ id }) => own.filter(({ fields }) => collect(fields, by).includes(id)));
  }
  const ids = parents.map(({ id }) => id);
  const known = await viewing.types.list();
  const found = await listReferring(viewing.scope, {
    ...{ type, path: by, to: { ids }, limitEach: referringMax, known },
  });
  const byParent = Map.groupBy(found, ({ refersTo }) => refersTo);
  return parents.map(({ id }) => (byParent.get(id) ?? []).map(seeOfNobody));
}

/** Of others than the person nothing is joined, and in a view of nobody nothing that people have. */
const listOwn = async (viewing: Viewing, type: CatalogTypeRow): Promise<SeenObject[]> =>
  isOfPerson(viewing) ? (await viewing.listOwn(type)).seen : [];

async function listOfNobody(
  { scope, types }: Viewing,
  type: string,
  ids: readonly string[],
): Promise<SeenObject[]> {
  const pairs = ids.map((id) => ({ type, id }));
  const found = await listObjectsByIds(scope, pairs, { known: await types.list() });
  return found.map(seeOfNobody);
}

/** What a view shows of objects, with what they are joined with themselves. */
export async function showObjects(
  objects: readonly SeenObject[],
  { show, join }: { show: readonly string[]; join?: Joins | undefined },
  joining: Omit<Joining, 'joins'>,
): Promise<ShownObject[]> {
  const { under, withheld, viewing } = joining;
  for (const object of objects) {
    if (object.person === null) viewing.objects.add(`${object.type}:${object.id}`);
    for (const list of ['denied', 'masked'] as const) addWithheld(withheld[list], object[list], show, under);
  }
  const joined = join === undefined ? undefined : await joinEach(objects, { ...joining, joins: join });
  return objects.map((object, i) => ({
    ...toShown(object, show),
    ...(joined === undefined ? {} : { joined: joined[i] as Joined }),
  }));
}

const isShown = (show: readonly string[], field: string): boolean =>
  show.some((path) => parsePath(path)[0] === field);

/** Each field once, of those that the view shows. */
export function addWithheld(
  list: Denied[],
  fields: readonly WithheldField[],
  show: readonly string[],
  under: string,
): void {
  for (const { field, reason } of fields) {
    const name = `${under}.${field}`;
    if (isShown(show, field) && !list.some((one) => one.field === name)) list.push({ field: name, reason });
  }
}

/** Its age and origin are those of what is shown of it. */
function toShown(object: SeenObject, show: readonly string[]): ShownObject {
  const { type, id, title, atMs, updatedMs, fields } = object;
  const told = show.flatMap((path) => fields.get(parsePath(path)[0] as string) ?? []);
  const latest = told.toSorted((x, y) => y.t - x.t)[0];
  const values = show.map((path) => [path, lookUp(fields, path)] as const);
  return {
    ...{ type, id, title, at: toIsoOrNull(atMs), updated_at: toIsoOrNull(latest?.t ?? updatedMs) },
    origin: latest?.origin ?? null,
    fields: Object.fromEntries(values),
  };
}

const toIsoOrNull = (ms: number | null): string | null => (ms === null ? null : toIso(ms));

function toUntil({ until }: Join, { fields }: Parent, object: SeenObject): Pick<ShownObject, 'until'> {
  if (until === undefined) return {};
  const [date, months] = [lookUp(fields, until.date), lookUp(object.fields, until.months)];
  return { until: { [until.name]: addMonths(date, months) } };
}

/** The day so many months after; null where there is no day, or no number of months. */
export function addMonths(date: unknown, months: unknown): string | null {
  if (typeof date !== 'string' || typeof months !== 'number' || !Number.isInteger(months)) return null;
  try {
    return Temporal.PlainDate.from(date.slice(0, 10)).add({ months }).toString();
  } catch {
    return null;
  }
}

/** What lies at the path: of lists that it leads into, what lies in each element. */
function lookUp(fields: Values, path: string): unknown {
  const [name = '', ...inner] = parsePath(path);
  const step = (value: unknown, [next, ...rest]: string[]): unknown => {
    if (next === undefined) return value ?? null;
    if (Array.isArray(value)) return value.map((one) => step(one, [next, ...rest]));
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, next)) return null;
    return step((value as Record<string, unknown>)[next], rest);
  };
  return step(fields.get(name)?.v, inner);
}

/** The ids that lie at the path. */
export const collect = (fields: Values, path: string): string[] =>
  [lookUp(fields, path)].flat(8).filter(isId).map(String);

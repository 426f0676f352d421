// What a view asks of the catalog has to be there: types, and of objects that people have, none where the view is of nobody.
import type { Join, ViewField } from '@rapport/protocol';
import { parsePath } from '@rapport/protocol';
import { type CatalogTypeRow, listCatalogTypes } from '../../connect/catalog/index.ts';
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';

type Fault = { at: string; message: string };

export async function findCatalogFault(
  scope: Scope<Queryable>,
  field: ViewField,
): Promise<Fault | undefined> {
  const joins = 'join' in field ? field.join : undefined;
  if (!('objects' in field) && joins === undefined) return undefined;
  const types = new Map((await listCatalogTypes(scope)).map((one) => [one.name, one]));
  if (!('objects' in field)) return findJoinFault(joins, types, undefined, '.join');
  const type = types.get(field.objects);
  if (type === undefined) return missing(field.objects, '.objects');
  if (field.of === 'person' && !type.of_person)
    return {
      at: '.of',
      message: `Objects of the type "${type.name}" belong to nobody. Write "everybody" or "segments".`,
    };
  if (field.of !== 'person' && type.of_person)
    return { at: '.of', message: `Objects of the type "${type.name}" belong to people. Write "person".` };
  const asked = [
    ...field.show,
    ...field.where.map((one) => one.field),
    ...(field.order ? [field.order.by] : []),
  ];
  return findUnknownField(type, asked, '.show') ?? findJoinFault(joins, types, type, '.join');
}

const missing = (name: string, at: string): Fault => ({
  at,
  message: `There is no type "${name}" in the catalog (see GET /api/catalog/types).`,
});

function findUnknownField(
  { name, fields }: CatalogTypeRow,
  paths: readonly string[],
  at: string,
): Fault | undefined {
  const unknown = paths
    .map((path) => parsePath(path)[0] as string)
    .find((field) => !Object.hasOwn(fields, field));
  return unknown === undefined ? undefined : { at, message: `The type "${name}" has no field "${unknown}".` };
}

/** `parent`: what is joined to; undefined where that is the bare id. */
function findJoinFault(
  joins: Record<string, Join> | undefined,
  types: ReadonlyMap<string, CatalogTypeRow>,
  parent: CatalogTypeRow | undefined,
  at: string,
): Fault | undefined {
  for (const [name, join] of Object.entries(joins ?? {})) {
    const place = `${at}.${name}`;
    const wanted = (join.to ?? join.from) as string;
    const type = types.get(wanted);
    if (type === undefined) return missing(wanted, `${place}.${join.to === undefined ? 'from' : 'to'}`);
    const fault =
      findByFault(join, type, parent, place) ??
      findUnknownField(type, [...join.show, ...(join.until ? [join.until.months] : [])], `${place}.show`) ??
      findJoinFault(join.join, types, type, `${place}.join`);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function findByFault(
  { to, by }: Join,
  type: CatalogTypeRow,
  parent: CatalogTypeRow | undefined,
  place: string,
): Fault | undefined {
  if (to === undefined) {
    const refers = type.references.some(({ path }) => path === by);
    const message = `"${by}" of the type "${type.name}" is no reference. Add it to the references of the type.`;
    return refers ? undefined : { at: `${place}.by`, message };
  }
  if (parent !== undefined) return findUnknownField(parent, [by], `${place}.by`);
  if (by === 'value') return undefined;
  return { at: `${place}.by`, message: 'The value itself is the id: write "by": "value".' };
}

// What a definition may not look at for its purpose is left out of it before it is asked: the value is missing, of everybody.
//
// Whether somebody is in a segment is told to whoever may see the segment, and so is how many are. A test of what the purpose
// does not cover would tell its result that way. Definitions that do so are refused (`refuse.ts`), but a label or a purpose may
// change afterwards: so the labels of now are asked whenever a definition is.
import type { Condition, PropertyTest, TraitValue } from '@rapport/protocol';
import { whyNotAsked } from '../../connect/permissions/index.ts';
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Purpose } from '../../respect/purposes/index.ts';
import { nowhere } from '../compile/index.ts';
import {
  eventsBeside,
  type Field,
  fieldsOfTest,
  isPart,
  listFields,
  type Part,
  timeZone,
  toAttribute,
  toProperty,
  valueNames,
} from './fields.ts';
import { openLabels } from './labels.ts';

type Defined = { purpose: string; definition: Condition | TraitValue };

export type LeavingOut = {
  /** The same with nothing in place of what is left out; itself, where that is nothing. Others that it asks are left alone. */
  leaveOut<One extends Defined>(one: One): One;
  /** What is left out, in an order of its own: equal for equal. */
  listLeftOut(one: Defined): string[];
};

/** Asks for the labels of these definitions once. */
export async function openLeavingOut(
  scope: Scope<Queryable>,
  purposes: readonly Purpose[],
  all: readonly Defined[],
): Promise<LeavingOut> {
  const bySlug = new Map(purposes.map((purpose) => [purpose.slug, purpose]));
  const fieldsOf = ({ definition }: Defined) => listFields(definition, () => undefined).read;
  const labelsOf = await openLabels(scope, all.flatMap(fieldsOf));
  const isOut =
    ({ purpose: slug }: Defined) =>
    (field: Field): boolean => {
      const purpose = bySlug.get(slug);
      return (
        purpose !== undefined &&
        labelsOf(field).some(({ category }) => whyNotAsked(purpose, category) !== undefined)
      );
    };
  const find = (one: Defined): Field[] => fieldsOf(one).filter(isOut(one));
  return {
    leaveOut<One extends Defined>(one: One): One {
      if (find(one).length === 0) return one;
      const definition = without(one.definition, isOut(one)) as One['definition'];
      return { ...one, definition };
    },
    listLeftOut: (one) => [...new Set(find(one).map(tellField))].sort(),
  };
}

/** The attribute "plan", or the property "total" of the events "Order Completed". */
export function tellField(field: Field): string {
  if (field.subject === 'attribute') return `the attribute "${field.names[0]}"`;
  if (field.subject === 'field')
    return `the field "${field.names[0]}" of the type "${field.type}" of the catalog`;
  const { name, name_starts_with: beginning, type } = field.of;
  const which = name ?? (beginning === undefined ? type : `${beginning}…`);
  return `the property "${field.names.at(-1)}" of the events "${which}"`;
}

function without(part: unknown, isOut: (field: Field) => boolean): unknown {
  if (Array.isArray(part)) return part.map((one) => without(one, isOut));
  if (!isPart(part)) return part;
  const left: Part = Object.fromEntries(
    Object.entries(part).map(([name, inner]) => [name, without(inner, isOut)]),
  );
  const drop = (name: string, fieldOf: (path: string) => Field): void => {
    const path = part[name];
    if (typeof path === 'string' && isOut(fieldOf(path))) left[name] = nowhere;
  };
  drop('attribute', toAttribute);
  const of = eventsBeside(part);
  if (of !== undefined) for (const name of valueNames) drop(name, (path) => toProperty(path, of));
  if (Array.isArray(part.where))
    left.where = (left.where as Part[]).map((test, i) => {
      const fields = fieldsOfTest((part.where as PropertyTest[])[i] as PropertyTest, part);
      return fields.some(isOut) ? { ...test, property: nowhere } : test;
    });
  if (Array.isArray(part.sequence))
    for (const step of part.sequence as Part[]) drop('same', (path) => toProperty(path, step));
  if (part.zone === 'person' && isOut(timeZone)) delete left.zone;
  return left;
}

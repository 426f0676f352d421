// What a definition looks at: attributes, properties of events, and fields of the catalog. Whose value it tells, and what it only
// tests.
import {
  type Condition,
  isLookUp,
  type LookUp,
  operations,
  type PropertyTest,
  parsePath,
  propertyValues,
  type Selector,
  type StepSelector,
  type TraitValue,
} from '@rapport/protocol';
import type { Definition } from '../definitions/index.ts';

/** `names`: what labels may know it by, the likeliest first. */
export type Field = { names: readonly string[] } & (
  | { subject: 'attribute' }
  | { subject: 'property'; of: StepSelector }
  /** `type`: of the catalog. */
  | { subject: 'field'; type: string }
);

/** `told`: its value is, or holds, the value of these. `read`: all that it looks at, with those. */
export type Fields = { told: readonly Field[]; read: readonly Field[] };

export type Find = (kind: Definition['kind'], name: string) => Definition | undefined;
export type Part = Record<string, unknown>;

/** Of a condition nothing is told. A circle cannot be: what is asked was refused then. */
export function listFields(definition: Condition | TraitValue, find: Find): Fields {
  const told: Field[] = [];
  const read: Field[] = [];
  visitValue(definition as Part, find, told);
  visit(definition as Part, find, read);
  return { told, read };
}

/** Only what the value itself is made of. */
export function visitValue(part: Part, find: Find, told: Field[]): void {
  if (Object.keys(part).length === 1 && typeof part.attribute === 'string')
    told.push(toAttribute(part.attribute));
  if (Object.keys(part).length === 1 && typeof part.trait === 'string') {
    const other = find('trait', part.trait);
    if (other !== undefined) visitValue(other.definition as Part, find, told);
  }
  const of = part.of ?? part.rfm;
  if (isPart(of)) for (const path of pathsOf(part)) told.push(toProperty(path, of));
  const operation = operations.find((name) => name in part);
  const inner = [...(operation === undefined ? [] : (part[operation] as unknown[])), part.score];
  for (const one of inner) if (isPart(one)) visitValue(one, find, told);
}

function visit(part: unknown, find: Find, read: Field[]): void {
  if (Array.isArray(part)) for (const one of part) visit(one, find, read);
  if (!isPart(part)) return;
  if (typeof part.attribute === 'string') read.push(toAttribute(part.attribute));
  if (part.zone === 'person') read.push(timeZone);
  for (const kind of ['trait', 'segment'] as const) {
    const name = part[kind];
    if (typeof name === 'string') visit(find(kind, name)?.definition, find, read);
  }
  const of = eventsBeside(part);
  if (of !== undefined) for (const path of pathsOf(part)) read.push(toProperty(path, of));
  if (Array.isArray(part.where))
    for (const test of part.where as PropertyTest[]) read.push(...fieldsOfTest(test, part as Selector));
  if (Array.isArray(part.sequence) && typeof part.same === 'string')
    for (const step of part.sequence as StepSelector[]) read.push(toProperty(part.same, step));
  for (const one of Object.values(part)) visit(one, find, read);
}

/** Names of values that are made of a property, where events stand beside them. */
export const valueNames = [...propertyValues, 'most_frequent', 'list', 'monetary'];
const pathsOf = (part: Part): string[] =>
  valueNames.map((name) => part[name]).filter((path) => typeof path === 'string');

export const toAttribute = (path: string): Field => ({
  subject: 'attribute',
  names: parsePath(path).slice(0, 1),
});

/** What the zone of a person is taken from. */
export const timeZone: Field = { subject: 'attribute', names: ['timezone'] };

/** In properties a name with a dot is the same place as names inside each other, and labels know the name as it was sent. */
export function toProperty(path: string, of: StepSelector): Field {
  const names = parsePath(path);
  return { subject: 'property', names: names.map((_, i) => names.slice(0, i + 1).join('.')), of };
}

/** A look-up goes by what the property holds, and by what the object has in the field. */
export const fieldsOfTest = (test: PropertyTest, of: StepSelector): Field[] => [
  toProperty(test.property, of),
  ...(isLookUp(test) ? [toCatalogField(test)] : []),
];

const toCatalogField = ({ of, field }: LookUp): Field => ({ subject: 'field', names: [field], type: of });

/** The events beside which a value of a property stands. */
export function eventsBeside({ of, events, rfm }: Part): StepSelector | undefined {
  const found = of ?? events ?? rfm;
  return isPart(found) ? (found as StepSelector) : undefined;
}

export const isPart = (value: unknown): value is Part =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

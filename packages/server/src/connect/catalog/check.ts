// What a company says of an object, before it is taken in: fields that the type has, values of their kinds, not too large.
import type { CatalogType } from '@rapport/protocol';
import { toAsked } from '../identity/index.ts';
import { isOfKind, kindSentences, objectBytesMax } from './kinds.ts';
import type { ObjectPerson } from './tell.ts';

/** `field`: where it is wrong. */
export type Problem = { field: string; problem: string };
type Of = Pick<CatalogType, 'fields' | 'of_person'> & { name: string };

/** Everything that is wrong with these fields. `null` removes a field. */
export function findProblems(type: Of, fields: Readonly<Record<string, unknown>>): Problem[] {
  const problems: Problem[] = [];
  for (const [name, value] of Object.entries(fields)) {
    const field = Object.hasOwn(type.fields, name) ? type.fields[name] : undefined;
    if (field === undefined) problems.push({ field: name.slice(0, 80), problem: tellUnknown(type) });
    else if (value !== null && !isOfKind(field.kind, value))
      problems.push({ field: name, problem: kindSentences[field.kind] });
    if (problems.length >= problemsMax) break;
  }
  return problems;
}

const problemsMax = 20;

const tellUnknown = ({ name, fields }: Of): string =>
  `The type "${name}" has no such field. It has ${Object.keys(fields).join(', ')}: use one of them, or add the field to the type.`;

/** Fields that the type does not have are left out. */
export const withoutUnknown = (
  type: Of,
  fields: Readonly<Record<string, unknown>>,
): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => Object.hasOwn(type.fields, name)));

/** So many bytes it has as JSON, where these are too many. */
export function findExcessBytes(fields: Readonly<Record<string, unknown>>): number | undefined {
  const text = JSON.stringify(fields);
  if (text.length * 3 <= objectBytesMax) return undefined;
  const bytes = Buffer.byteLength(text);
  return bytes > objectBytesMax ? bytes : undefined;
}

export const tellTooLarge = (bytes: number): string =>
  `The object would have ${bytes} bytes as JSON, and may have ${objectBytesMax}. Keep large texts and pictures elsewhere, and name the address.`;

/** In its normal form. Undefined where the values can be no identifier. */
export function toObjectPerson({ type, value }: ObjectPerson): ObjectPerson | undefined {
  // Ids of profiles come and go with merges: an identifier stays.
  if (type === 'profile_id') return undefined;
  const asked = toAsked(type, value);
  const isFit = asked.value !== '' && !asked.value.includes('\0') && asked.value.isWellFormed();
  return isFit && !type.includes('\0') ? { type: asked.type, value: asked.value } : undefined;
}

export const personSentence =
  'Name a person by an identifier: {"type": "email", "value": "sarah@example.com"}.';

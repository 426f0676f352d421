// Look-ups: a property that holds the id of an object of the catalog, and a test of a field of that object.
import { propertyPath, slug } from './names.ts';
import { oneTest, type Test, testedForms } from './value-tests.ts';

/** `of`: a type of the catalog, of which the property holds ids. */
export type LookUp = { property: string; of: string; field: string } & Test;
export type PropertyTest = ({ property: string } & Test) | LookUp;

export const isLookUp = (test: PropertyTest): test is LookUp => 'of' in test;

/**
 * Looking is done when the catalog changes, so what a look-up finds must not change with time alone. And it is done in the
 * server's own process, where an expression may take for ever.
 */
export const lookUpForms = testedForms({ property: propertyPath, of: slug, field: slug }).map((form) =>
  form
    .refine(
      (test) => !hasKey(test, ['ago', 'ahead', 'within_last', 'within_next', 'anniversary']),
      'What is looked up in the catalog does not go by today: give a fixed date with `before` or `after`.',
    )
    .refine(
      (test) => !hasKey(test, ['matches']),
      'The catalog is not searched by expressions: use `contains`, `starts_with`, `ends_with` or `is_one_of`.',
    ),
);

function hasKey(part: unknown, keys: readonly string[]): boolean {
  if (typeof part !== 'object' || part === null) return false;
  return Object.entries(part).some(([key, inner]) => keys.includes(key) || hasKey(inner, keys));
}

const hasOwn = (given: unknown, key: string): boolean =>
  typeof given === 'object' && given !== null && Object.hasOwn(given, key);

/** It names a type or a field, and not both. */
export const isHalfLookUp = (given: unknown): boolean =>
  hasOwn(given, 'property') && hasOwn(given, 'of') !== hasOwn(given, 'field');

/** What there is to choose from, where what was given fits nothing. */
export const sayPropertyForms = (given: unknown): string =>
  hasOwn(given, 'of') || hasOwn(given, 'field')
    ? `To look into the catalog, give \`property\`, \`of\` (a type), \`field\` (a field of it), and one test of that field. ${oneTest}`
    : oneTest;

export type PlacedLookUp = {
  lookUp: LookUp;
  /** `definition.events.where[0]` */
  at: string;
};

/** The look-ups of a condition or value. Only in `where` stands a property beside its test. */
export function listLookUps(definition: unknown): PlacedLookUp[] {
  const found: PlacedLookUp[] = [];
  const visit = (part: unknown, at: string): void => {
    if (typeof part !== 'object' || part === null) return;
    const { property, of, field } = part as Record<string, unknown>;
    if ([property, of, field].every((one) => typeof one === 'string'))
      found.push({ lookUp: part as LookUp, at });
    for (const [key, inner] of Object.entries(part))
      visit(inner, Array.isArray(part) ? `${at}[${key}]` : `${at}.${key}`);
  };
  visit(definition, 'definition');
  return found;
}

/** The same for look-ups that ask the same of the catalog, by whatever property they come there. */
export function lookUpKey({ property: _, ...asked }: LookUp): string {
  return JSON.stringify(asked, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([x], [y]) => (x < y ? -1 : 1)))
      : part,
  );
}

// Where in a definition something stands that only the workspace can tell to be wrong, told as the language tells its faults.
import type { Reference } from '@rapport/protocol';

type Named = (key: string, value: unknown, holder: object) => boolean;

/** The first place that fits: `definition.all[0].segment`; the whole where none does. */
function findPlace(definition: unknown, isMeant: Named): string {
  const visit = (part: unknown, at: string): string | undefined => {
    if (typeof part !== 'object' || part === null) return undefined;
    for (const [key, inner] of Object.entries(part)) {
      const place = Array.isArray(part) ? `${at}[${key}]` : `${at}.${key}`;
      const found = isMeant(key, inner, part) ? place : visit(inner, place);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return visit(definition, 'definition') ?? 'definition';
}

/** Where one of these segments and traits is asked. */
export const placeOfReference = (definition: unknown, references: readonly Reference[]): string =>
  findPlace(definition, (key, value) => (references as readonly string[]).includes(`${key}:${value}`));

/** Where this list kept by hand is asked: a trait that is a list has what it is made of beside it. */
export const placeOfList = (definition: unknown, name: string): string =>
  findPlace(
    definition,
    (key, value, holder) => key === 'list' && value === name && Object.keys(holder).length === 1,
  );

/** Where it is asked whether this purpose is permitted, or what was said of it. */
export const placeOfPurpose = (definition: unknown, slug: string): string =>
  findPlace(
    definition,
    (key, value, holder) => value === slug && (key === 'permits' || (key === 'of' && 'said' in holder)),
  );

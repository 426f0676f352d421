// Objects of the catalog as a view may show them: of what belongs to a person, only what the purpose may see of that person.
import type { CatalogObject, CatalogTypeRow } from '../../connect/catalog/index.ts';
import { openCategoryGate } from '../../connect/permissions/index.ts';
import { notCollectedFor } from '../../connect/profiles/index.ts';
import { maskValue } from '../../respect/categories/index.ts';
import { openSecondQuestion } from '../../respect/gate/index.ts';
import type { Denied } from './model.ts';
import type { PersonViewing, Viewing } from './viewing.ts';

export type SeenObject = CatalogObject & {
  /** What may be seen, masked where it is not in clear. */
  seen: ReadonlyMap<string, unknown>;
  denied: Denied[];
  masked: Denied[];
};
export type See = (object: CatalogObject) => SeenObject;

/** Of objects that belong to nobody everything is seen. */
export const seeAll: See = (object) => ({
  ...object,
  seen: new Map([...object.fields].map(([name, { v }]) => [name, v])),
  ...{ denied: [], masked: [] },
});

/** Both questions of each telling: may the category be seen now, and was it collected for this? */
export function openObjectGate(
  { fields }: CatalogTypeRow,
  { purpose, subject, mask, at }: Pick<PersonViewing, 'purpose' | 'subject' | 'mask' | 'at'>,
): See {
  const why = openCategoryGate(purpose, at);
  const wasCollected = openSecondQuestion(subject, { purpose, at });
  return function see(object) {
    const seen = new Map<string, unknown>();
    const [denied, masked]: [Denied[], Denied[]] = [[], []];
    for (const [name, { v, t, p }] of object.fields) {
      const category = fields[name]?.category ?? null;
      const isCollected = p !== null && wasCollected(p, t);
      const reason = why(subject, category) ?? (isCollected ? undefined : notCollectedFor(purpose));
      if (reason !== undefined) {
        denied.push({ field: name, reason });
        continue;
      }
      const hidden = mask?.({ category, state: 'confirmed' });
      if (hidden !== undefined) masked.push({ field: name, reason: hidden });
      seen.set(name, hidden === undefined ? v : maskValue(v, category));
    }
    return { ...object, seen, denied, masked };
  };
}

export const isOfPerson = (viewing: Viewing): viewing is PersonViewing => 'person' in viewing;

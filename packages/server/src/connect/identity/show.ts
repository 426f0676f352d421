// Identifiers as a purpose and a reader may see them: of a kind that the purpose does not cover, or that the reader does not see
// in clear, the type is left.
import { covers, type Mask, type MaskReason, maskValue } from '../../respect/categories/index.ts';
import type { Purpose } from '../../respect/purposes/index.ts';
import { categoryOfIdentifier, labelOfIdentifier } from './identifier-labels.ts';

type Named = { type: string; value: string };
type Field = { field: string; reason: MaskReason };

export type IdentifierView = {
  show<One extends Named>(one: One): One;
  /** What was shown so far and how: fields that the purpose does not cover, and those that are masked. */
  told(): { denied: Field[]; masked: Field[] };
};

export function openIdentifierView(purpose: Purpose, mask: Mask | undefined): IdentifierView {
  const denied = new Map<string, MaskReason>();
  const masked = new Map<string, MaskReason>();
  const toFields = (reasons: ReadonlyMap<string, MaskReason>): Field[] =>
    [...reasons].map(([field, reason]) => ({ field, reason }));
  return {
    show(one) {
      const field = `identifiers.${one.type}`;
      const category = categoryOfIdentifier(one.type);
      if (!purpose.data_categories.some((own) => covers(own, category))) {
        const message = `"${purpose.name}" does not cover data of the category ${category}.`;
        denied.set(field, { code: 'category_not_covered', message });
        return { ...one, value: String(maskValue(one.value, null)) };
      }
      const label = labelOfIdentifier(one.type, one.value);
      const reason = mask?.(label);
      if (reason === undefined) return one;
      masked.set(field, reason);
      return { ...one, value: String(maskValue(one.value, label.category)) };
    },
    told: () => ({ denied: toFields(denied), masked: toFields(masked) }),
  };
}

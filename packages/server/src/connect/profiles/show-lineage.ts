// The history of an attribute as whoever asks may see it: the values, and about whom each was told.
import { type Label, type Mask, type MaskReason, maskValue } from '../../respect/categories/index.ts';
import type { Reason, Subject } from '../../respect/gate/index.ts';
import { type CategoryGate, categoryOfIdentifier, labelOfIdentifier } from '../permissions/index.ts';
import type { LineageItem } from './lineage.ts';

type Seen = { label: Label | undefined; subject: Subject; why: CategoryGate; mask: Mask | undefined };
type Told = { items: LineageItem[]; denied: Field[]; masked: Field[] };
type Field = { field: string; reason: Reason };

const toFields = (reasons: ReadonlyMap<string, MaskReason>): Field[] =>
  [...reasons].map(([field, reason]) => ({ field, reason }));

/** An identifier that the purpose may not see leaves its kind. */
export function showLineage(
  items: readonly LineageItem[],
  attribute: string,
  { label, subject, why, mask }: Seen,
): Told {
  const denied = new Map<string, Reason>();
  const masked = new Map<string, Reason>();
  const ofValue = label && mask?.(label);
  if (ofValue !== undefined && items.length > 0) masked.set(attribute, ofValue);
  function showIdentifier({ type, value }: LineageItem['identifier']): LineageItem['identifier'] {
    const field = `identifiers.${type}`;
    const hidden = why(subject, categoryOfIdentifier(type));
    if (hidden !== undefined) {
      denied.set(field, hidden);
      return { type, value: String(maskValue(value, null)) };
    }
    const told = labelOfIdentifier(type, value);
    const reason = mask?.(told);
    if (reason === undefined) return { type, value };
    masked.set(field, reason);
    return { type, value: String(maskValue(value, told.category)) };
  }
  const shown = items.map((item) => ({
    ...item,
    value: ofValue === undefined ? item.value : maskValue(item.value, label?.category ?? null),
    identifier: showIdentifier(item.identifier),
  }));
  return { items: shown, denied: toFields(denied), masked: toFields(masked) };
}

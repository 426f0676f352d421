// Values of definitions as a purpose and a reader may see them.
//
// A definition sees what was collected for its purpose. Whether the purpose covers what a field holds, whether somebody has to say
// yes expressly to that, and whether whoever asks sees it in clear, depends on the label that the field has now: so it is
// asked when a value is shown. What is made of a field is treated as the field itself. An average of ages is an age, and the number
// of events in which an illness is named tells of the illness: so what may not be seen may not be tested either. What
// is only tested is not masked: that would hide who has an e-mail address from everybody who may not read it.
import type { CategoryGate } from '../../connect/permissions/index.ts';
import { openCategoryGate } from '../../connect/permissions/index.ts';
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type Label, type Mask, type MaskReason, maskValue } from '../../respect/categories/index.ts';
import { nobody, type Reason, type Subject } from '../../respect/gate/index.ts';
import type { Purpose } from '../../respect/purposes/index.ts';
import type { Fields } from './fields.ts';
import { openLabels } from './labels.ts';

export type ValueGate = {
  /** Why the value must not be told of this person. */
  whyNot(subject: Subject): Reason | undefined;
  /** Why it must not be told of everybody together; neither is what is masked, since masks of many values tell nothing. */
  whyNotOfAll: Reason | undefined;
  /** Why it is shown masked. */
  masked: MaskReason | undefined;
  /** The value as it is shown. */
  show(value: unknown): unknown;
};

type Viewing = { purpose: Purpose; mask: Mask | undefined; at: number };

/** Gives the gate of each definition by the fields that it looks at. Labels are asked for once. */
export async function openValueGates(
  scope: Scope<Queryable>,
  all: readonly Fields[],
  { purpose, mask, at }: Viewing,
): Promise<(fields: Fields) => ValueGate> {
  const labelsOf = await openLabels(
    scope,
    all.flatMap(({ read, told }) => [...read, ...told]),
  );
  const why = openCategoryGate(purpose, at);
  return ({ read, told }) =>
    toGate(why, mask, { read: read.flatMap(labelsOf), told: told.flatMap(labelsOf) });
}

function toGate(
  why: CategoryGate,
  mask: Mask | undefined,
  { read, told }: { read: readonly Label[]; told: readonly Label[] },
): ValueGate {
  const whyNot = (subject: Subject): Reason | undefined => {
    for (const { category } of read) {
      const reason = why(subject, category);
      if (reason !== undefined) return reason;
    }
    return undefined;
  };
  const hidden = told.find((label) => mask?.(label) !== undefined);
  const masked = hidden && mask?.(hidden);
  return {
    whyNot,
    whyNotOfAll: whyNot(nobody) ?? masked,
    masked,
    show: (value) => (hidden === undefined ? value : maskValue(value, hidden.category)),
  };
}

// Refuses a definition that looks at what its purpose may not, or for what whoever writes it sees only masked.
import { AppError, type Condition, type TraitValue } from '@rapport/protocol';
import { whyNotAsked } from '../../connect/permissions/index.ts';
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Principal } from '../../respect/access/index.ts';
import { openMask } from '../../respect/categories/index.ts';
import { getPurpose } from '../../respect/purposes/index.ts';
import { listNewest } from '../definitions/index.ts';
import { listFields } from './fields.ts';
import { openLabels } from './labels.ts';
import { tellField } from './left-out.ts';
import { listTested } from './tested.ts';

type Written = { purpose: string; definition: Condition | TraitValue };

/** Throws `definition_not_covered` or `definition_masked`. */
export async function refuseUnseen(
  scope: Scope<Queryable>,
  { unmasked }: Pick<Principal, 'unmasked'>,
  { purpose: slug, definition }: Written,
): Promise<void> {
  const mask = openMask(unmasked);
  const all = mask === undefined ? [] : await listNewest(scope);
  const { read } = listFields(definition, () => undefined);
  const tested = listTested(definition, (kind, name) =>
    all.find((one) => one.kind === kind && one.name === name),
  );
  const labelsOf = await openLabels(scope, [...read, ...tested]);
  const purpose = await getPurpose(scope, slug);
  for (const field of read)
    for (const { category } of labelsOf(field)) {
      const reason = whyNotAsked(purpose, category);
      if (reason === undefined) continue;
      throw new AppError(
        'definition_not_covered',
        `It looks at ${tellField(field)}. ${reason.message} ${waysOut[reason.code] ?? 'Leave it out.'}`,
        { field: field.names.at(-1), category, purpose: slug, reason: reason.code },
      );
    }
  for (const field of tested)
    for (const label of labelsOf(field)) {
      const reason = mask?.(label);
      if (reason === undefined) continue;
      throw new AppError(
        'definition_masked',
        `It tests ${tellField(field)}. ${reason.message} Ask no more than whether it is there ("exists"), or have it defined by somebody who sees it in clear.`,
        { field: field.names.at(-1), category: label.category },
      );
    }
}

const waysOut: Record<string, string> = {
  category_not_covered: 'Add the category to the purpose, or leave the field out.',
  needs_explicit:
    'Take a purpose of the consent model "explicit", or one that rests on something else and covers special categories, or leave the field out.',
};

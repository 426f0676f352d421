// By what people may be searched: a hit tells the value, so whatever may not be seen is not searched.
//
// What is seen masked could be found out letter by letter: whoever looks for `s`, `sa`, `sar` sees who stays. So attributes that
// are masked are not searched at all, and identifiers that are masked only whole. Whoever has somebody's address or number
// has to find them, and may anyway ask for the person by it; every such question is in the log of reads.
// (`docs/decisions/0019-masked-values-are-found-whole.md`)
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import {
  covers,
  isNeverDisclosed,
  isSpecial,
  listAttributeLabels,
  type Mask,
} from '../../respect/categories/index.ts';
import type { Purpose } from '../../respect/purposes/index.ts';
import { categoryOfIdentifier, identifierCategories, labelOfIdentifier } from '../identity/index.ts';

export type Searchable = {
  /** Types of identifiers: that have a category, those of them that may not be searched, and whether all others may be. */
  types: string[];
  hidden: string[];
  others: 0 | 1;
  /** Types that are found by their whole value only, and whether whatever looks like an e-mail address is. */
  whole: string[];
  whole_addresses: 0 | 1;
  /** Names of attributes that must not be searched; of those alone that may be, where `listed` is 1. */
  unsearchable: string[];
  searchable: string[];
  listed: 0 | 1;
};

export async function findSearchable(
  scope: Scope<Queryable>,
  purpose: Purpose,
  mask: Mask | undefined,
): Promise<Searchable> {
  const labels = [...(await listAttributeLabels(scope))];
  const isHidden = (category: string): boolean =>
    isSpecial(category) || isNeverDisclosed(category) || !isCovered(purpose, category);
  const types = Object.keys(identifierCategories);
  const toNames = (some: typeof labels): string[] => some.map(([name]) => name);
  return {
    types,
    hidden: types.filter((type) => !isCovered(purpose, categoryOfIdentifier(type))),
    others: isCovered(purpose, 'user.unique_id') ? 1 : 0,
    whole: types.filter((type) => mask?.(labelOfIdentifier(type, '')) !== undefined),
    whole_addresses: hidesAddresses(mask) ? 1 : 0,
    unsearchable: toNames(labels.filter(([, { category }]) => category !== null && isHidden(category))),
    // A name that nobody has looked at may hold anything.
    searchable: mask === undefined ? [] : toNames(labels.filter(([, label]) => mask(label) === undefined)),
    listed: mask === undefined ? 0 : 1,
  };
}

/** Whether an e-mail address is masked, wherever it stands. */
export const hidesAddresses = (mask: Mask | undefined): boolean =>
  mask?.(labelOfIdentifier('email', '')) !== undefined;

const isCovered = ({ data_categories: own }: Purpose, category: string): boolean =>
  own.some((one) => covers(one, category));

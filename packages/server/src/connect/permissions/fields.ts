// Which fields a purpose may see of a person: those whose category it covers. A special category needs more than that, and
// may differ from person to person.
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import {
  covers,
  findLabels,
  isSpecial,
  type LabelSubject,
  listAttributeCategories,
} from '../../respect/categories/index.ts';
import { decide, nobody, type Reason, type Subject } from '../../respect/gate/index.ts';
import type { Purpose } from '../../respect/purposes/index.ts';

/** Why the purpose may not see data of this category; undefined where it may. */
export type CategoryGate = (subject: Subject, category: string | null) => Reason | undefined;

/** For many fields of many people: what does not depend on the person is found once. */
export function openCategoryGate(purpose: Purpose, at: number): CategoryGate {
  const same = new Map<string, Reason | undefined>();
  const ask = (subject: Subject, category: string): Reason | undefined => {
    const { decision, reason } = decide(subject, { purpose, categories: [category], at });
    return decision === 'deny' ? reason : undefined;
  };
  return function why(subject, category) {
    if (category === null) return undefined;
    if (isSpecial(category)) return ask(subject, category);
    if (!same.has(category)) same.set(category, coverReason(ask(nobody, category)));
    return same.get(category);
  };
}

/** Of somebody who never said anything only this says something about the category. */
const coverReason = (reason: Reason | undefined): Reason | undefined =>
  reason?.code === 'category_not_covered' ? reason : undefined;

/** The categories of these attributes, or of these properties of an event; null where nothing personal is known of one. */
export async function findCategories(
  scope: Scope<Queryable>,
  subject: LabelSubject,
  event: string,
  names: readonly string[],
): Promise<Map<string, string | null>> {
  if (names.length === 0) return new Map();
  const labels = await findLabels(scope, subject, event, names);
  return new Map([...labels].map(([name, { category }]) => [name, category]));
}

/** Attributes by which nobody may be searched for the purpose: a hit would tell the value. */
export async function listUnsearchable(scope: Scope<Queryable>, purpose: Purpose): Promise<string[]> {
  const categories = await listAttributeCategories(scope);
  return [...categories].flatMap(([name, category]) =>
    isSpecial(category) || !isCovered(purpose, category) ? [name] : [],
  );
}

const isCovered = ({ data_categories: own }: Purpose, category: string): boolean =>
  own.some((one) => covers(one, category));

/** Types of identifiers by which people may be searched for the purpose; `others`: types that have no category of their own. */
export const listSearchable = (purpose: Purpose): { types: string[]; hidden: string[]; others: 0 | 1 } => {
  const types = Object.keys(identifierCategories);
  const hidden = types.filter((type) => !isCovered(purpose, categoryOfIdentifier(type)));
  return { types, hidden, others: isCovered(purpose, 'user.unique_id') ? 1 : 0 };
};

const identifierCategories: Record<string, string> = {
  email: 'user.contact.email',
  email_sha256: 'user.contact.email',
  phone: 'user.contact.phone_number',
  phone_sha256: 'user.contact.phone_number',
  anonymous_id: 'user.unique_id.pseudonymous',
  device_id: 'user.device',
  push_token: 'user.device',
  ga_client_id: 'user.unique_id.pseudonymous',
};

/** What an identifier of this type is. */
export const categoryOfIdentifier = (type: string): string =>
  Object.hasOwn(identifierCategories, type) ? (identifierCategories[type] as string) : 'user.unique_id';

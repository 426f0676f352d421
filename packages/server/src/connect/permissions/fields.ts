// Which fields a purpose may see of a person: those whose category it covers. A special category needs more than that, and
// may differ from person to person. Which of them whoever asks sees masked is another question (`respect/categories`).
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import {
  findLabels,
  isNeverDisclosed,
  isSpecial,
  type Label,
  type LabelSubject,
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
  const askOnce = (category: string): Reason | undefined =>
    isNeverDisclosed(category) ? neverDisclosed(category) : coverReason(ask(nobody, category));
  return function why(subject, category) {
    if (category === null) return undefined;
    if (isSpecial(category) && !isNeverDisclosed(category)) return ask(subject, category);
    if (!same.has(category)) same.set(category, askOnce(category));
    return same.get(category);
  };
}

/** Of somebody who never said anything only this says something about the category. */
const coverReason = (reason: Reason | undefined): Reason | undefined =>
  reason?.code === 'category_not_covered' ? reason : undefined;

/**
 * Why a definition for the purpose may not look at data of this category at all: whom it finds tells what it looked at, of
 * those too who permit the purpose and not this. So a special category needs a purpose that everybody permits expressly
 * wherever they live, or that rests on something else that covers it.
 */
export function whyNotAsked(purpose: Purpose, category: string | null): Reason | undefined {
  if (category === null) return undefined;
  if (isNeverDisclosed(category)) return neverDisclosed(category);
  const notCovered = coverReason(decide(nobody, { purpose, categories: [category], at: 0 }).reason);
  if (notCovered !== undefined || !isSpecial(category)) return notCovered;
  const grounds = [purpose, ...Object.values(purpose.jurisdictions)];
  const isPermitted = grounds.every(
    ({ legal_basis: basis, consent_model: model }) =>
      model === 'explicit' || (purpose.special_categories && basis !== 'consent'),
  );
  return isPermitted ? undefined : { code: 'needs_explicit', message: needsExplicit(purpose, category) };
}

const needsExplicit = ({ name }: Purpose, category: string): string =>
  `"${name}" may look at data of the special category ${category} only of those who permit that expressly.`;

const neverDisclosed = (category: string): Reason => ({
  code: 'never_disclosed',
  message: `Data of the category ${category} is kept, and never shown to anybody.`,
});

/** The labels of these attributes, or of these properties of an event. */
export const findFields = (
  scope: Scope<Queryable>,
  subject: LabelSubject,
  event: string,
  names: readonly string[],
): Promise<Map<string, Label>> =>
  names.length === 0 ? Promise.resolve(new Map()) : findLabels(scope, subject, event, names);

// Categories of consent banners, as RudderStack has them: `context.consentManagement`, lists of what is allowed and denied.
//
// Two empty lists refuse everything, like an empty object of Segment. What both lists name is denied. The strategy `or`
// that may come along is not followed: a purpose needs all categories that speak of it.
import { judgeCategories, namesUnknown } from './categories.ts';
import { malformed, toUnknownCategory } from './faults.ts';
import type { Listeners } from './listeners.ts';
import type { Findings } from './model.ts';
import { isFields } from './received.ts';

const method = 'consent_management';

export function readConsentManagement(told: unknown, listeners: Listeners): Findings {
  const fault = malformed(method, 'send allowedConsentIds and deniedConsentIds as lists of texts');
  if (!isFields(told)) return { statements: [], faults: [fault] };
  const { allowedConsentIds: allowed, deniedConsentIds: denied } = told;
  const answers = new Map<string, boolean>();
  const odd = [note(allowed, true, answers, listeners), note(denied, false, answers, listeners)].includes(
    false,
  );
  const unknown = [allowed, denied].some((list) => Array.isArray(list) && namesUnknown(list, listeners));
  const refusesAll = isNothing(allowed) && (denied === undefined || isNothing(denied));
  return {
    ...judgeCategories(listeners, answers, { refusesAll, isWhole: Array.isArray(allowed), method }),
    faults: [...(odd ? [fault] : []), ...(unknown ? [toUnknownCategory(method)] : [])],
  };
}

const isNothing = (list: unknown): boolean => Array.isArray(list) && list.length === 0;

/** Whether the list could be read. Absent it says nothing. */
function note(
  list: unknown,
  allows: boolean,
  answers: Map<string, boolean>,
  { categoryNames }: Listeners,
): boolean {
  if (list === undefined || list === null) return true;
  if (!Array.isArray(list)) return false;
  for (const name of list) if (categoryNames.has(name)) answers.set(name, allows);
  return list.every((name) => typeof name === 'string');
}

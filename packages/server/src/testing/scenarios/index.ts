// All scenarios of definitions by group, and generators of more.
import { attributeChanges } from './attribute-changes.ts';
import { attributeHistory } from './attribute-history.ts';
import { calendarWindows } from './calendar-windows.ts';
import { computedValues } from './computed-values.ts';
import { dates } from './dates.ts';
import { eventConditions } from './event-conditions.ts';
import { listsAndPaths } from './lists-and-paths.ts';
import { logic } from './logic.ts';
import { lookUps } from './look-ups.ts';
import { memberships } from './memberships.ts';
import { permissions } from './permissions.ts';
import type { Scenario } from './scenario.ts';
import { selectors } from './selectors.ts';
import { sequences } from './sequences.ts';
import { traitValues } from './trait-values.ts';
import { unfollowed } from './unfollowed.ts';
import { valueTests } from './value-tests.ts';
import { windows } from './windows.ts';

export { arbitraryCondition } from './arbitrary-condition.ts';
export { arbitraryPerson } from './arbitrary-person.ts';
export { arbitraryQuestions } from './arbitrary-questions.ts';
export { arbitraryTraitValue } from './arbitrary-trait-value.ts';
export { catalog } from './catalog.ts';
export type { ConditionScenario, Scenario, ValueScenario } from './scenario.ts';

export const scenarioGroups: Record<string, readonly Scenario[]> = {
  logic,
  'tests of values': valueTests,
  'lists, paths, expressions': listsAndPaths,
  dates,
  'attributes over time': attributeHistory,
  'attributes that changed': attributeChanges,
  'look-ups': lookUps,
  'memberships and chance': memberships,
  'what the purpose may see': permissions,
  selectors,
  windows,
  'windows of the calendar': calendarWindows,
  'conditions over events': eventConditions,
  sequences,
  'sequences that nothing follows': unfollowed,
  'values of traits': traitValues,
  'computed values': computedValues,
};

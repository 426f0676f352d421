// All scenarios of definitions by group.
import { attributeChanges } from './attribute-changes.ts';
import { attributeHistory } from './attribute-history.ts';
import { dates } from './dates.ts';
import { listsAndPaths } from './lists-and-paths.ts';
import { logic } from './logic.ts';
import { memberships } from './memberships.ts';
import type { Scenario } from './scenario.ts';
import { valueTests } from './value-tests.ts';

export type { ConditionScenario, Scenario, ValueScenario } from './scenario.ts';

export const scenarioGroups: Record<string, readonly Scenario[]> = {
  logic,
  'tests of values': valueTests,
  'lists, paths, expressions': listsAndPaths,
  dates,
  'attributes over time': attributeHistory,
  'attributes that changed': attributeChanges,
  'memberships and chance': memberships,
};

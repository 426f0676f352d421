// Scenarios of conditions that join others.
import type { Condition } from '@rapport/protocol';
import { isTrueOf, person } from './scenario.ts';

const yes: Condition = { everyone: true };
const no: Condition = { not: yes };

const rows: [condition: Condition, expected: boolean][] = [
  [yes, true],
  [no, false],
  [{ all: [] }, true],
  [{ all: [yes, yes] }, true],
  [{ all: [yes, no] }, false],
  [{ any: [] }, false],
  [{ any: [no, yes] }, true],
  [{ any: [no, no] }, false],
  [{ one: [] }, false],
  [{ one: [no, yes, no] }, true],
  [{ one: [yes, yes] }, false],
  [{ one: [yes, yes, yes] }, false],
  [{ one: [no, no] }, false],
  [{ at_least: 1, of: [] }, false],
  [{ at_least: 2, of: [yes, no] }, false],
  [{ at_least: 2, of: [yes, no, yes] }, true],
  [{ at_least: 2, of: [yes, yes, yes] }, true],
  [{ at_least: 4, of: [yes, yes, yes] }, false],
  [{ not: { not: yes } }, true],
  [{ not: { any: [no, { all: [yes, { one: [no, no] }] }] } }, true],
];

export const logic = rows.map(([condition, expected]) =>
  isTrueOf(JSON.stringify(condition), condition, person(), expected),
);

// Scenarios of tests of one value that time does not change. The value is that of the attribute `x`; undefined is not told.
import type { Condition, Test } from '@rapport/protocol';
import { isTrueOf, person, told } from './scenario.ts';

type Row = [test: Test, value: unknown, expected: boolean];

const presence: Row[] = [
  [{ exists: true }, undefined, false],
  [{ exists: true }, null, false],
  [{ exists: true }, '', true],
  [{ exists: true }, [], true],
  [{ exists: true }, {}, false],
  [{ exists: true }, { a: { b: null } }, false],
  [{ exists: true }, { a: { b: 'null' } }, true],
  [{ exists: true }, false, true],
  [{ exists: true }, 0, true],
  [{ exists: false }, undefined, true],
  [{ exists: false }, null, true],
  [{ exists: false }, '', false],
];

const equality: Row[] = [
  [{ is: 'gold' }, 'gold', true],
  [{ is: 'gold' }, 'Gold', false],
  [{ is: 'gold' }, 'gold ', false],
  [{ is: '' }, '', true],
  [{ is: '' }, undefined, false],
  [{ is: '5' }, 5, false],
  [{ is: 5 }, '5', false],
  [{ is: 5 }, 5.0, true],
  [{ is: 0 }, -0, true],
  [{ is: 0.3 }, 0.1 + 0.2, false],
  [{ is: 2 ** 53 }, 2 ** 53 + 1, true],
  [{ is: 2 ** 53 }, 2 ** 53 + 2, false],
  [{ is: 1 }, true, false],
  [{ is: true }, true, true],
  [{ is: true }, 'true', false],
  [{ is: false }, 0, false],
  [{ is: false }, undefined, false],
  [{ is: 'gold' }, ['gold'], false],
  [{ is: '[]' }, [], false],
  [{ is: 'é' }, 'e\u0301', false],
  [{ is: 'GOLD', ignoring_case: true }, 'gold', true],
  [{ is: 'łódź', ignoring_case: true }, 'ŁÓDŹ', true],
  [{ is: 'straße', ignoring_case: true }, 'STRASSE', false],
  [{ is: 'ΟΔΟΣ', ignoring_case: true }, 'οδοσ', true],
  [{ is: 'ΟΔΟΣ', ignoring_case: true }, 'οδος', false],
  [{ is: 'İ', ignoring_case: true }, 'i\u0307', false],
  [{ is: 'İ', ignoring_case: true }, 'İ', true],
  [{ is: '\u212a', ignoring_case: true }, 'k', true],
  [{ is: '𐐀', ignoring_case: true }, '𐐨', true],
  [{ is: 5, ignoring_case: true }, 5, true],
  [{ is_one_of: [] }, 'gold', false],
  [{ is_one_of: [] }, undefined, false],
  [{ is_one_of: ['gold', 5, true] }, 5, true],
  [{ is_one_of: ['gold', 5, true] }, '5', false],
  [{ is_one_of: ['gold', 5, true] }, 'GOLD', false],
  [{ is_one_of: ['gold', 5, true], ignoring_case: true }, 'GOLD', true],
];

const texts: Row[] = [
  [{ contains: 'ol' }, 'gold', true],
  [{ contains: 'OL' }, 'gold', false],
  [{ contains: 'OL', ignoring_case: true }, 'gold', true],
  [{ contains: '%' }, 'gold', false],
  [{ contains: '_' }, 'gold', false],
  [{ contains: '\\' }, 'a\\b', true],
  [{ contains: 'gold' }, ['gold'], false],
  [{ contains: '5' }, 55, false],
  [{ contains: 'x' }, undefined, false],
  [{ starts_with: 'go' }, 'gold', true],
  [{ starts_with: 'old' }, 'gold', false],
  [{ starts_with: 'gold' }, 'gold', true],
  [{ starts_with: 'gold!' }, 'gold', false],
  [{ starts_with: 'GO', ignoring_case: true }, 'gold', true],
  [{ ends_with: 'ld' }, 'gold', true],
  [{ ends_with: 'go' }, 'gold', false],
  [{ ends_with: 'ŹĆ', ignoring_case: true }, 'miedź i wieźć', true],
  [{ ends_with: 'd' }, undefined, false],
];

const numbers: Row[] = [
  [{ more_than: 5 }, 5, false],
  [{ more_than: 5 }, 5.000001, true],
  [{ more_than: 5 }, '6', false],
  [{ more_than: -1 }, true, false],
  [{ more_than: -1 }, undefined, false],
  [{ at_least: 5 }, 5, true],
  [{ at_least: 5 }, 4.999999, false],
  [{ at_least: 0 }, -0, true],
  [{ less_than: 5 }, 5, false],
  [{ less_than: 5 }, -1e300, true],
  [{ less_than: 5 }, undefined, false],
  [{ less_than: 5 }, null, false],
  [{ at_most: 5 }, 5, true],
  [{ at_most: 5 }, 5.1, false],
  [{ between: [5, 7] }, 5, true],
  [{ between: [5, 7] }, 7, true],
  [{ between: [5, 7] }, 7.1, false],
  [{ between: [5, 7] }, 4.9, false],
  [{ between: [5, 5] }, 5, true],
  [{ between: [5, 7] }, [6], false],
];

const negated: Row[] = [
  [{ not: { is: 'gold' } }, 'gold', false],
  [{ not: { is: 'gold' } }, undefined, true],
  [{ not: { more_than: 5 } }, 'five', true],
  [{ not: { exists: false } }, undefined, false],
  [{ not: { not: { is: 'gold' } } }, 'gold', true],
  [{ not: { not: { is: 'gold' } } }, undefined, false],
];

/** A table of tests of the attribute `x` as scenarios. */
export const ofAttribute = (rows: readonly Row[]) =>
  rows.map(([test, value, expected]) =>
    isTrueOf(
      `${JSON.stringify(test)} of ${JSON.stringify(value)}`,
      { attribute: 'x', ...test } satisfies Condition,
      person({ tellings: value === undefined ? [] : [told('x', value)] }),
      expected,
    ),
  );

export const valueTests = ofAttribute([...presence, ...equality, ...texts, ...numbers, ...negated]);

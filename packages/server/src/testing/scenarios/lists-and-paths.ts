// Scenarios of lists, of what lies inside objects, and of expressions.
import type { Condition } from '@rapport/protocol';
import { isTrueOf, person, told } from './scenario.ts';
import { ofAttribute } from './value-tests.ts';

const lists = ofAttribute([
  [{ some: { is: 'vip' } }, ['new', 'vip'], true],
  [{ some: { is: 'vip' } }, [], false],
  [{ some: { is: 'vip' } }, 'vip', false],
  [{ some: { is: 'vip' } }, undefined, false],
  [{ some: { exists: false } }, ['vip', null], true],
  [{ some: { exists: false } }, ['vip'], false],
  [{ some: { not: { is: 'vip' } } }, ['vip', 5], true],
  [{ some: { some: { is: 1 } } }, [[2], [3, 1]], true],
  [{ some: { is: 1 } }, [[1]], false],
  [{ each: { is: 'vip' } }, ['vip', 'vip'], true],
  [{ each: { is: 'vip' } }, ['vip', 'new'], false],
  [{ each: { is: 'vip' } }, ['vip', null], false],
  [{ each: { is: 'vip' } }, [], true],
  [{ each: { is: 'vip' } }, undefined, false],
  [{ each: { is: 'vip' } }, { 0: 'vip' }, false],
  [{ no: { is: 'vip' } }, ['new'], true],
  [{ no: { is: 'vip' } }, ['new', 'vip'], false],
  [{ no: { is: 'vip' } }, [], true],
  [{ no: { is: 'vip' } }, undefined, false],
  [{ no: { is: 'vip' } }, 'new', false],
  [{ not: { some: { is: 'vip' } } }, undefined, true],
  [{ length: { is: 0 } }, [], true],
  [{ length: { is: 0 } }, undefined, false],
  [{ length: { is: 1 } }, [null], true],
  [{ length: { at_least: 2 } }, ['a', 'b'], true],
  [{ length: { at_least: 2 } }, 'ab', false],
  [{ length: { at_least: 1 } }, { length: 5 }, false],
  [{ length: { not: { is: 2 } } }, ['a'], true],
]);

const expressions = ofAttribute([
  [{ matches: 'ol' }, 'gold', true],
  [{ matches: '^ol' }, 'gold', false],
  [{ matches: 'ld$' }, 'gold', true],
  [{ matches: 'ld$' }, 'gold\n', false],
  [{ matches: '^b' }, 'a\nb', false],
  [{ matches: 'a.b' }, 'a\nb', false],
  [{ matches: 'a.b' }, 'a\rb', true],
  [{ matches: 'a.b' }, 'a\u2028b', true],
  [{ matches: '^a.b$' }, 'a𐐀b', true],
  [{ matches: '[.]' }, 'gold', false],
  [{ matches: 'a\\sb' }, 'a\fb', true],
  [{ matches: 'a\\sb' }, 'a\vb', false],
  [{ matches: 'a\\sb' }, 'a\u00a0b', false],
  [{ matches: 'a\\Sb' }, 'a\u00a0b', true],
  [{ matches: '^[^\\s]+$' }, 'a\u00a0b', true],
  [{ matches: '^\\w+$' }, 'łódź', false],
  [{ matches: '^\\W\\w' }, 'łodz', true],
  [{ matches: '\\bold\\b' }, 'the old oak', true],
  [{ matches: '\\Bold' }, 'gold', true],
  [{ matches: '^\\d{2,4}$' }, '12345', false],
  [{ matches: '^(?:a|bc)+?$' }, 'abca', true],
  [{ matches: '[A-C]' }, 'b', false],
  [{ matches: '^\\{x\\}\\t$' }, '{x}\t', true],
  [{ matches: '5' }, 55, false],
  [{ matches: 'x*' }, '', true],
  [{ matches: 'x*' }, undefined, false],
]);

const home = person({
  tellings: [
    told('address', { city: 'Łódź', lines: ['one'], 'a.b': { 'c\\': 1 }, nothing: null }),
    told('a.b', 'dotted'),
    told('__proto__', 'mine'),
  ],
});
const paths: [condition: Condition, expected: boolean][] = [
  [{ attribute: 'address.city', is: 'Łódź' }, true],
  [{ attribute: 'address.town', exists: false }, true],
  [{ attribute: 'address.nothing', exists: false }, true],
  [{ attribute: 'address.city.x', exists: true }, false],
  [{ attribute: 'address.city.length', exists: true }, false],
  [{ attribute: 'address.lines.0', exists: true }, false],
  [{ attribute: 'address.lines', length: { is: 1 } }, true],
  [{ attribute: 'address.a\\.b.c\\\\', is: 1 }, true],
  [{ attribute: 'a\\.b', is: 'dotted' }, true],
  [{ attribute: 'a.b', exists: true }, false],
  [{ attribute: 'address', exists: true }, true],
  [{ attribute: 'address', is: 'Łódź' }, false],
  [{ attribute: 'address.constructor', exists: true }, false],
  [{ attribute: '__proto__', is: 'mine' }, true],
  [{ attribute: 'toString', exists: true }, false],
];

export const listsAndPaths = [
  ...lists,
  ...expressions,
  ...paths.map(([condition, expected]) => isTrueOf(JSON.stringify(condition), condition, home, expected)),
];

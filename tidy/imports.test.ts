// What the rules about imports catch, and what they leave alone.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findImports, importCircles, importDirection, importEntry, importSpecifiers } from './imports.ts';
import { applyRule, type Rule } from './rule.ts';

/** How many findings a rule has in one server file with one import. */
function count(rule: Rule, path: string, specifier: string): number {
  return rule.check(`packages/server/src/${path}`, `import { a } from '${specifier}';\n`, new Map()).length;
}

test('imports are found in all their forms, and not in prose', () => {
  const text = [
    "import a, { b } from './a.ts';",
    "import type { C } from './c.ts';",
    "export * from './d.ts';",
    "const e = await import('./e.ts');",
    "import './f.css';",
    "// from './g.ts'",
    'const h = "import \'./h.ts\'";',
    "const i = List.from('./i.ts');",
    'import {',
    '  j,',
    "} from 'j';",
  ].join('\n');
  const found = findImports('packages/x/src/x.ts', text);
  assert.deepEqual(
    found.map(({ line, specifier, target }) => [line, specifier, target]),
    [
      [1, './a.ts', 'packages/x/src/a.ts'],
      [2, './c.ts', 'packages/x/src/c.ts'],
      [3, './d.ts', 'packages/x/src/d.ts'],
      [4, './e.ts', 'packages/x/src/e.ts'],
      [5, './f.css', 'packages/x/src/f.css'],
      [11, 'j', undefined],
    ],
  );
});

test('an import that points up is caught', () => {
  assert.equal(count(importDirection, 'platform/http/a.ts', '../../respect/gate/index.ts'), 1);
  assert.equal(count(importDirection, 'respect/gate/a.ts', '../../connect/inbox/index.ts'), 1);
  assert.equal(count(importDirection, 'connect/inbox/a.test.ts', '../../engage/journeys/index.ts'), 1);
  assert.equal(count(importDirection, 'engage/journeys/a.ts', '../../main.ts'), 1);
  assert.equal(count(importDirection, 'engage/journeys/a.ts', '../../cli/rapport.ts'), 1);
});

test('an import that points down or along is fine', () => {
  assert.equal(count(importDirection, 'engage/journeys/a.ts', '../../platform/clock/index.ts'), 0);
  assert.equal(count(importDirection, 'connect/inbox/a.ts', '../sources/index.ts'), 0);
  assert.equal(count(importDirection, 'main.ts', './engage/journeys/index.ts'), 0);
  assert.equal(count(importDirection, 'cli/rapport.ts', '../main.ts'), 0);
});

test('only tests import testing', () => {
  assert.equal(count(importDirection, 'connect/inbox/a.ts', '../../testing/index.ts'), 1);
  assert.equal(count(importDirection, 'main.ts', './testing/index.ts'), 1);
  assert.equal(count(importDirection, 'connect/inbox/a.test.ts', '../../testing/index.ts'), 0);
});

test('an import of the inside of another capability is caught', () => {
  assert.equal(count(importEntry, 'connect/inbox/a.ts', '../sources/store.ts'), 1);
  assert.equal(count(importEntry, 'connect/inbox/a.test.ts', '../sources/store.ts'), 1);
  assert.equal(count(importEntry, 'main.ts', './connect/sources/store.ts'), 1);
  assert.equal(count(importEntry, 'connect/inbox/a.ts', '../sources/index.ts'), 0);
  assert.equal(count(importEntry, 'connect/inbox/a.ts', './store.ts'), 0);
  assert.equal(count(importEntry, 'connect/inbox/deep/a.ts', '../store.ts'), 0);
});

test('a circle of capabilities is caught, also a long one', () => {
  const file = (name: string, other: string): [string, string] => [
    `packages/server/src/connect/${name}/a.ts`,
    `import type { A } from '../${other}/index.ts';\n`,
  ];
  const straight = [file('one', 'two'), file('two', 'three')];
  assert.deepEqual(applyRule(importCircles, new Map(straight)), []);
  const circle = applyRule(importCircles, new Map([...straight, file('three', 'one')]));
  assert.equal(circle.length, 3);
  assert.match(circle[0] ?? '', /connect\/one → connect\/two → connect\/three → connect\/one/);
});

test('a relative import without the real ending is caught', () => {
  assert.equal(count(importSpecifiers, 'connect/inbox/a.ts', './store'), 1);
  assert.equal(count(importSpecifiers, 'connect/inbox/a.ts', './store.js'), 1);
  assert.equal(count(importSpecifiers, 'connect/inbox/a.ts', '..'), 1);
  assert.equal(count(importSpecifiers, 'connect/inbox/a.ts', './store.ts'), 0);
  assert.equal(count(importSpecifiers, 'connect/inbox/a.ts', 'fastify'), 0);
});

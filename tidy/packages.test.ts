// What the rules about packages catch, and what they leave alone.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { componentLibraryDoor, declaredDependencies, packageBorders } from './packages.ts';
import type { Rule } from './rule.ts';

const tree = new Map([
  ['package.json', '{"devDependencies":{"fast-check":"4.0.0"}}'],
  ['packages/server/package.json', '{"name":"@rapport/server","dependencies":{"@fastify/static":"1.0.0"}}'],
]);

function count(rule: Rule, path: string, specifier: string): number {
  return rule.check(path, `import { a } from '${specifier}';\n`, tree).length;
}

test('the console reaches nothing of ours but protocol, and nothing of Node', () => {
  const path = 'packages/console/src/live/page.tsx';
  assert.equal(count(packageBorders, path, '@rapport/server'), 1);
  assert.equal(count(packageBorders, path, '../../../server/src/connect/inbox/index.ts'), 1);
  assert.equal(count(packageBorders, path, '@rapport/protocol/src/errors.ts'), 1);
  assert.equal(count(packageBorders, path, 'node:fs'), 1);
  assert.equal(count(packageBorders, path, '@rapport/protocol'), 0);
  assert.equal(count(packageBorders, path, '../ui/table.tsx'), 0);
});

test('browser tests of the console may start the real server', () => {
  const path = 'packages/console/testing/people.browser.test.ts';
  assert.equal(count(packageBorders, path, '../../server/src/testing/index.ts'), 0);
  assert.equal(count(packageBorders, path, 'node:path'), 0);
  assert.equal(count(packageBorders, path, '../../protocol/src/errors.ts'), 1);
});

test('browser tests of the server may start the browser of the console, and use nothing else of it', () => {
  const path = 'packages/server/src/testing/end-to-end/shop.browser.test.ts';
  assert.equal(count(packageBorders, path, '../../../../console/testing/browser.ts'), 0);
  assert.equal(count(packageBorders, path, '../../../../console/src/ui/table.tsx'), 1);
  assert.equal(count(packageBorders, 'packages/server/src/main.ts', '../../console/testing/browser.ts'), 1);
});

test('protocol knows nobody and does no input or output', () => {
  const path = 'packages/protocol/src/messages.ts';
  assert.equal(count(packageBorders, path, '@rapport/server'), 1);
  assert.equal(count(packageBorders, path, '../../server/src/main.ts'), 1);
  assert.equal(count(packageBorders, path, 'node:fs'), 1);
  assert.equal(count(packageBorders, path, 'zod'), 0);
  assert.equal(count(packageBorders, 'packages/protocol/src/messages.test.ts', 'node:test'), 0);
});

test('a page of the console does not take components from the library itself', () => {
  assert.equal(count(componentLibraryDoor, 'packages/console/src/live/page.tsx', '@mantine/core'), 1);
  assert.equal(count(componentLibraryDoor, 'packages/console/src/ui/table.tsx', '@mantine/core'), 0);
});

test('a package that is only there because another needs it is caught', () => {
  const path = 'packages/server/src/platform/http/server.ts';
  assert.equal(count(declaredDependencies, path, 'undici'), 1);
  assert.equal(count(declaredDependencies, path, 'fast-check'), 1);
  assert.equal(count(declaredDependencies, path, '@fastify/static/sub'), 0);
  assert.equal(count(declaredDependencies, path, 'node:fs'), 0);
  assert.equal(count(declaredDependencies, 'packages/server/src/a.test.ts', 'fast-check'), 0);
  assert.equal(count(declaredDependencies, 'bench/read.ts', 'fastify'), 1);
});

// What the rule about pages catches, and what it leaves alone.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { docsNamePaths } from './docs.ts';

const tree = new Map(
  [
    'README.md',
    'bench/README.md',
    'docs/decisions/0001-node.md',
    'packages/server/src/connect/inbox/README.md',
    'packages/server/src/connect/inbox/store.ts',
    'packages/server/src/platform/clock/index.ts',
    'packages/server/migrations/0001-a.sql',
  ].map((path) => [path, '']),
);
const count = (text: string, path = 'README.md') => docsNamePaths.check(path, text, tree).length;

test('a path that leads nowhere is caught', () => {
  for (const path of [
    'bench/missing.ts',
    'packages/server/src/gone/',
    'connect/gone',
    'platform/clock/gone.ts',
    'gone.md',
    'docs/decisions/*.txt',
  ]) {
    assert.equal(count(`See \`${path}\`.`), 1, path);
  }
  assert.equal(count('See [this](docs/gone.md).'), 1);
});

test('a path that exists is fine, from the root, the server or the page itself', () => {
  for (const path of [
    'bench/',
    'docs/decisions',
    'packages/server/src/connect/inbox/store.ts',
    'platform/clock',
    'src/platform/clock/index.ts',
    'migrations/',
    'packages/server/src/<pillar>/<capability>/README.md',
    'docs/decisions/*.md',
    'store.ts',
  ]) {
    assert.equal(count(`See \`${path}\`.`), 0, path);
  }
  assert.equal(
    count(
      'See `store.ts` and [the root](../../../../../README.md).',
      'packages/server/src/connect/inbox/README.md',
    ),
    0,
  );
  assert.equal(count('See [this](docs/decisions/0001-node.md#why).'), 0);
});

test('what is no path of the repository is fine', () => {
  for (const text of [
    '`POST /v1/batch`',
    '`/v1/batch`',
    '`text/plain`',
    '`@rapport/protocol`',
    '`data/`',
    '`npm test`',
    '`and/or`',
  ]) {
    assert.equal(count(text), 0, text);
  }
  assert.equal(count('```\nbench/missing.ts\n```\n'), 0);
  assert.equal(count('[site](https://example.com) [part](#part)'), 0);
});

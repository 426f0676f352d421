// What the rule about the lock file catches, and what it leaves alone.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lockIsWhole } from './lock.ts';

const count = (packages: object, path = 'package-lock.json') =>
  lockIsWhole.check(path, JSON.stringify({ packages }), new Map()).length;

test('a lock file that lacks a package is caught', () => {
  assert.equal(count({ '': { dependencies: { a: '1' } } }), 1);
  assert.equal(
    count({ 'node_modules/a': { optionalDependencies: { '@a/darwin': '1', '@a/linux': '1' } } }),
    2,
  );
  assert.equal(count({ 'packages/x': { dependencies: { a: '1' } }, 'node_modules/b/node_modules/a': {} }), 1);
});

test('a package beside or above is found, an optional peer is not asked for', () => {
  assert.equal(count({ '': { dependencies: { a: '1' } }, 'node_modules/a': {} }), 0);
  assert.equal(count({ 'packages/x': { dependencies: { '@b/a': '1' } }, 'node_modules/@b/a': {} }), 0);
  assert.equal(
    count({ 'node_modules/b': { dependencies: { a: '1' } }, 'node_modules/b/node_modules/a': {} }),
    0,
  );
  assert.equal(count({ 'node_modules/b': { peerDependencies: { a: '1' } } }), 0);
});

// Ticking what a role may do: changing brings reading, and what this page does not know stays.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { may, withScope } from './scopes.ts';

test('changing brings reading, and without reading nothing is changed', () => {
  const given = withScope(['test:write'], 'sources', 'write', true);
  assert.deepEqual(given, ['test:write', 'sources:read', 'sources:write']);
  assert.deepEqual(withScope(given, 'sources', 'write', false), ['test:write', 'sources:read']);
  assert.deepEqual(withScope(given, 'sources', 'read', false), ['test:write']);
});

test('who may do everything may do each thing', () => {
  assert.ok(may(['*'], 'keys', 'write'));
  assert.ok(!may(['keys:read'], 'keys', 'write'));
  const less = withScope(['*'], 'keys', 'write', false);
  assert.deepEqual([may(less, 'keys', 'write'), may(less, 'keys', 'read')], [false, true]);
  assert.ok(may(less, 'members', 'write'));
});

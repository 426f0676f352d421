// What the rules about the look of files catch, and what they leave alone.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileLength, noMachinePaths, openingSentence, telling } from './shape.ts';

const count = (rule: typeof fileLength, path: string, text = '') => rule.check(path, text, new Map()).length;

test('a file that is too long is caught', () => {
  assert.equal(count(fileLength, 'a.ts', 'a\n'.repeat(601)), 1);
  assert.equal(count(fileLength, 'a.ts', 'a\n'.repeat(600)), 0);
  assert.equal(count(fileLength, 'ARCHITECTURE.md', 'a\n'.repeat(301)), 1);
  assert.equal(count(fileLength, 'package-lock.json', 'a\n'.repeat(9000)), 0);
});

test('a source file without an opening sentence is caught', () => {
  for (const text of ["import a from 'a';\n", '', '// biome-ignore all: b\n', '/** @file */\n']) {
    assert.equal(count(openingSentence, 'a.ts', text), 1, text);
  }
  assert.equal(count(openingSentence, 'a.sql', 'create table a ();'), 1);
  assert.equal(count(openingSentence, 'a.ts', '// Counts what is there.\n'), 0);
  assert.equal(count(openingSentence, 'a.ts', '#!/usr/bin/env node\n// Counts what is there.\n'), 0);
  assert.equal(count(openingSentence, 'a.tsx', '/**\n * Counts what is there.\n */\n'), 0);
  assert.equal(count(openingSentence, 'a.sql', '-- Counts what is there.\n'), 0);
  assert.equal(count(openingSentence, 'a.sql', '--! breaking\n-- Counts what is there.\n'), 0);
});

test('names that say nothing are caught', () => {
  for (const path of [
    'a/utils/b.ts',
    'a/helpers.ts',
    'common.ts',
    'a/types.ts',
    'a/service/b.ts',
    'date-utils.ts',
  ]) {
    assert.equal(count(telling, path), 1, path);
  }
  for (const path of ['Inbox.ts', 'inboxStore.ts', 'inbox_store.ts'])
    assert.equal(count(telling, path), 1, path);
  for (const path of [
    'a/inbox-store.test.ts',
    'README.md',
    '.ci/run',
    'a/service-desk.ts',
    'a/event-types.ts',
  ]) {
    assert.equal(count(telling, path), 0, path);
  }
});

test('a folder of one machine is caught, a route is not', () => {
  for (const folder of ['work', 'tmp', 'root', 'home', 'Users']) {
    assert.equal(count(noMachinePaths, 'a.md', `look into ${['', folder, 'x'].join('/')}`), 1, folder);
  }
  assert.equal(count(noMachinePaths, 'package-lock.json', '"resolved": "https://registry.example/a.tgz"'), 1);
  for (const text of [
    'GET /api/home',
    `\`${['packages', 'work', 'x'].join('/')}\``,
    './tmp/x',
    ['https:', '', 'example.com', 'work', 'x'].join('/'),
    '$root/root/x',
  ]) {
    assert.equal(count(noMachinePaths, 'a.md', text), 0, text);
  }
});

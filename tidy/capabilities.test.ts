// What the rules about capability folders and their tables catch, and what they leave alone.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { capabilityFolders, capabilityPlaces, findTables, tablesAreDescribed } from './capabilities.ts';
import { applyRule } from './rule.ts';

const folder = 'packages/server/src/connect/inbox/';
const migration = 'packages/server/migrations/0001-a.sql';

test('a capability without face or page is caught, once', () => {
  const half = new Map([
    [`${folder}store.ts`, ''],
    [`${folder}index.ts`, ''],
  ]);
  assert.equal(applyRule(capabilityFolders, half).length, 1);
  assert.equal(applyRule(capabilityFolders, new Map([[`${folder}store.ts`, '']])).length, 2);
  assert.equal(applyRule(capabilityFolders, new Map([...half, [`${folder}README.md`, '']])).length, 0);
});

test('server code beside the pillars is caught', () => {
  const count = (path: string) => capabilityPlaces.check(`packages/server/src/${path}`, '', new Map()).length;
  for (const path of ['domain/a.ts', 'connect/a.ts', 'platform/a.ts']) assert.equal(count(path), 1, path);
  for (const path of [
    'main.ts',
    'cli/rapport.ts',
    'connect/inbox/a.ts',
    'platform/ids/a.ts',
    'testing/a.ts',
  ]) {
    assert.equal(count(path), 0, path);
  }
});

test('tables are found in both dialects, partitions and comments left out', () => {
  const sql = [
    'create table inbox (id int);',
    'CREATE TABLE IF NOT EXISTS events (id UInt64);',
    'create unlogged table public.seen (id int);',
    'create materialized view if not exists totals as select 1;',
    'create table inbox_1 partition of inbox default;',
    '-- create table prose (id int);',
  ].join('\n');
  assert.deepEqual(findTables(sql), [
    { name: 'inbox', line: 1 },
    { name: 'events', line: 2 },
    { name: 'seen', line: 3 },
    { name: 'totals', line: 4 },
  ]);
});

test('a table that no README names is caught', () => {
  const readme = (text: string): [string, string] => [`${folder}README.md`, text];
  const created: [string, string] = [migration, 'create table inbox (id int);\n'];
  assert.equal(applyRule(tablesAreDescribed, new Map([created])).length, 1);
  assert.equal(applyRule(tablesAreDescribed, new Map([created, readme('the inbox')])).length, 1);
  assert.equal(applyRule(tablesAreDescribed, new Map([created, readme('Tables: `inbox`.')])).length, 0);
});

test('a table that a later migration drops needs no README', () => {
  const dropped: [string, string] = ['packages/server/migrations/0002-b.sql', 'drop table if exists inbox;'];
  assert.equal(
    applyRule(tablesAreDescribed, new Map([[migration, 'create table inbox (id int);'], dropped])).length,
    0,
  );
});

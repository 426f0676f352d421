// The default workspace and the secrets that a server makes once.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTestDatabase, type TestDatabase } from '../../testing/index.ts';
import { standingClock } from '../clock/index.ts';
import { ensureDefaultWorkspace, ensureSecret, listWorkspaces } from './index.ts';

const clock = standingClock(new Date('2026-03-01T12:00:00Z'));
let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(() => database.drop());

test('The default workspace is made once, also by servers that start together', async () => {
  const all = await Promise.all(Array.from({ length: 5 }, () => ensureDefaultWorkspace(database.db, clock)));
  assert.equal(new Set(all.map(({ id }) => id)).size, 1);
  assert.equal(all[0]?.slug, 'default');
  assert.deepEqual(await listWorkspaces(database.db), [all[0]]);
});

test('A secret is made once and kept', async () => {
  let made = 0;
  const make = (): string => {
    made += 1;
    return `secret ${made}`;
  };
  const all = await Promise.all(
    Array.from({ length: 5 }, () => ensureSecret(database.db, clock, 'signing', make)),
  );
  assert.equal(new Set(all.map(({ value }) => value)).size, 1);
  assert.equal(all.filter(({ fresh }) => fresh).length, 1);
  const again = await ensureSecret(database.db, clock, 'signing', make);
  assert.deepEqual(again, { value: all[0]?.value, fresh: false });
  const other = await ensureSecret(database.db, clock, 'another', make);
  assert.notEqual(other.value, again.value);
});

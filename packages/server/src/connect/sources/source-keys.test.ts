// Looking up write keys: cheap for known and unknown ones, and never a wrong no.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { standingClock } from '../../platform/clock/index.ts';
import type { Queryable } from '../../platform/postgres/index.ts';
import { ensureDefaultWorkspace, type Scope } from '../../platform/workspaces/index.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/index.ts';
import { openSourceKeys } from './source-keys.ts';
import { createSource, updateSource } from './store.ts';

const clock = standingClock(new Date('2026-03-01T12:00:00Z'));
let database: TestDatabase;
let scope: Scope;
before(async () => {
  database = await createTestDatabase();
  scope = { db: database.db, workspaceId: (await ensureDefaultWorkspace(database.db, clock)).id };
});
after(() => database.drop());

/** The real database, with a count of the questions, and a switch that takes it away. */
function watched(): Queryable & { asked: number; away: boolean; delayMs: number } {
  const self = {
    asked: 0,
    away: false,
    delayMs: 0,
    async query<Row extends object>(text: string, values?: unknown[], name?: string): Promise<Row[]> {
      self.asked += 1;
      if (self.away) throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
      const rows = await database.db.query<Row>(text, values, name);
      const { delayMs } = self;
      if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
      return rows;
    },
  };
  return self;
}

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('Write keys', () => {
  test('Known and unknown keys cost no question to the database', async () => {
    const source = await createSource(scope, clock, { name: 'Cheap', kind: 'server' });
    const db = watched();
    const keys = await openSourceKeys(db);
    assert.equal(db.asked, 1);
    for (let i = 0; i < 1000; i += 1) {
      assert.equal((await keys.find(source.write_key))?.name, 'Cheap');
      assert.equal(await keys.find(`unknown ${i}`), undefined);
    }
    assert.equal(db.asked, 1, 'unknown keys are looked up again once a second at most');
    await later(1100);
    await Promise.all(Array.from({ length: 100 }, (_, i) => keys.find(`unknown ${i}`)));
    assert.equal(db.asked, 2);
    keys.close();
  });

  test('A key that was made elsewhere is found, by all who ask at the same time', async () => {
    const db = watched();
    const keys = await openSourceKeys(db);
    const source = await createSource(scope, clock, { name: 'Made elsewhere', kind: 'server' });
    await later(1100);
    db.delayMs = 50;
    const found = await Promise.all(Array.from({ length: 20 }, () => keys.find(source.write_key)));
    assert.ok(found.every((one) => one?.name === 'Made elsewhere'));
    keys.close();
  });

  test('A slow answer from before a change does not undo it', async () => {
    const source = await createSource(scope, clock, { name: 'Rotated', kind: 'server' });
    const db = watched();
    const keys = await openSourceKeys(db);
    db.delayMs = 100;
    const slow = keys.refresh();
    await later(20);
    db.delayMs = 0;
    await updateSource(scope, source.id, { write_key: 'the-new-key' });
    await Promise.all([keys.refresh(), slow]);
    assert.equal((await keys.find('the-new-key'))?.name, 'Rotated');
    assert.equal(await keys.find(source.write_key), undefined);
    keys.close();
  });

  test('While the database is away known keys keep their meaning, and of others nobody says that they do not exist', async () => {
    const source = await createSource(scope, clock, { name: 'Kept', kind: 'server' });
    const db = watched();
    const keys = await openSourceKeys(db);
    db.away = true;
    await later(1100);
    assert.equal((await keys.find(source.write_key))?.name, 'Kept');
    await assert.rejects(keys.find('perhaps new'), { code: 'ECONNREFUSED' });
    await assert.rejects(keys.find('perhaps new'), { code: 'ECONNREFUSED' });
    db.away = false;
    await later(1100);
    assert.equal(await keys.find('perhaps new'), undefined);
    keys.close();
  });
});

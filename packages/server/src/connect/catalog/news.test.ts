// News of changed objects: after the commit, of whoever told, and with enough to find whose card changes.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { standingClock } from '../../platform/clock/index.ts';
import { ensureDefaultWorkspace, type Scope } from '../../platform/workspaces/index.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/index.ts';
import { openCatalogNews } from './changed.ts';
import { openCatalogMemory, recordObjects } from './events.ts';
import { removeType } from './set-types.ts';
import { ensureStarterTypes } from './starter-types.ts';
import { tellObjects } from './tell.ts';
import type { Telling } from './telling.ts';
import { listCatalogTypes } from './types-store.ts';

let database: TestDatabase;
let scope: Scope;
const clock = standingClock(new Date('2026-11-01T00:00:00Z'));
before(async () => {
  database = await createTestDatabase();
  const { id } = await ensureDefaultWorkspace(database.db, clock);
  scope = { db: database.db, workspaceId: id };
  await ensureStarterTypes(scope, clock);
});
after(() => database.drop());

const memory = openCatalogMemory();
let count = 0;
function record(event: string, properties: Record<string, unknown>, userId = 'sarah') {
  count += 1;
  const message = { type: 'track' as const, event, properties };
  const named = [{ type: 'user_id', value: userId }];
  const item = {
    message,
    messageId: `m-${count}`,
    ...{ timestampMs: clock.nowMs() + count, receivedMs: clock.nowMs() + count },
    source: { id: 1 },
    named,
  };
  return scope.db.transaction((tx) =>
    recordObjects({ ...scope, db: tx }, { items: [item], snapshots: [1n], memory }),
  );
}

describe('News of objects', () => {
  test('name each object once, with its person, whoever else tells of it', async () => {
    const person = { type: 'user_id', value: 'sarah' };
    const products = [{ product_id: 'P-1', name: 'Ring' }];
    assert.deepEqual(await record('Order Completed', { order_id: 'O-1', products }), [
      { type: 'order', id: 'O-1', person },
      { type: 'product', id: 'P-1', person: null },
    ]);
    assert.deepEqual(await record('Order Cancelled', { order_id: 'O-1' }, 'neha'), [
      { type: 'order', id: 'O-1', person },
    ]);
    assert.deepEqual(await record('Something Else', { order_id: 'O-1' }), []);
  });

  test('and the person whose it was, where the company says that it is somebody else’s', async () => {
    const type = (await listCatalogTypes(scope)).find(({ name }) => name === 'order');
    assert.ok(type);
    const [value, id] = ['neha', 'O-1'];
    const telling: Telling = { t: clock.nowMs(), k: 1, s: 0, m: '1', o: 'api', w: ['user_id', value], v: {} };
    const { changes } = await scope.db.transaction((tx) =>
      tellObjects({ ...scope, db: tx }, [{ type, id, telling }]),
    );
    assert.deepEqual(
      changes.map(({ person }) => person?.value),
      ['neha', 'sarah'],
    );
  });

  test('reach whoever listens, until they stop', () => {
    const { onCatalogChanged, tell } = openCatalogNews();
    const heard: unknown[] = [];
    const stop = onCatalogChanged((workspaceId, changes) => heard.push([workspaceId, changes.length]));
    tell(1, []);
    tell(1, [{ type: 'product', id: 'P-1', person: null }]);
    stop();
    tell(1, [{ type: 'product', id: 'P-1', person: null }]);
    assert.deepEqual(heard, [[1, 1]]);
  });

  test('a type that is removed is told of no more, and those who removed all get none again', async () => {
    for (const name of ['offer', 'order', 'product', 'stock', 'store', 'ticket'])
      await removeType(scope, name, clock.now());
    await ensureStarterTypes(scope, clock);
    assert.deepEqual(await record('Order Completed', { order_id: 'O-2' }), []);
  });
});

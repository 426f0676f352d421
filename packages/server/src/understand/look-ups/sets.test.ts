// The ids that look-ups find: kept up by news, read anew where news were missed, and told apart by their tokens.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type LookUp, lookUpKey } from '@rapport/protocol';
import { ensureStarterTypes, getCatalogType, tellObjects } from '../../connect/catalog/index.ts';
import { standingClock } from '../../platform/clock/index.ts';
import { ensureDefaultWorkspace, type Scope } from '../../platform/workspaces/index.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/index.ts';
import {
  findLookedUp,
  haveLookUpsMoved,
  noteCatalogChanges,
  noteMissedChanges,
  openLookedUp,
} from './sets.ts';

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

const ofBrand = (brand: string): LookUp => ({
  ...{ property: 'product_id', of: 'product', field: 'brand', is: brand },
});
const acme = ofBrand('Acme');

let count = 0;
/** The brand of products, `undefined` for one that is removed. Gives the news of it. */
async function say(brands: Record<string, string | undefined>) {
  const type = await getCatalogType(scope, 'product');
  const told = Object.entries(brands).map(([id, brand]) => {
    count += 1;
    const telling = { t: clock.nowMs(), k: 1, s: 0, m: String(count).padStart(9, '0') };
    return {
      type,
      id,
      telling: { ...telling, ...(brand === undefined ? { x: true as const, v: {} } : { v: { brand } }) },
    };
  });
  const { changes } = await scope.db.transaction((tx) => tellObjects({ ...scope, db: tx }, told));
  return changes;
}
const sayAndNote = async (brands: Record<string, string | undefined>) =>
  noteCatalogChanges(scope, await say(brands));
async function find(lookUp: LookUp) {
  const found = (await findLookedUp(scope, [lookUp])).get(lookUpKey(lookUp));
  assert.ok(found);
  return found;
}
const idsOf = async (lookUp: LookUp) => (await find(lookUp)).ids;

test('are read once, and then as news say', async () => {
  await say({ pan: 'Acme', ring: 'Other', pot: 'Acme' });
  assert.deepEqual(await idsOf(acme), ['pan', 'pot']);
  await say({ ring: 'Acme' });
  assert.deepEqual(await idsOf(acme), ['pan', 'pot'], 'nobody was told');
  await sayAndNote({ pan: 'Other', lid: 'Acme', pot: undefined });
  assert.deepEqual(await idsOf(acme), ['lid']);
  noteMissedChanges(scope.db);
  assert.deepEqual(await idsOf(acme), ['lid', 'ring']);
  assert.deepEqual(await idsOf({ ...acme, of: 'order', field: 'state', is: 'completed' }), []);
});

test('have another token when they move, and none that was there before when they move back', async () => {
  const definition = { events: { name: 'A', where: [acme] }, count: { is: 1 } };
  const tokens = (await openLookedUp(scope, [{ definition }]))({ definition });
  assert.equal(tokens.length, 1);
  assert.equal(await haveLookUpsMoved(scope), false);
  assert.equal(await sayAndNote({ lid: 'Acme', chair: 'Other' }), true, 'a definition asks it');
  assert.equal(await haveLookUpsMoved(scope), false, 'the same are found');
  await sayAndNote({ chair: 'Acme' });
  assert.equal(await haveLookUpsMoved(scope), true);
  await sayAndNote({ chair: 'Other' });
  assert.deepEqual(await idsOf(acme), ['lid', 'ring']);
  assert.equal(await haveLookUpsMoved(scope), true, 'somebody may have been computed with the chair');
  assert.notDeepEqual((await openLookedUp(scope, [{ definition }]))({ definition }), tokens);
  assert.equal(await haveLookUpsMoved(scope), false, 'it was told');
  const plain = { definition: { everyone: true } };
  assert.deepEqual((await openLookedUp(scope, [plain]))(plain), []);
  assert.equal(await sayAndNote({ chair: 'Acme' }), false, 'no definition asks it any more');
});

test('are those of the end, whatever changes while they are read', async () => {
  const many = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`many-${i}`, 'Lots']));
  await sayAndNote(many);
  const lots = ofBrand('Lots');
  const reading = findLookedUp(scope, [lots]);
  for (let i = 0; i < 3000; i += 500)
    await sayAndNote({ [`many-${i}`]: i % 1000 === 0 ? 'Few' : undefined, [`new-${i}`]: 'Lots' });
  await reading;
  const ids = new Set(await idsOf(lots));
  assert.equal(ids.size, 3000);
  for (let i = 0; i < 3000; i += 500)
    assert.deepEqual([ids.has(`many-${i}`), ids.has(`new-${i}`)], [false, true]);
});

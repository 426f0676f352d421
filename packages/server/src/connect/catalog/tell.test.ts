// Objects as they are kept: folded in the database, beside others who write, and read back.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type CatalogType, catalogType } from '@rapport/protocol';
import { standingClock } from '../../platform/clock/index.ts';
import { ensureDefaultWorkspace, type Scope } from '../../platform/workspaces/index.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/index.ts';
import { eachObject, listObjectsByIds, listReferring } from './read.ts';
import { type ObjectTelling, tellObjects } from './tell.ts';
import type { Telling } from './telling.ts';
import { type CatalogTypeRow, insertType, listCatalogTypes, lockTypes } from './types-store.ts';

let database: TestDatabase;
let scope: Scope;
const clock = standingClock(new Date('2026-11-01T00:00:00Z'));
before(async () => {
  database = await createTestDatabase();
  const { id } = await ensureDefaultWorkspace(database.db, clock);
  scope = { db: database.db, workspaceId: id };
  await makeType('product', {
    title: 'Products',
    fields: { title: { kind: 'text' }, price: { kind: 'number' } },
    title_field: 'title',
  });
  await makeType('order', {
    title: 'Orders',
    fields: { placed_at: { kind: 'date' }, products: { kind: 'list' }, title: { kind: 'text' } },
    time_field: 'placed_at',
    references: [{ path: 'products.product_id', to: 'product' }],
  });
});
after(() => database.drop());

async function makeType(name: string, given: Partial<CatalogType>): Promise<void> {
  const definition = catalogType.parse(given);
  await database.db.transaction(async (tx) => {
    const own = { ...scope, db: tx };
    const edition = await lockTypes(own);
    await insertType(own, { name, definition, edition, at: clock.now(), by: 'system' });
  });
}
const typeOf = async (name: string): Promise<CatalogTypeRow> => {
  const type = (await listCatalogTypes(scope)).find((one) => one.name === name);
  assert.ok(type);
  return type;
};
const said = (t: number, v: Record<string, unknown>, more: Partial<Telling> = {}): Telling => ({
  ...{ t, k: 1, s: 0, m: `m${t}`, o: 'api', b: 'key:1', v },
  ...more,
});
const tell = (told: ObjectTelling[]) => scope.db.transaction((tx) => tellObjects({ ...scope, db: tx }, told));
const find = async (type: string, id: string) => (await listObjectsByIds(scope, [{ type, id }]))[0];
const plain = (object: Awaited<ReturnType<typeof find>>) =>
  object && Object.fromEntries([...object.fields].map(([name, { v }]) => [name, v]));

describe('What is told of objects', () => {
  test('is folded into what is kept, whatever comes late or twice', async () => {
    const type = await typeOf('product');
    const first = await tell([{ type, id: 'P-1', telling: said(2, { title: 'Ring', price: 9 }) }]);
    assert.deepEqual(first.changes, [{ type: 'product', id: 'P-1', person: null }]);
    await tell([{ type, id: 'P-1', telling: said(1, { price: 8 }) }]);
    const again = await tell([{ type, id: 'P-1', telling: said(2, { title: 'Ring', price: 9 }) }]);
    assert.deepEqual(again.changes, []);
    const found = await find('product', 'P-1');
    assert.deepEqual(
      [plain(found), found?.title, found?.updatedMs, found?.atMs],
      [{ title: 'Ring', price: 9 }, 'Ring', 2, 1],
    );
    const history = await scope.db.query('select told from catalog_history');
    assert.deepEqual(
      history.map(({ told }) => (told as Telling).v),
      [{ price: 8 }],
    );
  });

  test('an object told many times at once is folded once', async () => {
    const type = await typeOf('product');
    const told = Array.from({ length: 500 }, (_, i) => ({
      type,
      id: '商品',
      telling: said(i, { price: i }),
    }));
    const { changes } = await tell(told);
    assert.equal(changes.length, 1);
    const rows = await scope.db.query('select version from catalog_objects where id = $1', ['商品']);
    assert.deepEqual(rows, [{ version: 1 }]);
    assert.deepEqual(plain(await find('product', '商品')), { price: 499 });
  });

  test('many who write the same objects at once lose nothing', async () => {
    const type = await typeOf('product');
    const writers = Array.from({ length: 40 }, (_, i) =>
      tell(
        ['b', 'a', 'c', `own-${i}`].map((id) => ({
          type,
          id: `same-${id}`,
          telling: said(i, i % 2 === 0 ? { price: i } : { title: `title ${i}` }),
        })),
      ),
    );
    await Promise.all(writers);
    for (const id of ['a', 'b', 'c'])
      assert.deepEqual(plain(await find('product', `same-${id}`)), { price: 38, title: 'title 39' });
  });

  test('references are followed both ways, and go with what they came from', async () => {
    const type = await typeOf('order');
    const lines = (...ids: unknown[]) => ({ products: ids.map((product_id) => ({ product_id })) });
    await tell([
      { type, id: 'O-1', telling: said(1, { placed_at: '2026-03-01', ...lines('P-1', 7) }) },
      { type, id: 'O-2', telling: said(1, { placed_at: '2026-04-01', ...lines('P-1', 'P-1') }) },
    ]);
    const referring = async (id: string) =>
      (
        await listReferring(scope, {
          type: 'order',
          path: 'products.product_id',
          to: { type: 'product', ids: [id] },
          limitEach: 5,
        })
      ).map(({ id: from, refersTo }) => [from, refersTo]);
    assert.deepEqual(await referring('P-1'), [
      ['O-2', 'P-1'],
      ['O-1', 'P-1'],
    ]);
    assert.deepEqual(await referring('7'), [['O-1', '7']]);
    await tell([{ type, id: 'O-1', telling: said(2, lines('P-2')) }]);
    assert.deepEqual(await referring('P-1'), [['O-2', 'P-1']]);
    await tell([{ type, id: 'O-2', telling: { ...said(3, {}), x: true } }]);
    assert.deepEqual([await referring('P-1'), await find('order', 'O-2')], [[], undefined]);
    await tell([{ type, id: 'O-2', telling: said(4, { title: 'again' }) }]);
    assert.deepEqual(plain(await find('order', 'O-2')), { title: 'again' });
  });

  test('what would be larger than 64 kB stays as it was', async () => {
    const type = await typeOf('product');
    await tell([{ type, id: 'large', telling: said(1, { title: 'small' }) }]);
    const { tooLarge, changes } = await tell([
      { type, id: 'large', telling: said(2, { title: 'x'.repeat(70_000) }) },
    ]);
    assert.deepEqual(
      [tooLarge.map(({ id, bytes }) => [id, bytes > 70_000]), changes],
      [[['large', true]], []],
    );
    assert.deepEqual(plain(await find('product', 'large')), { title: 'small' });
  });

  test('all objects of a type come in pages, each once', async () => {
    const type = await typeOf('product');
    await tell(
      Array.from({ length: 2100 }, (_, i) => ({ type, id: `many-${i}`, telling: said(1, { price: i }) })),
    );
    const ids: string[] = [];
    for await (const page of eachObject(scope, 'product')) ids.push(...page.map(({ id }) => id));
    assert.equal(new Set(ids).size, ids.length);
    assert.equal(ids.filter((id) => id.startsWith('many-')).length, 2100);
  });
});

// The shop's segments are what its stories say, and explain themselves: a part of the shop on a running server.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { startTestServer, type TestServer } from '../../testing/index.ts';
import { inShopZone, shopSegments, shopTraits } from './definitions.ts';
import { packBatches } from './loader.ts';
import type { Message } from './message.ts';
import { openSampleShop } from './simulate.ts';

/** One of so many customers is taken, beside those of the stories. */
const oneOf = 8;
const told = ['NR-30020', 'SW-30010'];

/** Segments ask them too; they come with the views. */
const folder = new URL('../../understand/views/ready-made/', import.meta.url);
const traitsOfViews = inShopZone(
  JSON.parse(readFileSync(new URL('traits.json', folder), 'utf8')),
) as object[];

const shop = openSampleShop({ now: new Date() });
const products = shop.objects().find(({ type }) => type === 'product')?.objects ?? [];

let server: TestServer;
before(async () => {
  server = await startTestServer();
  for (const { body } of packBatches(listPart())) {
    const { status, text } = await server.collect('/v1/import', JSON.parse(body) as Record<string, unknown>);
    assert.equal(status, 200, text);
  }
  await fillCatalog();
  await server.settle(120_000);
  for (const trait of [...traitsOfViews, ...shopTraits])
    assert.equal((await server.api('POST', '/api/traits', trait)).status, 201);
  for (const segment of shopSegments)
    assert.equal((await server.api('POST', '/api/segments', segment)).status, 201);
  await server.settle(120_000);
});
after(() => server.stop());

async function fillCatalog(): Promise<void> {
  for (let from = 0; from < products.length; from += 1000) {
    const objects = products.slice(from, from + 1000);
    const { status, text } = await server.api('POST', '/api/catalog/objects/product', { objects });
    assert.equal(status, 200, text);
  }
}

/** Messages that the shop's systems and signed-in devices sent of some customers. */
function* listPart(): Generator<Message> {
  const kept = new Map<string, boolean>();
  for (const message of shop.messages()) {
    const { userId } = message;
    if (userId === undefined) continue;
    if (!kept.has(userId)) kept.set(userId, told.includes(userId) || kept.size % oneOf === 0);
    if (kept.get(userId) === true) yield message;
  }
}

type Explained = {
  member: boolean;
  tree: { met: boolean; nodes?: { met: boolean; value?: unknown; events?: unknown[] }[] };
};
const personOf = (userId: string) => server.getPerson('user_id', userId, 'analytics');
const explain = async (segment: string, userId: string): Promise<Explained> =>
  (await server.api<Explained>('GET', `/api/segments/${segment}/explain/user_id/${userId}`)).body;

describe('The sample shop', () => {
  test('Neha is a discount seeker who looks at jewellery, not at kitchens', async () => {
    const { segments, traits } = await personOf('NR-30020');
    assert.ok(segments.some(({ name }) => name === 'discount_seekers'));
    assert.equal(traits.top_category?.value, 'Jewellery');
    const { member, tree } = await explain('discount_seekers', 'NR-30020');
    assert.equal(member, true);
    assert.equal(tree.nodes?.[0]?.value, 7);
    assert.equal(tree.nodes?.[0]?.events?.length, 7);
  });

  test('Sarah has lapsed after a refund', async () => {
    const { segments } = await personOf('SW-30010');
    assert.ok(segments.some(({ name }) => name === 'lapsed_after_refund'));
    assert.ok(!segments.some(({ name }) => name === 'discount_seekers'));
    const { member, tree } = await explain('lapsed_after_refund', 'SW-30010');
    assert.deepEqual([member, tree.met], [true, true]);
  });

  test('who bought Logitech is found by the brand that only the catalog knows', async () => {
    const ids = new Set(products.flatMap(({ id, fields }) => (fields.brand === 'Logitech' ? [id] : [])));
    const [buyers, all] = [new Set<string>(), new Set<string>()];
    for (const { event, userId = '', properties } of listPart()) {
      if (event !== 'Order Completed') continue;
      all.add(userId);
      const lines = properties?.products as { product_id: string }[];
      if (lines.some(({ product_id }) => ids.has(product_id))) buyers.add(userId);
    }
    assert.ok(buyers.size > 2, `${buyers.size}`);
    assert.ok(all.size - buyers.size > 2, `${all.size - buyers.size}`);
    for (const userId of all) {
      const { segments } = await personOf(userId);
      assert.equal(
        segments.some(({ name }) => name === 'logitech_buyers'),
        buyers.has(userId),
        userId,
      );
    }
    const [first = ''] = [...buyers];
    const { tree } = await explain('logitech_buyers', first);
    assert.ok(tree.met);
  });

  test('there are loyal customers and some who are likely to leave, and each says why', async () => {
    for (const name of ['loyal_customers', 'likely_to_leave']) {
      const { body } = await server.api<{ items: { id: string }[] }>(
        'GET',
        `/api/segments/${name}/members?purpose=analytics`,
      );
      assert.ok(body.items.length > 0, name);
      const path = `/api/segments/${name}/explain/profile_id/${body.items[0]?.id}`;
      const { body: why } = await server.api<Explained & { tree: { value: string } }>('GET', path);
      assert.equal(why.member, true);
      assert.match(why.tree.value, name === 'loyal_customers' ? /^[45]{3}$/ : /^[12][345][345]$/);
    }
  });
});

// What is kept up step by step is what computing everything anew gives: after events, attributes, merges, consent, time and changes
// of the catalog.
//
// After each of some random steps everything is computed for everybody once more. If that changed anybody, the step had been
// followed wrongly, and the member would have come in "by definition".
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { anIdentify, aTrack, startTestServer, type TestServer } from '../../testing/index.ts';

const steps = Number(process.env.RAPPORT_STEPS ?? 12);
const seed = Number(process.env.RAPPORT_SEED ?? Math.trunc(Math.random() * 2 ** 31));

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

const order = { name: 'Order Completed' };
const week = { last: 'P7D' };
const ofAcme = { property: 'products.product_id', of: 'product', field: 'brand', is: 'Acme' };
const segments: Record<string, [purpose: string, definition: unknown]> = {
  regulars: ['service', { events: { ...order, in: week }, count: { at_least: 2 } }],
  spenders: ['service', { events: order, sum: 'total', is: { more_than: 50 } }],
  lapsed: [
    'service',
    {
      all: [
        { events: order, count: { at_least: 1 } },
        { events: { ...order, in: week }, count: { is: 0 } },
      ],
    },
  ],
  this_month: [
    'service',
    { events: { type: 'track', in: { calendar: 'month', zone: 'person' } }, count: { at_least: 1 } },
  ],
  gold: ['service', { attribute: 'plan', is: 'gold' }],
  gold_for_days: ['service', { attribute: 'plan', is: 'gold', for: 'P2D' }],
  upgraded: ['service', { attribute: 'plan', changed: { within: 'P3D', to: { is: 'gold' } } }],
  soon: ['service', { attribute: 'renews', within_next: 'P3D' }],
  browsed: [
    'service',
    {
      sequence: [{ name: 'Product Viewed' }, { ...order, within: 'P2D' }],
      after_last: { nothing: { name: 'Product Viewed' }, for: 'P1D' },
    },
  ],
  rich: ['service', { trait: 'spent', at_least: 40 }],
  both: ['service', { all: [{ segment: 'gold' }, { segment: 'regulars' }] }],
  readers: ['marketing.email', { attribute: 'plan', exists: true }],
  chosen: ['service', { list: 'chosen' }],
  not_chosen: ['service', { all: [{ not: { list: 'chosen' } }, { segment: 'gold' }] }],
  may_mail: ['service', { permits: 'marketing.email' }],
  bought_acme: ['service', { events: { ...order, where: [ofAcme] }, count: { at_least: 1 } }],
  no_acme_lately: [
    'service',
    { all: [{ events: { ...order, in: week, where: [ofAcme] }, count: { is: 0 } }, { segment: 'regulars' }] },
  ],
};

const traits: Record<string, unknown> = {
  spent: { sum: 'total', of: order },
  last_total: { last_value: 'total', of: { ...order, in: week } },
  spent_by_plan: { divide: [{ trait: 'spent' }, { count: { type: 'track' } }] },
  plan: { attribute: 'plan' },
};

/** Numbers from 0 up to and without 1, the same for a seed. */
function openRandom(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
const random = openRandom(seed);
const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;

const users = ['anna', 'bob', 'carol'];
const products = ['pan', 'ring', 'chair', 'lamp'];
const devices = ['browser-1', 'browser-2', 'browser-3', 'browser-4'];
let nowMs = Date.now();

const takeStep: Record<string, () => Promise<unknown>> = {
  async event() {
    const who = random() < 0.6 ? { userId: pick(users) } : { userId: undefined, anonymousId: pick(devices) };
    const total = Math.floor(random() * 40);
    const at = nowMs - Math.floor(random() * 9) * 86_400_000;
    const timestamp = new Date(at).toISOString();
    await server.send([
      aTrack({
        ...who,
        event: pick(['Order Completed', 'Product Viewed']),
        timestamp,
        properties: { total, products: [{ product_id: pick(products) }, { product_id: pick(products) }] },
      }),
    ]);
  },
  async attribute() {
    const renews = new Date(nowMs + Math.floor(random() * 6) * 86_400_000).toISOString();
    const traits = pick([
      { plan: 'gold' },
      { plan: 'free' },
      { renews },
      { timezone: pick(['Asia/Kolkata', 'America/New_York']) },
    ]);
    await server.send([anIdentify({ userId: pick(users), traits })]);
  },
  merge: () => server.send([anIdentify({ userId: pick(users), anonymousId: pick(devices) })]),
  async consent() {
    const body = {
      subject: { type: 'user_id', value: pick(users) },
      ...{ purpose: 'marketing.email', state: pick(['given', 'withdrawn']), method: 'web_form' },
    };
    await server.api('POST', '/api/consents', body);
  },
  async list() {
    const identifiers = [
      pick([
        { type: 'user_id', value: pick(users) },
        { type: 'anonymous_id', value: pick(devices) },
      ]),
    ];
    await server.api(pick(['POST', 'DELETE']), '/api/lists/chosen/people', { identifiers });
  },
  async catalog() {
    const path = `/api/catalog/objects/product/${pick(products)}`;
    if (random() < 0.2) await server.api('DELETE', path);
    else await server.api('PUT', path, { fields: { brand: pick(['Acme', 'Other']) } });
  },
  async time() {
    const { body } = await server.api<{ now: string }>('POST', '/api/test/clock', {
      advance: pick(['PT6H', 'P1D', 'P3D', 'P8D']),
    });
    nowMs = Date.parse(body.now);
  },
};

type Members = { items: { id: string; since: string; reason: string }[] };
async function readAll(): Promise<Record<string, Members['items']>> {
  const read = async ([name, [purpose]]: [string, [string, unknown]]) => {
    const { body } = await server.api<Members>(
      'GET',
      `/api/segments/${name}/members?purpose=${purpose}&limit=1000`,
    );
    return [name, body.items.map(({ id, since, reason }) => ({ id, since, reason }))] as const;
  };
  return Object.fromEntries(await Promise.all(Object.entries(segments).map(read)));
}

/** Values with their times, and of how many events each is made. */
const readTraits = async (): Promise<unknown[]> =>
  Promise.all(users.map(async (id) => (await server.getPerson('user_id', id, 'service')).traits));

test('computing everything anew changes nobody, whatever happened before', async () => {
  assert.equal((await server.api('POST', '/api/lists', { name: 'chosen' })).status, 201);
  for (const [name, definition] of Object.entries(traits)) {
    const body = { name, purpose: 'service', definition };
    const { status, text } = await server.api('POST', '/api/traits', body);
    assert.equal(status, 201, text);
  }
  for (const [name, [purpose, definition]] of Object.entries(segments)) {
    const { status, text } = await server.api('POST', '/api/segments', { name, purpose, definition });
    assert.equal(status, 201, text);
  }
  await server.send(users.map((userId) => anIdentify({ userId, traits: { name: userId } })));
  const taken: string[] = [];
  let members = 0;
  for (let step = 0; step < steps; step += 1) {
    for (let part = 0; part < 3; part += 1) {
      const kind = pick([
        'event',
        'event',
        'event',
        'attribute',
        'attribute',
        'merge',
        'consent',
        'list',
        'catalog',
        'catalog',
        'time',
      ]);
      taken.push(kind);
      await takeStep[kind]?.();
    }
    await server.settle();
    const [kept, keptTraits] = [await readAll(), await readTraits()];
    for (const name of Object.keys(segments)) await server.api('POST', `/api/segments/${name}/recompute`);
    for (const name of Object.keys(traits)) await server.api('POST', `/api/traits/${name}/recompute`);
    await server.settle();
    const after = `RAPPORT_SEED=${seed} after ${taken.join(' ')}`;
    assert.deepEqual(await readAll(), kept, after);
    assert.deepEqual(await readTraits(), keptTraits, after);
    members += Object.values(kept).flat().length;
  }
  assert.ok(members > steps, 'somebody is in them');
});

// Whoever merges, comes apart, restricts or permits, orders and has orders removed while views of them are read: each read shows a
// person as they were at one moment, whole, and nothing of anybody else.
//
// Each identifier tells a canary of its own, has an order of its own, and names in an event the order of another. A plain graph says
// which identifiers are one person at most; what protects people from being joined makes them fewer, never more. While a step is
// under way a read may answer as before or after it, and nothing else: so the orders that it shows are those of the canaries.
//
// What the company says of an order is said at that moment: it goes to whoever has the identifier by then, while the canary stays
// with whoever had it when it was told. A device that was found to be shared is somebody else's from then on. So such an order
// is where its identifier is, within what the graph allows.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { anIdentify, aTrack, startTestServer, type TestServer } from '../../testing/index.ts';
import type { ShownObject, ViewAnswer } from './model.ts';

const runs = 8;
const [users, devices] = [
  ['u0', 'u1', 'u2'],
  ['d0', 'd1', 'd2'],
];
const nodes = [...users, ...devices];

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

type Step =
  | { kind: 'join' | 'part'; user: number; device: number }
  | { kind: 'restrict' | 'allow'; user: number }
  | { kind: 'remove' | 'tell'; node: number };
const place = fc.integer({ min: 0, max: 2 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('join', 'part'), user: place, device: place }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('restrict', 'allow'), user: place }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('remove', 'tell'), node: fc.integer({ min: 0, max: 5 }) }),
  },
) as fc.Arbitrary<Step>;

/** What a read of each node may show: all that hangs together with it. */
function reachOf(links: ReadonlySet<string>): Map<string, Set<string>> {
  const reach = new Map(nodes.map((node) => [node, new Set([node])]));
  for (const link of links) {
    const [a = '', b = ''] = link.split('-');
    const joined = new Set([...(reach.get(a) ?? []), ...(reach.get(b) ?? [])]);
    for (const node of joined) reach.set(node, joined);
  }
  return reach;
}

type Read = {
  canaries: string[];
  /** Whose own orders are shown. */
  orders: string[];
  /** By whom the values were told that they show. */
  tellers: string[];
};

/**
 * Orders may be there that were before or are now, and must be where they were all the while. `said`: those of which the company
 * says whose they are. `reach`: what may hang together with the one who is read.
 */
type There = {
  some: ReadonlySet<string>;
  all: ReadonlySet<string>;
  said: ReadonlySet<string>;
  reach: ReadonlySet<string>;
};

function checkWhole(
  node: string,
  { canaries, orders, tellers }: Read,
  { some, all, said, reach }: There,
): void {
  for (const order of orders) {
    const isOwn = said.has(order) ? reach.has(order) : canaries.includes(order);
    assert.ok(isOwn && some.has(order), `${node} has ${canaries} and shows the order of ${order}`);
  }
  for (const canary of canaries)
    assert.ok(
      orders.includes(canary) || !all.has(canary) || said.has(canary),
      `${node} has ${canaries} and lacks the order of ${canary}`,
    );
  for (const teller of tellers)
    assert.ok(canaries.includes(teller), `${node} has ${canaries} and shows what ${teller} told`);
}

/** Whose orders are there after a step. */
function withStep(there: ReadonlySet<string>, step: Step): Set<string> {
  if (!('node' in step)) return new Set(there);
  const node = nodes[step.node] as string;
  return step.kind === 'tell' ? new Set([...there, node]) : new Set([...there].filter((one) => one !== node));
}

let round = 0;

/** The same people under names of their own. */
function openRound() {
  round += 1;
  const own = round;
  const idOf = (node: string): string => `${node}-of-${own}`;
  const typeOf = (node: string): string => (node.startsWith('u') ? 'user_id' : 'anonymous_id');
  const ids = (node: string) =>
    node.startsWith('u') ? { userId: idOf(node) } : { userId: undefined, anonymousId: idOf(node) };
  const pathOf = (node: string): string => `${typeOf(node)}/${idOf(node)}`;
  const identifier = (node: string) => ({ type: typeOf(node), value: idOf(node) });
  const orderOf = (node: string): string => `order-${idOf(node)}`;
  const anOrder = (teller: string, node: string) =>
    aTrack({
      ...ids(teller),
      event: 'Order Completed',
      properties: { order_id: orderOf(node), coupon: teller, total: 1 },
    });
  return {
    ...{ pathOf, identifier },
    tell: () =>
      server.sendInTurn(
        nodes.map((node) => anIdentify({ ...ids(node), traits: { [node]: node } })),
        nodes.map((node) => anOrder(node, node)),
        // And an order that is somebody else's.
        nodes.map((node, i) => anOrder(node, nodes[(i + 1) % nodes.length] as string)),
      ),
    async read(node: string): Promise<Read> {
      const { status, body } = await server.api<ViewAnswer>('GET', `/api/views/canaries/${pathOf(node)}`);
      assert.equal(status, 200);
      const orders = (body.fields.orders?.value ?? []) as ShownObject[];
      return {
        canaries: nodes.filter((one) => body.fields[one]?.value === one),
        orders: nodes.filter((one) => orders.some(({ id }) => id === orderOf(one))),
        tellers: orders.map(({ fields }) => fields.coupon).filter((one) => typeof one === 'string'),
      };
    },
    async take(step: Step): Promise<void> {
      if ('node' in step) {
        const path = `/api/catalog/objects/order/${orderOf(nodes[step.node] as string)}`;
        if (step.kind === 'remove') await server.api('DELETE', path);
        else await server.api('PUT', path, { fields: {}, person: identifier(nodes[step.node] as string) });
        return;
      }
      const { kind, user, ...rest } = step;
      const [u, d] = [users[user] as string, devices['device' in rest ? rest.device : 0] as string];
      if (kind === 'join') {
        await server.sendInTurn([anIdentify({ userId: idOf(u), anonymousId: idOf(d), traits: {} })]);
        return;
      }
      const [a, b] = [
        { type: 'user_id', value: idOf(u) },
        { type: 'anonymous_id', value: idOf(d) },
      ];
      if (kind === 'part') {
        // Where there is no link there is nothing to take away.
        await server.api('POST', '/api/identity/unlink', { a, b });
        return;
      }
      const state = kind === 'restrict' ? 'restricted' : 'terminated';
      const said = { subject: a, purpose: 'service', state, method: 'form' };
      assert.equal((await server.api('POST', '/api/consents', said)).status, 201);
    },
  };
}

test('no interleaving of steps and reads shows what belongs to somebody else', async () => {
  const orders = { name: 'orders', objects: 'order', of: 'person', show: ['coupon'], at_most: 50 };
  const fields = [...nodes.map((node) => ({ name: node, attribute: node })), orders];
  const view = { name: 'canaries', title: 'Canaries', purpose: 'service', fields };
  assert.equal((await server.api('POST', '/api/views', view)).status, 201);
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 10 }), async (steps) => {
      const people = openRound();
      await people.tell();
      const links = new Set<string>();
      let there = new Set(nodes);
      const said = new Set<string>();
      for (const one of steps) {
        const earlier = reachOf(links);
        if (one.kind === 'join') links.add(`u${one.user}-d${one.device}`);
        if (one.kind === 'part') links.delete(`u${one.user}-d${one.device}`);
        const later = reachOf(links);
        const next = withStep(there, one);
        if (one.kind === 'tell') said.add(nodes[one.node] as string);
        const meanwhile = { some: there.union(next), all: there.intersection(next), said };
        const mayReach = (node: string): Set<string> =>
          (earlier.get(node) as Set<string>).union(later.get(node) as Set<string>);
        let isOver = false;
        const reading = Promise.all(
          nodes.map(async (node) => {
            while (!isOver) {
              const read = await people.read(node);
              const reach = mayReach(node);
              for (const canary of read.canaries) assert.ok(reach.has(canary), `${node} shows ${canary}`);
              checkWhole(node, read, { ...meanwhile, reach });
            }
          }),
        );
        await people.take(one).finally(() => {
          isOver = true;
        });
        await reading;
        there = next;
        for (const node of nodes) {
          const read = await people.read(node);
          const reach = later.get(node) as Set<string>;
          for (const canary of read.canaries) assert.ok(reach.has(canary), `${node} shows ${canary} at last`);
          checkWhole(node, read, { some: there, all: there, said, reach });
          const { type, value } = people.identifier(node);
          const person = await server.getPerson(type, value, 'service');
          const isPermitted = person.permissions.service?.decision === 'permit';
          if (one.kind === 'tell' && nodes[one.node] === node && isPermitted)
            assert.ok(read.orders.includes(node), `${node} has the order that was just said to be theirs`);
          assert.deepEqual(
            read.canaries,
            nodes.filter((name) => person.attributes[name]?.value === name),
          );
        }
      }
    }),
    { numRuns: runs },
  );
});

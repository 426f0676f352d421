// The tracking clients for Node, unmodified, over a line that fails: what they tell arrives once and becomes the right
// person, account and timeline.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type EventBody, type SourceBody, startTestServer, type TestServer } from '../index.ts';
import { type Exchange, type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { type Call, type NodeClient, nodeClients } from './node-clients.ts';

let server: TestServer;
let proxy: FaultProxy;
before(async () => {
  server = await startTestServer();
  proxy = await startFaultProxy(() => server.url);
});
after(async () => {
  await proxy?.close();
  await server?.stop();
});

type Names = { person: string; device: string; earlier: string; company: string; email: string };

/** Before the sign-in: one device, and a visitor with the id of an earlier shop system. */
const strangers = ({ device, earlier }: Names): Call[] => [
  { method: 'page', fields: { anonymousId: device, name: 'Kitchen', properties: { path: '/kitchen' } } },
  {
    method: 'track',
    fields: { anonymousId: device, event: 'Product Viewed', properties: { sku: 'K-1', price: 19.5 } },
  },
  { method: 'track', fields: { anonymousId: earlier, event: 'Newsletter Opened' } },
];

const order = {
  order_id: 'O-1',
  revenue: 42.5,
  products: [{ sku: 'K-1', quantity: 2, tags: ['steel', '日本'] }],
};

const hourMs = 3_600_000;

/**
 * The sign-in, and what follows from it. Times are named where their order matters, and lie further apart than a
 * retry takes: some clients send a batch again with its old `sentAt`, and the correction for wrong clocks, which knows
 * only that and the arrival, then moves its messages by the delay.
 */
const signIn = ({ person, device, earlier, company, email }: Names, now: number): Call[] => [
  {
    method: 'identify',
    fields: {
      userId: person,
      anonymousId: device,
      traits: { email, plan: 'free', age: 41 },
      timestamp: new Date(now - 2 * hourMs),
    },
  },
  { method: 'track', fields: { userId: person, event: 'Order Completed', properties: order } },
  { method: 'screen', fields: { userId: person, name: 'Orders' } },
  {
    method: 'identify',
    fields: { userId: person, traits: { plan: 'pro' }, timestamp: new Date(now - hourMs) },
  },
  {
    method: 'group',
    fields: { userId: person, groupId: company, traits: { name: 'Kitchens Ltd', employees: 7 } },
  },
  { method: 'alias', fields: { userId: person, previousId: earlier } },
];

const expectedTimeline = [
  'alias',
  'group',
  'identify',
  'identify',
  'page Kitchen',
  'screen Orders',
  'track Newsletter Opened',
  'track Order Completed',
  'track Product Viewed',
];

for (const client of nodeClients) {
  describe(client.name, () => {
    const word = client.name.replace(/\W+/g, '-');
    const names: Names = {
      person: `person-${word}`,
      device: `device-${word}`,
      earlier: `earlier-${word}`,
      company: `company-${word}`,
      email: `Person.${word}@Shop.Example`,
    };
    let source: SourceBody;
    let exchanges: Exchange[];
    let profilesBefore: string[];

    before(async () => {
      source = await server.createSource(client.name);
      const from = proxy.exchanges.length;
      proxy.failNext([{ status: 'cut', stored: true }]);
      await client.deliver(proxy.url, source.write_key, strangers(names));
      await server.settle();
      const [device, earlier] = [
        await server.getPerson('anonymous_id', names.device),
        await server.getPerson('anonymous_id', names.earlier),
      ];
      profilesBefore = [device.id, earlier.id];
      proxy.failNext([{ status: 429, retryAfterSeconds: 1 }, { status: 503 }, { status: 503, stored: true }]);
      await client.deliver(proxy.url, source.write_key, signIn(names, Date.now()));
      await server.settle();
      exchanges = proxy.exchanges.slice(from);
    });

    it('meets every fault, and sends the same message again', () => {
      const answers = exchanges.map(({ answered }) => answered);
      for (const fault of ['cut', 429, 503] as const) assert.ok(answers.includes(fault), `no ${fault}`);
      assert.equal(answers.filter((answer) => answer === 503).length, 2);
      for (const { answered, messageIds } of exchanges) {
        if (answered === 200) continue;
        for (const id of messageIds) {
          const delivered = exchanges.filter((one) => one.answered === 200 && one.messageIds.includes(id));
          assert.equal(delivered.length, 1, `${id} was answered 200 ${delivered.length} times`);
        }
      }
    });

    const waits = client.obeysRetryAfter ? 'waits as long as Retry-After says' : 'waits as long as it likes';
    it(`${waits} after a 429`, () => {
      const refused = exchanges.find(({ answered }) => answered === 429) as Exchange;
      const next = exchanges.find(({ arrivedMs }) => arrivedMs > refused.answeredMs) as Exchange;
      const waitedMs = next.arrivedMs - refused.answeredMs;
      if (client.obeysRetryAfter) assert.ok(waitedMs >= 990, `${waitedMs} ms`);
      else assert.ok(waitedMs < 10_000, `${waitedMs} ms`);
    });

    it('has every message in the timeline once', async () => {
      const timeline = await server.listEvents('user_id', names.person);
      assert.deepEqual(timeline.map(toLabel).sort(), expectedTimeline);
      const sent = new Set(exchanges.flatMap(({ messageIds }) => messageIds));
      assert.deepEqual(timeline.map((event) => event.message_id).sort(), [...sent].sort());
      const stamps = timeline.map((event) => event.timestamp);
      assert.deepEqual(stamps, stamps.toSorted().reverse(), 'newest first');
      for (const event of timeline) assert.equal(event.source.name, client.name);
      const counted = await server.api<SourceBody>('GET', `/api/sources/${source.id}`);
      assert.equal(counted.body.events_total, expectedTimeline.length);
    });

    it('keeps what was told word for word', async () => {
      const timeline = await server.listEvents('user_id', names.person);
      const completed = timeline.find((event) => event.event === 'Order Completed') as EventBody;
      assert.deepEqual(completed.properties, order);
      assert.ok(Math.abs(Date.parse(completed.timestamp) - Date.now()) < 60_000);
      const page = timeline.find((event) => event.type === 'page') as EventBody;
      assert.equal((page.properties as { path: string }).path, '/kitchen');
      const library = completed.context.library as { name: string; version: string };
      assert.ok(library.name.length > 0 && library.version.length > 0, 'the client names itself');
    });

    it('becomes one person with all identifiers, the last attributes and the account', async () => {
      const person = await server.getPerson('user_id', names.person);
      assert.deepEqual(
        person.identifiers.map(({ type, value, original }) => [type, value, original]).sort(),
        [
          ['anonymous_id', names.device, null],
          // An alias does not say of which kind the previous id is: it stands for both.
          ['anonymous_id', names.earlier, null],
          ['email', names.email.toLowerCase(), names.email],
          ['user_id', names.earlier, null],
          ['user_id', names.person, null],
        ],
      );
      const values = Object.entries(person.attributes).map(([name, { value }]) => [name, value]);
      assert.deepEqual(Object.fromEntries(values), { email: names.email, plan: 'pro', age: 41 });
      assert.equal(person.attributes.plan?.source, source.slug);
      assert.deepEqual(
        person.accounts.map(({ group_id, name }) => [group_id, name]),
        [[names.company, 'Kitchens Ltd']],
      );
      assert.equal(person.event_count, expectedTimeline.length);
    });

    it('merges the two strangers into that person, with the message as evidence', async () => {
      const person = await server.getPerson('user_id', names.person);
      for (const [type, value] of [
        ['anonymous_id', names.device],
        ['user_id', names.earlier],
        ['email', names.email.toUpperCase()],
      ] as const)
        assert.equal((await server.getPerson(type, value)).id, person.id);
      assert.notEqual(profilesBefore[0], profilesBefore[1]);
      for (const id of profilesBefore)
        assert.equal((await server.getPerson('profile_id', id)).id, person.id, 'an old id keeps resolving');
      const graph = await server.getGraph('user_id', names.person);
      assert.equal(graph.merges.length, 1);
      const timeline = await server.listEvents('user_id', names.person);
      // Each joins one of the strangers to the person: the one that comes last, as the line lets it through, merges them.
      const joining = timeline.filter(({ type }) => type === 'alias' || type === 'identify');
      assert.ok(joining.some(({ message_id: id }) => id === graph.merges[0]?.message_id));
      // The hashed form of the address is one of them.
      assert.equal(graph.nodes.length, 6);
      assert.deepEqual(graph.edges.map((edge) => edge.kind).sort(), [
        'alias',
        'alias',
        'identify',
        'identify',
        'identify',
      ]);
    });
  });
}

it('clients wait out the rate limit of their source, as the server itself says it', async () => {
  const [client] = nodeClients as [NodeClient];
  const source = await server.createSource('Limited', 'server', { rate_limit_per_second: 2 });
  const from = proxy.exchanges.length;
  const calls = (first: number): Call[] =>
    [0, 1, 2].map((i) => ({
      method: 'track',
      fields: { userId: 'limited-person', event: `Step ${first + i}` },
    }));
  await client.deliver(proxy.url, source.write_key, calls(1));
  await client.deliver(proxy.url, source.write_key, calls(4));
  await server.settle();
  const refused = proxy.exchanges.slice(from).filter(({ answered }) => answered === 429);
  assert.ok(refused.length >= 1, 'the limit was met');
  const timeline = await server.listEvents('user_id', 'limited-person');
  assert.deepEqual(
    timeline.map((event) => event.event).sort(),
    [1, 2, 3, 4, 5, 6].map((n) => `Step ${n}`),
  );
});

it('no message of any client was set aside', async () => {
  assert.deepEqual(await server.listQuarantine(), []);
});

const toLabel = ({ type, name }: EventBody): string => (name === null ? type : `${type} ${name}`);

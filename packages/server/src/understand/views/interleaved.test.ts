// Whoever merges, comes apart, restricts or permits while views of them are read: no read shows what belongs to somebody else.
//
// Each identifier tells a canary of its own. A plain graph says which identifiers are one person at most; what protects people from
// being joined makes them fewer, never more. While a step is under way a read may answer as before or after it, and nothing else.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { anIdentify, startTestServer, type TestServer } from '../../testing/index.ts';
import type { ViewAnswer } from './model.ts';

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
  | { kind: 'restrict' | 'allow'; user: number };
const place = fc.integer({ min: 0, max: 2 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('join', 'part'), user: place, device: place }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('restrict', 'allow'), user: place }) },
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
  return {
    pathOf,
    identifier: (node: string) => ({ type: typeOf(node), value: idOf(node) }),
    tell: () =>
      server.sendInTurn(nodes.map((node) => anIdentify({ ...ids(node), traits: { [node]: node } }))),
    async read(node: string): Promise<string[]> {
      const { status, body } = await server.api<ViewAnswer>('GET', `/api/views/canaries/${pathOf(node)}`);
      assert.equal(status, 200);
      return nodes.filter((one) => body.fields[one]?.value === one);
    },
    async take({ kind, user, ...rest }: Step): Promise<void> {
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
  const fields = nodes.map((node) => ({ name: node, attribute: node }));
  const view = { name: 'canaries', title: 'Canaries', purpose: 'service', fields };
  assert.equal((await server.api('POST', '/api/views', view)).status, 201);
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 10 }), async (steps) => {
      const people = openRound();
      await people.tell();
      const links = new Set<string>();
      for (const one of steps) {
        const earlier = reachOf(links);
        if (one.kind === 'join') links.add(`u${one.user}-d${one.device}`);
        if (one.kind === 'part') links.delete(`u${one.user}-d${one.device}`);
        const later = reachOf(links);
        let isOver = false;
        const reading = Promise.all(
          nodes.map(async (node) => {
            while (!isOver)
              for (const canary of await people.read(node))
                assert.ok(
                  earlier.get(node)?.has(canary) || later.get(node)?.has(canary),
                  `${node} shows ${canary}`,
                );
          }),
        );
        await people.take(one).finally(() => {
          isOver = true;
        });
        await reading;
        for (const node of nodes) {
          const shown = await people.read(node);
          for (const canary of shown)
            assert.ok(later.get(node)?.has(canary), `${node} shows ${canary} at last`);
          const person = await server.getPerson(
            ...(Object.values(people.identifier(node)) as [string, string]),
            'service',
          );
          assert.deepEqual(
            shown,
            nodes.filter((name) => person.attributes[name]?.value === name),
          );
        }
      }
    }),
    { numRuns: runs },
  );
});

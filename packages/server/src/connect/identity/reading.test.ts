// Reading who is who, and messages that nobody could store: for a purpose, masked where it has to be, and remembered.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  anIdentify,
  type Fault,
  type GraphBody,
  type Headers,
  type List,
  type QuarantinedBody,
  startTestServer,
  type TestServer,
} from '../../testing/index.ts';

let server: TestServer;
const graph = '/api/profiles/user_id/sarah/identity';
const lists = ['refusals', 'super-nodes', 'decisions'].map((one) => `/api/identity/${one}`);

before(async () => {
  server = await startTestServer();
  await server.send([
    anIdentify({ userId: 'sarah', anonymousId: 'laptop', traits: { email: 'sarah@shop.example' } }),
    anIdentify({ userId: 'neha', anonymousId: 'laptop', traits: { email: 'neha@shop.example' } }),
    { type: 'track', userId: 'kim@shop.example', properties: { iban: 'DE89370400440532013000' } },
  ]);
  await server.settle();
  const unlink = {
    a: { type: 'user_id', value: 'sarah' },
    b: { type: 'email', value: 'sarah@shop.example' },
    reason: 'Test',
  };
  assert.equal((await server.api('POST', '/api/identity/unlink', unlink)).status, 200);
  assert.equal((await server.api('POST', '/api/identity/link', unlink)).status, 200);
});
after(() => server.stop());

async function makeKey(more: object): Promise<Headers> {
  const body = { name: 'Test', scopes: ['profiles:read', 'quarantine:read'], ...more };
  const { body: made, status, text } = await server.api<{ key: string }>('POST', '/api/keys', body);
  assert.equal(status, 201, text);
  return { authorization: `Bearer ${made.key}` };
}
const get = <Body = Fault>(path: string, headers: Headers = { authorization: `Bearer ${server.adminKey}` }) =>
  server.request<Body>('GET', path, undefined, headers);

type Shown = GraphBody & {
  denied: { field: string; reason: { code: string } }[];
  masked: { field: string }[];
};
type Read = { exit: string; purpose: string; fields: string[]; profile_ids: string[] };
const readsOf = async (exit: string): Promise<Read[]> =>
  (await server.api<List<Read>>('GET', '/api/reads?limit=1000')).body.items.filter(
    (one) => one.exit === exit,
  );

describe('The graph of a person', () => {
  test('is read for the purpose that is named, or as the service desk would, and that is remembered', async () => {
    const { body } = await get<Shown>(graph);
    assert.ok(body.nodes.some(({ value }) => value === 'sarah@shop.example'));
    assert.deepEqual([body.denied, body.masked], [[], []]);
    assert.equal((await get<Shown>(`${graph}?purpose=analytics`)).body.nodes.length, body.nodes.length);
    const reads = await readsOf('GET /api/profiles/:type/:value/identity');
    assert.deepEqual(reads.map(({ purpose }) => purpose).sort(), ['analytics', 'service']);
    const [first] = reads;
    assert.deepEqual(first?.profile_ids, [body.profile_id]);
    assert.ok(first?.fields.includes('email'));
  });

  test('is empty for a purpose that the person does not permit, with the reason', async () => {
    const { status, body, text } = await get<Shown>(`${graph}?purpose=marketing.email`);
    assert.equal(status, 200);
    assert.deepEqual([body.nodes, body.edges, body.decisions], [[], [], []]);
    assert.equal(body.denied[0]?.reason.code, 'consent_unknown');
    assert.doesNotMatch(text, /sarah|laptop/);
    assert.equal((await get(`${graph}?purpose=curiosity`)).status, 422);
  });

  test('is refused to a key that may not name the purpose, and that of nobody else', async () => {
    const headers = await makeKey({ purposes: ['analytics'] });
    assert.equal((await get(graph, headers)).status, 403);
    assert.equal((await get(`${graph}?purpose=analytics`, headers)).status, 200);
  });

  test('leaves types and links where identifiers are masked', async () => {
    const { body, text } = await get<Shown>(graph, await makeKey({ unmasked: { sensitivity: 0 } }));
    assert.doesNotMatch(text, /sarah@|neha@/);
    assert.ok(body.nodes.some(({ type, value }) => type === 'email' && value === 's•••@s•••.example'));
    assert.ok(body.edges.length > 0);
    assert.ok(body.masked.some(({ field }) => field === 'identifiers.email'));
  });
});

describe('The lists', () => {
  test('name a purpose that nobody is asked about', async () => {
    for (const path of [...lists, '/api/quarantine', '/api/quarantine/1']) {
      for (const [query, status, code] of [
        ['', 400, 'purpose_required'],
        ['?purpose=curiosity', 422, 'purpose_unknown'],
        ['?purpose=analytics', 403, 'forbidden'],
        ['?purpose=marketing.email', 403, 'forbidden'],
      ] as const) {
        const { status: answered, body } = await get(path + query);
        assert.deepEqual([answered, body.error.code], [status, code], path + query);
      }
      assert.equal((await get(`${path}?purpose=compliance`)).status, 200, path);
      const bound = await makeKey({ purposes: ['marketing.*'] });
      assert.equal((await get(`${path}?purpose=service`, bound)).status, 403, path);
    }
  });

  test('are remembered, and masked', async () => {
    const headers = await makeKey({ unmasked: { sensitivity: 0 } });
    for (const path of lists) {
      const { status, text } = await get(`${path}?purpose=service`, headers);
      assert.equal(status, 200);
      assert.doesNotMatch(text, /sarah@|neha@/);
    }
    const { body } = await get<List<{ identifiers: { value: string }[] }>>(
      '/api/identity/decisions?purpose=service',
    );
    assert.match(JSON.stringify(body.items), /sarah@shop\.example/);
    const reads = await readsOf('GET /api/identity/decisions');
    assert.ok(reads.some(({ purpose, fields }) => purpose === 'service' && fields.includes('email')));
  });
});

describe('Quarantine', () => {
  test('tells who looked at which message, and nobody a number of a bank account', async () => {
    const [row] = await server.listQuarantine();
    const { body } = await get<QuarantinedBody>(`/api/quarantine/${row?.id}?purpose=service`);
    assert.match(body.body ?? '', /kim@shop\.example/);
    assert.doesNotMatch(body.body ?? '', /DE8937/);
    const reads = await readsOf('GET /api/quarantine/:id');
    const [read] = reads.filter(({ purpose }) => purpose === 'service');
    assert.deepEqual(read?.fields, [`quarantine.${row?.id}`]);
    assert.ok((await readsOf('GET /api/quarantine')).length > 0);
  });

  test('shows what the protocol put there to those who do not see everything', async () => {
    const headers = await makeKey({ unmasked: { sensitivity: 2 } });
    const [row] = await server.listQuarantine();
    const { body, text } = await get<QuarantinedBody & { masked: object[] }>(
      `/api/quarantine/${row?.id}?purpose=service`,
      headers,
    );
    assert.doesNotMatch(text, /kim|DE8937/);
    const message = JSON.parse(body.body ?? '') as Record<string, unknown>;
    assert.deepEqual([message.type, message.userId], ['track', '•••']);
    assert.equal(body.masked.length, 1);
    const list = await get<List<{ excerpt: string }>>('/api/quarantine?purpose=service', headers);
    assert.deepEqual(
      list.body.items.map(({ excerpt }) => excerpt),
      ['•••'],
    );
  });
});

// Sources: made, changed, given new keys; and what is kept of an address.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  aTrack,
  type List,
  type SourceBody,
  startTestServer,
  type TestServer,
  testWriteKey,
} from '../../testing/index.ts';
import { makeWriteKey, toSlug, truncateIp } from './model.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

const list = async (): Promise<SourceBody[]> =>
  (await server.api<List<SourceBody>>('GET', '/api/sources')).body.items;

describe('Sources over the API', () => {
  test('The first one is there from the start, with the key of the configuration', async () => {
    const [first, ...others] = await list();
    assert.deepEqual(others, []);
    assert.deepEqual(
      [first?.slug, first?.name, first?.kind, first?.write_key, first?.enabled],
      ['website', 'Website', 'browser', testWriteKey, true],
    );
    assert.deepEqual(first?.settings, { ip: 'truncate', rate_limit_per_second: null, rank: 50 });
    assert.deepEqual([first?.last_event_at, first?.events_total], [null, 0]);
  });

  test('Made, read, changed', async () => {
    const made = await server.api<SourceBody>('POST', '/api/sources', {
      name: ' Call centre ',
      kind: 'support',
    });
    assert.equal(made.status, 201);
    assert.deepEqual(
      [made.body.name, made.body.slug, made.body.kind],
      ['Call centre', 'call-centre', 'support'],
    );
    const path = `/api/sources/${made.body.id}`;
    assert.deepEqual((await server.api('GET', path)).body, made.body);
    const changed = await server.api<SourceBody>('PATCH', path, {
      name: 'Service desk',
      enabled: false,
      settings: { rank: 90 },
    });
    assert.deepEqual(
      [changed.body.name, changed.body.enabled, changed.body.slug, changed.body.settings],
      ['Service desk', false, 'call-centre', { ip: 'truncate', rate_limit_per_second: null, rank: 90 }],
    );
    const again = await server.api<SourceBody>('PATCH', path, {
      settings: { ip: 'drop', rate_limit_per_second: 10 },
    });
    assert.deepEqual(again.body.settings, { ip: 'drop', rate_limit_per_second: 10, rank: 90 });
    assert.deepEqual(
      (await list()).find(({ id }) => id === made.body.id),
      again.body,
    );
    assert.equal('workspace_id' in made.body, false);
  });

  test('Names that make the same slug, or none', async () => {
    const slugs: string[] = [];
    for (const name of ['Shop', 'shop!', 'SHOP', '商店', 'العربية', '---'])
      slugs.push((await server.createSource(name)).slug);
    assert.deepEqual(slugs, ['shop', 'shop-2', 'shop-3', 'source', 'source-2', 'source-3']);
  });

  test('The key is not guessable, works at once, and is exchanged on demand', async () => {
    const source = await server.createSource('Keyed');
    assert.match(source.write_key, /^[\w-]{32}$/);
    await server.send([aTrack()], source.write_key);
    const { body, status } = await server.api<SourceBody>('POST', `/api/sources/${source.id}/rotate-key`);
    assert.equal(status, 200);
    assert.notEqual(body.write_key, source.write_key);
    await server.send([aTrack()], body.write_key);
    await server.settle();
    const read = (await server.api<SourceBody>('GET', `/api/sources/${source.id}`)).body;
    assert.equal(read.events_total, 2);
    assert.ok(Math.abs(Date.parse(read.last_event_at ?? '') - Date.now()) < 60_000);
  });

  test('What makes no sense is refused by name, what is not there is not found', async () => {
    const wrong: [string, string, unknown, RegExp][] = [
      ['POST', '/api/sources', {}, /name/],
      ['POST', '/api/sources', { name: ' ' }, /name/],
      ['POST', '/api/sources', { name: 'x'.repeat(101) }, /name/],
      ['POST', '/api/sources', { name: 'x', kind: 'spy' }, /kind/],
      ['POST', '/api/sources', { name: 'x', write_key: 'chosen' }, /write_key/],
      ['PATCH', '/api/sources/1', { settings: { ip: 'sell' } }, /settings\.ip/],
      ['PATCH', '/api/sources/1', { settings: { rate_limit_per_second: 0 } }, /rate_limit/],
      ['PATCH', '/api/sources/1', { settings: { rank: 101 } }, /rank/],
      ['PATCH', '/api/sources/1', { settings: { colour: 'red' } }, /colour/],
      ['PATCH', '/api/sources/1', { enabled: 'no' }, /enabled/],
      ['PATCH', '/api/sources/1', { workspace_id: 2 }, /workspace_id/],
    ];
    for (const [method, path, body, field] of wrong) {
      const answer = await server.api(method, path, body as object);
      assert.equal(answer.status, 400, JSON.stringify(body));
      assert.match(String(answer.body.error?.message), field);
    }
    for (const id of ['999', '0', '-1', 'x', '1.5', '99999999999', '1e30']) {
      assert.equal((await server.api('GET', `/api/sources/${id}`)).status, 404, id);
      assert.equal((await server.api('PATCH', `/api/sources/${id}`, { name: 'x' })).status, 404, id);
      assert.equal((await server.api('POST', `/api/sources/${id}/rotate-key`)).status, 404, id);
    }
  });
});

describe('The pieces', () => {
  test('truncateIp keeps the network and nothing else', () => {
    const kept: [string, string | undefined][] = [
      ['203.0.113.77', '203.0.113.0'],
      ['::ffff:203.0.113.77', '203.0.113.0'],
      ['2001:db8:85a3:8d3:1319:8a2e:370:7348', '2001:db8:85a3::'],
      ['2001:DB8::1', '2001:DB8::'],
      ['::1', '::'],
      ['fe80::1%eth0', undefined],
      ['203.0.113.77:8080', undefined],
      ['203.0.113', undefined],
      ['localhost', undefined],
      ['', undefined],
      ['203.0.113.77, 198.51.100.4', undefined],
    ];
    for (const [ip, expected] of kept) assert.equal(truncateIp(ip), expected, ip);
  });

  test('toSlug gives letters and digits, never nothing, never too much', () => {
    assert.equal(toSlug('Sklep „Żółw” — Łódź'), 'sklep-zo-w-odz');
    assert.equal(toSlug('  Shop  2 '), 'shop-2');
    for (const name of ['', '!', 'x'.repeat(100), '漢字 shop', '-a-'])
      assert.match(toSlug(name), /^[a-z0-9][a-z0-9-]{0,39}$/, name);
  });

  test('Keys do not repeat', () => {
    assert.equal(new Set(Array.from({ length: 1000 }, makeWriteKey)).size, 1000);
  });
});

// Files of objects, as they stream into a running server: NDJSON and CSV, packed, broken, hostile, and twice.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { startTestServer, type TestServer, testAdminKey } from '../../testing/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

type Imported = {
  rows: number;
  stored: number;
  rejected: number;
  rejects: { row: number; problem: string }[];
};

async function send(type: string, body: string | Uint8Array<ArrayBuffer>, query = '') {
  const response = await fetch(`${server.url}/api/catalog/import/${type}${query}`, {
    ...{ method: 'POST', body, duplex: 'half' },
    headers: { authorization: `Bearer ${testAdminKey}`, 'content-type': 'application/octet-stream' },
  });
  return {
    status: response.status,
    body: (await response.json()) as Imported & { error: { code: string; message: string } },
  };
}
async function fieldsOf(type: string, id: string, query = ''): Promise<Record<string, unknown>> {
  const { body } = await server.api<{ fields: Record<string, { value: unknown }> }>(
    'GET',
    `/api/catalog/objects/${type}/${encodeURIComponent(id)}${query}`,
  );
  return Object.fromEntries(Object.entries(body.fields).map(([name, { value }]) => [name, value]));
}
const lines = (...objects: unknown[]): string => objects.map((one) => JSON.stringify(one)).join('\n');

describe('An import', () => {
  test('of NDJSON takes rows in both forms, and lists those that it cannot take', async () => {
    const { status, body } = await send(
      'product',
      `${lines({ id: 'A', name: 'Ring', price: 5 }, { id: 'B', fields: { name: '戒指' }, at: '2026-01-01' })}
{"id":"C","__proto__":{"price":1}}
{"id":"D","price":"5"}
not json
{"name":"without an id"}
{"id":"A","price":6}
`,
    );
    assert.equal(status, 200);
    assert.deepEqual([body.rows, body.stored, body.rejected], [7, 3, 4]);
    assert.deepEqual(
      body.rejects.map(({ row }) => row),
      [3, 4, 5, 6],
    );
    assert.match(body.rejects[0]?.problem ?? '', /no such field/);
    assert.deepEqual(await fieldsOf('product', 'A'), { name: 'Ring', price: 6 });
    assert.deepEqual(await fieldsOf('product', 'B'), { name: '戒指' });
  });

  test('of CSV reads cells by the kinds of their fields, and gzip as well', async () => {
    const csv =
      'id;name;price;available;image_url\n"X;1";"Krzesło ""Ola""";12.50;yes;\nX2;Stół;;no;https://example.com/x\nX3;Bank;dear;;\n';
    for (const body of [csv, new Uint8Array(gzipSync(csv))]) {
      const answer = await send('product', body);
      assert.deepEqual(
        [answer.body.rows, answer.body.stored, answer.body.rejects.map(({ row }) => row)],
        [3, 2, [3]],
      );
      assert.deepEqual(await fieldsOf('product', 'X;1'), {
        available: true,
        name: 'Krzesło "Ola"',
        price: 12.5,
      });
      assert.deepEqual(Object.keys(await fieldsOf('product', 'X2')), ['available', 'image_url', 'name']);
    }
  });

  test('of what belongs to people names them in columns', async () => {
    const csv =
      'id,person_type,person_value,total,at\nC-1,email,Sarah@example.com,5,2026-02-03\nC-2,,,7,\nC-3,email,,8,\n';
    const { body } = await send('order', csv);
    assert.deepEqual([body.stored, body.rejects], [3, []]);
    const rows = await server.db.query(
      'select id, person_value from catalog_objects where person_value is not null',
    );
    assert.deepEqual(rows, [{ id: 'C-1', person_value: 'sarah@example.com' }]);
  });

  test('of unknown columns says so, or ignores them where it is asked to', async () => {
    const csv = 'id,name,shelf\nS-1,Shelf,9\n';
    const refused = await send('store', csv);
    assert.match(refused.body.rejects[0]?.problem ?? '', /shelf: The type "store" has no such field/);
    assert.equal((await send('store', csv, '?unknown_fields=ignore')).body.stored, 1);
    assert.deepEqual(await fieldsOf('store', 'S-1'), { name: 'Shelf' });
  });

  test('of what is no such file says what to do', async () => {
    for (const [body, says] of [
      ['', /empty/],
      ['[{"id":1}]', /one JSON array/],
      ['1,2\n3,4\n', /name the columns/],
      ['PAR1 and so on', /neither NDJSON nor CSV/],
      [new Uint8Array(gzipSync(lines({ id: 'Z' }).repeat(50)).subarray(0, 30)), /damaged or cut off/],
    ] as const) {
      const answer = await send('product', body);
      assert.equal(answer.status, 422, JSON.stringify(answer.body));
      assert.match(answer.body.error.message, says);
    }
    assert.equal((await send('nothing', 'id\n1\n')).body.error.code, 'type_not_found');
  });

  test('of many rows comes in whole, twice changes nothing, and too large objects are rejects', async () => {
    const many = Array.from({ length: 20_000 }, (_, i) =>
      JSON.stringify({ id: `m-${i}`, product_id: `p-${i % 7}`, quantity: i }),
    );
    many.push(JSON.stringify({ id: 'big', product_id: 'x'.repeat(70_000) }));
    for (let time = 0; time < 2; time += 1) {
      const { body } = await send('stock', many.join('\n'));
      assert.deepEqual([body.rows, body.stored, body.rejected], [20_001, 20_000, 1]);
      assert.match(body.rejects[0]?.problem ?? '', /bytes as JSON/);
      assert.equal(body.rejects[0]?.row, 20_001);
    }
    const [count] = await server.db.query('select count(*) as count from catalog_objects where id like $1', [
      'm-%',
    ]);
    assert.deepEqual(count, { count: 20_000 });
    assert.deepEqual(await server.db.query("select from catalog_history where object_id like 'm-%'"), []);
  });
});

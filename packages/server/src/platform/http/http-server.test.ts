// The HTTP server: the shape of every fault, what reaches the log, the front handler, and a clean end.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { get } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { AppError, isAppError } from '@rapport/protocol';
import { z } from 'zod';
import type { Log, LogFields } from '../log/index.ts';
import {
  type HttpServer,
  idField,
  limitField,
  openHttpServer,
  pageOf,
  parseBody,
  parseQuery,
  toId,
} from './index.ts';

const lines: { fields: LogFields; message: string }[] = [];
const keep = (fields: LogFields, message: string): void => void lines.push({ fields, message });
const log: Log = { debug: keep, info: keep, warn: keep, error: keep };

let http: HttpServer;
let url: string;
before(async () => {
  http = openHttpServer(log);
  const fail = (error: Error) => async () => {
    throw error;
  };
  http.app.get('/ours', fail(new AppError('conflict', 'Two at once.', { n: 2 })));
  http.app.get('/unforeseen', fail(new Error('a secret of sarah')));
  http.app.get('/database-away', fail(Object.assign(new Error('x'), { code: 'ECONNREFUSED' })));
  http.app.get('/database-restarts', fail(Object.assign(new Error('x'), { code: '57P01' })));
  http.app.get(
    '/database-refuses',
    fail(Object.assign(new Error('duplicate key (sarah)'), { code: '23505' })),
  );
  http.app.get('/nul', fail(Object.assign(new Error('0x00'), { code: '22021' })));
  http.app.post('/echo', async (request) => request.body ?? null);
  http.app.get('/ids/:id', async (request) => ({ id: toId((request.params as { id: string }).id) }));
  http.app.get('/slow', async () => new Promise((resolve) => setTimeout(() => resolve({ slow: true }), 300)));
  http.setFront((request, response) => {
    if (request.url !== '/front') return false;
    response.end('from the front');
    return true;
  });
  url = await http.listen({ host: '127.0.0.1', port: 0 });
});
after(() => http.close());

type Fault = { error: { code: string; message: string; details: Record<string, unknown> } };
async function ask(
  path: string,
  init: RequestInit = {},
): Promise<{ status: number; body: Fault; text: string }> {
  const response = await fetch(url + path, init);
  const text = await response.text();
  return { status: response.status, text, body: JSON.parse(text) as Fault };
}

describe('Faults', () => {
  test('Each has the shape of the outside contract', async () => {
    const expected: [string, number, string][] = [
      ['/ours', 409, 'conflict'],
      ['/unforeseen', 500, 'internal'],
      ['/database-away', 503, 'storage_unavailable'],
      ['/database-restarts', 503, 'storage_unavailable'],
      ['/database-refuses', 500, 'internal'],
      ['/nul', 400, 'invalid_request'],
      ['/%zz', 400, 'invalid_request'],
    ];
    for (const [path, status, code] of expected) {
      const answer = await ask(path);
      assert.deepEqual([answer.status, answer.body.error.code], [status, code], path);
      assert.match(answer.body.error.message, /^[A-Z].+\.$/, path);
      assert.equal(typeof answer.body.error.details, 'object');
      assert.doesNotMatch(answer.text, /sarah|duplicate|0x00/, path);
    }
  });

  test('Only what was not foreseen is logged, with an id that the caller gets too, and without its sentence', async () => {
    lines.length = 0;
    await ask('/ours');
    await ask('/database-away');
    assert.equal(lines.length, 0);
    const { body } = await ask('/unforeseen');
    assert.equal(lines.length, 1);
    assert.equal(lines[0]?.fields.id, body.error.details.id);
    assert.equal(lines[0]?.fields.route, '/unforeseen');
    assert.doesNotMatch(String(lines[0]?.message), /sarah/);
  });

  test('Bodies that cannot be read', async () => {
    const json = { 'content-type': 'application/json' };
    const wrong: [RequestInit, string][] = [
      [{ body: '{"a":', headers: json }, 'malformed_json'],
      [{ body: '', headers: json }, 'malformed_json'],
      [{ body: '{"__proto__":{"a":1}}', headers: json }, 'malformed_json'],
      [{ body: '<a/>', headers: { 'content-type': 'application/xml' } }, 'invalid_request'],
      [{ body: `"${'x'.repeat(3_000_000)}"`, headers: json }, 'body_too_large'],
    ];
    for (const [init, code] of wrong) {
      const answer = await ask('/echo', { method: 'POST', ...init });
      assert.deepEqual([answer.status, answer.body.error.code], [400, code], String(init.body).slice(0, 30));
    }
    assert.equal((await ask('/echo', { method: 'POST', body: '{"a":1}', headers: json })).text, '{"a":1}');
  });
});

describe('Around the routes', () => {
  test('The front handler sees each request first', async () => {
    assert.equal(await (await fetch(`${url}/front`)).text(), 'from the front');
    assert.equal((await fetch(`${url}/front?x=1`)).status, 404);
  });

  test('A trailing slash is overlooked, and ids are whole numbers that a column can hold', async () => {
    const ids: [string, number][] = [
      ['7', 7],
      ['2147483647', 2_147_483_647],
      ['2147483648', 0],
      ['99999999999999999999', 0],
      ['-1', 0],
      ['1.5', 0],
      ['1e3', 0],
      ['x', 0],
      ['%20', 0],
    ];
    for (const [text, id] of ids) {
      assert.equal((await ask(`/ids/${text}`)).text, `{"id":${id}}`);
      assert.equal((await ask(`/ids/${text}/`)).text, `{"id":${id}}`);
    }
  });

  test('Every route is known by name', () => {
    assert.ok(http.routes.includes('GET /ours') && http.routes.includes('POST /echo'));
  });

  test('A taken port is told with what to do', async () => {
    const other = openHttpServer(log);
    await assert.rejects(other.listen({ host: '127.0.0.1', port: Number(new URL(url).port) }), (error) => {
      assert.ok(isAppError(error));
      assert.match(error.message, /is taken.*RAPPORT_PORT/s);
      return true;
    });
    await other.close();
  });

  test('An address that is not ours is told with what to do', async () => {
    const other = openHttpServer(log);
    await assert.rejects(other.listen({ host: '192.0.2.1', port: 0 }), /RAPPORT_HOST/);
    await other.close();
  });
});

describe('The end', () => {
  test('An answer under way is finished, an idle connection is closed, a hanging one is cut', {
    timeout: 20_000,
  }, async () => {
    const server = openHttpServer(log);
    server.app.get(
      '/slow',
      async () => new Promise((resolve) => setTimeout(() => resolve({ slow: true }), 300)),
    );
    server.app.get('/never', async () => new Promise(() => undefined));
    server.app.get('/fast', async () => ({ fast: true }));
    const address = await server.listen({ host: '127.0.0.1', port: 0 });
    await (await fetch(`${address}/fast`)).text();
    const slow = fetch(`${address}/slow`).then((response) => response.json());
    const never = fetch(`${address}/never`).then(
      () => 'answered',
      () => 'cut',
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    const startedAt = performance.now();
    await server.close(1000);
    assert.ok(performance.now() - startedAt < 3000);
    assert.deepEqual(await slow, { slow: true });
    assert.equal(await never, 'cut');
    await assert.rejects(fetch(`${address}/fast`));
  });

  test('A request that comes while it closes is not left hanging', { timeout: 20_000 }, async () => {
    const server = openHttpServer(log);
    server.app.get(
      '/slow',
      async () => new Promise((resolve) => setTimeout(() => resolve({ slow: true }), 300)),
    );
    const address = await server.listen({ host: '127.0.0.1', port: 0 });
    const first = once(get(`${address}/slow`), 'response');
    await new Promise((resolve) => setTimeout(resolve, 50));
    const closing = server.close(2000);
    const late = await fetch(`${address}/slow`).then(
      (response) => response.status,
      () => 0,
    );
    assert.ok([0, 503].includes(late), String(late));
    await first;
    await closing;
  });
});

describe('Reading requests', () => {
  const schema = z.strictObject({ name: z.string().min(1), size: z.number().optional() });

  test('The fault names each wrong field', () => {
    assert.deepEqual(parseBody(schema, { name: 'x' }), { name: 'x' });
    const refuse = (body: unknown): AppError => {
      try {
        parseBody(schema, body);
      } catch (error) {
        if (isAppError(error)) return error;
      }
      assert.fail('it was accepted');
    };
    const fault = refuse({ name: '', size: 'big', more: 1 });
    assert.equal(fault.code, 'invalid_request');
    const fields = (fault.details.fields as { field: string }[]).map(({ field }) => field);
    assert.deepEqual(fields.sort(), ['body', 'name', 'size']);
    assert.match(fault.message, /name: .*size: .*more/s);
    assert.match(refuse(undefined).message, /name/);
    assert.match(refuse([]).message, /^The body is not valid\./);
  });

  test('limit and ids of queries', () => {
    const query = z.object({ limit: limitField, id: idField.optional() });
    assert.deepEqual(parseQuery(query, {}), { limit: 50 });
    assert.deepEqual(parseQuery(query, { limit: '1000', id: '5' }), { limit: 1000, id: 5 });
    for (const wrong of [
      { limit: '0' },
      { limit: '1001' },
      { limit: 'x' },
      { limit: '1.5' },
      { limit: ['1', '2'] },
      { id: '0' },
      { id: '2147483648' },
    ])
      assert.throws(() => parseQuery(query, wrong), isAppError, JSON.stringify(wrong));
  });

  test('A page has a next one exactly when there is more', () => {
    const rows = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);
    assert.deepEqual(pageOf(rows(0), 2, String, String), { items: [], next_cursor: null });
    assert.deepEqual(pageOf(rows(2), 2, String, String), { items: ['1', '2'], next_cursor: null });
    assert.deepEqual(pageOf(rows(3), 2, String, String), { items: ['1', '2'], next_cursor: '2' });
  });
});

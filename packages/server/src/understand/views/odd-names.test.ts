// Names that every object has, with dots, empty, very long, in any alphabet: as members of objects, as fields and joins, and in what
// values come from. They are names like others, nothing is inherited, and nothing that is sent holds up what comes after it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { aTrack, startTestServer, type TestServer } from '../../testing/index.ts';
import type { ShownObject, ViewAnswer } from './model.ts';

const names = [
  '__proto__',
  'constructor',
  'toString',
  'a.b',
  'a\\b',
  '',
  ' ',
  'ключ',
  '商品',
  '🗝️',
  'x'.repeat(10_000),
];
/** As text: a literal with `__proto__` would set it. */
const toText = (all: readonly string[]): string =>
  `{${all.map((name) => `${JSON.stringify(name)}:"v${names.indexOf(name)}"`).join(',')}}`;
const detailText = toText(names);
/** A call that has a member of this name is refused. */
const callable = names.filter((name) => name !== '__proto__');
const toPath = (name: string): string => name.replace(/[.\\]/g, '\\$&');

let server: TestServer;
before(async () => {
  server = await startTestServer();
  const thing = {
    title: 'Things',
    of_person: true,
    title_field: 'constructor',
    fields: { constructor: { kind: 'text' }, detail: { kind: 'object' }, list: { kind: 'list' } },
    references: [
      { path: 'detail.__proto__', to: 'product' },
      { path: 'list.constructor', to: 'product' },
    ],
    told_by: [
      {
        event: 'Thing Told',
        id: 'id',
        fields: { constructor: 'constructor', detail: 'detail', list: 'list' },
      },
    ],
  };
  await call('PUT', '/api/catalog/types/thing', thing, 201);
});
after(() => server.stop());

async function call<Body>(
  method: 'GET' | 'PUT' | 'POST',
  path: string,
  body?: object | string,
  status = 200,
) {
  const answer = await server.api<Body>(method, path, body as never);
  assert.equal(answer.status, status, `${method} ${path.slice(0, 200)}: ${answer.text.slice(0, 500)}`);
  return answer;
}
type One = {
  fields: Record<string, { value: unknown; origin: { message_id: string } }>;
  title: string | null;
};
const get = async (id: string) =>
  (await call<One>('GET', `/api/catalog/objects/thing/${encodeURIComponent(id)}?purpose=service`)).body;
const objectsOf = async (view: string, userId: string) => {
  const { body } = await call<ViewAnswer>('GET', `/api/views/${view}/user_id/${userId}`);
  return Object.values(body.fields)[0]?.value as ShownObject[];
};
const tell = (properties: object, more: object = {}) =>
  aTrack({ userId: 'odd', event: 'Thing Told', properties: properties as never, ...more });

describe('Members of objects', () => {
  test('are told by calls and events and shown by each path, and nothing is inherited', async () => {
    const detail = JSON.parse(detailText) as object;
    const person = { type: 'user_id', value: 'odd' };
    const said = toText(callable);
    const fields = `{"detail":${said},"list":[${said}],"constructor":"by name"}`;
    await call(
      'PUT',
      '/api/catalog/objects/thing/said',
      `{"fields":${fields},"person":${JSON.stringify(person)}}`,
    );
    await server.sendInTurn([
      tell({ id: 'told', detail, list: [detail], constructor: 'by name' }),
      tell({ id: 'bare', detail: {} }),
    ]);
    for (const [id, text] of Object.entries({ said, told: detailText })) {
      const one = await get(id);
      assert.deepEqual([one.title, JSON.stringify(one.fields.detail?.value)], ['by name', text], id);
    }
    const shown = names
      .filter((name) => name !== '' && name.length < 500)
      .map((name) => `detail.${toPath(name)}`);
    const join = { stated: { to: 'product', by: 'list.constructor', show: ['name'] } };
    const field = {
      name: 'constructor',
      objects: 'thing',
      of: 'person',
      show: [...shown, 'constructor'],
      join,
    };
    await call('POST', '/api/views', { name: 'odd', title: 'Odd', purpose: 'service', fields: [field] }, 201);
    await call('PUT', '/api/catalog/objects/product/v1', { fields: { name: 'Joined' } });
    const all = new Map((await objectsOf('odd', 'odd')).map((one) => [one.id, one]));
    for (const id of ['said', 'told']) {
      const one = all.get(id);
      for (const path of id === 'told' ? shown : shown.slice(1))
        assert.match(String(one?.fields[path]), /^v\d+$/, path);
      assert.deepEqual(
        one?.joined?.stated?.map(({ title }) => title),
        ['Joined'],
      );
    }
    assert.deepEqual(
      [...shown, 'constructor'].map((path) => all.get('bare')?.fields[path]),
      [...shown, 'constructor'].map(() => null),
    );
  });

  test('set no field and no prototype', async () => {
    const path = '/api/catalog/objects/product/polluted';
    await call('PUT', path, '{"fields":{"__proto__":{"name":"x"}}}', 400);
    await call('PUT', path, '{"fields":{"constructor":{"prototype":{"name":"x"}}}}', 400);
    await call('PUT', path, '{"fields":{"constructor":"x","toString":"x"}}', 400);
    await call('PUT', path, '{"fields":{"":"x"}}', 400);
    assert.equal(({} as { name?: unknown }).name, undefined);
    assert.equal((await server.api('GET', path)).status, 404);
  });
});

describe('Where values come from', () => {
  test('message ids of any kind are told as they are, and hold up nothing', async () => {
    const ids = [
      '__proto__',
      'constructor',
      'a.b',
      ' x',
      '商品'.repeat(100),
      '🗝️'.repeat(80),
      'nul\u0000',
      'half\ud83d',
    ];
    for (const [i, messageId] of ids.entries())
      await server.sendInTurn([tell({ id: `from-${i}`, constructor: 'first' }, { messageId })]);
    // What stood goes to the history.
    for (const [i] of ids.entries())
      await server.sendInTurn([
        tell({ id: `from-${i}`, constructor: 'second' }, { messageId: `later-${i}` }),
      ]);
    for (const [i, messageId] of ids.entries()) {
      if (!messageId.isWellFormed() || messageId.includes('\0')) continue;
      const { text } = await call('GET', `/api/catalog/objects/thing/from-${i}/history?purpose=service`);
      assert.ok(text.includes(JSON.stringify(messageId)), messageId);
    }
    assert.equal((await get(`from-${ids.length - 1}`)).title, 'second');
  });

  test('ids are of any alphabet up to 200 characters, and what is none is left out', async () => {
    const ids = ['__proto__', 'constructor', 'a/b', 'a%2Fb', '?', '🗝'.repeat(200), 'x y'];
    const none = ['', 'x'.repeat(201), 'x'.repeat(10_000), null, {}, true];
    await server.sendInTurn([...ids, ...none].map((id) => tell({ id, constructor: 'here' })));
    for (const id of ids) assert.equal((await get(id)).title, 'here', id);
    const rows = await server.db.query('select from catalog_objects where told::text like \'%"here"%\'');
    assert.equal(rows.length, ids.length);
  });
});

test('a trait that is called as what every object has is no value where nobody has it', async () => {
  const definition = { attribute: 'never_told' };
  const made = await server.api('POST', '/api/traits', {
    name: 'constructor',
    purpose: 'service',
    definition,
  } as never);
  assert.equal(made.status, 201, made.text);
  const fields = [
    { name: 'it', trait: 'constructor' },
    { name: 'said', attribute: 'toString' },
  ];
  await call('POST', '/api/views', { name: 'odd_trait', title: 'Odd', purpose: 'service', fields }, 201);
  const { body } = await call<ViewAnswer>('GET', '/api/views/odd_trait/user_id/odd');
  for (const name of ['it', 'said']) assert.equal(body.fields[name]?.value, null);
});

// The API of the catalog on a running server: types, objects, what is refused and how, and whose objects are shown for what.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { anIdentify, aTrack, type SentBody, startTestServer, type TestServer } from '../../testing/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

type Fault = { error: { code: string; message: string; details: Record<string, unknown> } };
type Field = {
  value: unknown;
  updated_at: string;
  origin: { kind: string; source: string; message_id: string | null };
};
type Withheld = { field: string; reason: { code: string } }[];
type One = {
  id: string;
  title: string | null;
  at: string | null;
  person: { type: string; value: string } | null;
  fields: Record<string, Field>;
  references: { path: string; type: string; id: string; title: string | null }[];
  referred_by: { type: string; path: string; count: number }[];
  denied: Withheld;
  masked: Withheld;
};
type Page = {
  items: { id: string; title: string | null; fields: Record<string, unknown> }[];
  next_cursor: string | null;
};
type Past = { items: { at: string; removed: boolean; fields: Record<string, unknown> }[] };

const objects = '/api/catalog/objects';
async function call<Body>(
  method: 'GET' | 'PUT' | 'POST' | 'DELETE',
  path: string,
  body?: SentBody,
  status = 200,
) {
  const answer = await server.api<Body>(method, path, body);
  assert.equal(answer.status, status, `${method} ${path}: ${answer.text}`);
  return answer.body;
}
const put = (type: string, id: string, fields: object, more: object = {}, status = 200) =>
  call<Fault>('PUT', `${objects}/${type}/${encodeURIComponent(id)}`, { fields, ...more }, status);
const get = (type: string, id: string, purpose?: string) =>
  call<One>(
    'GET',
    `${objects}/${type}/${encodeURIComponent(id)}${purpose === undefined ? '' : `?purpose=${purpose}`}`,
  );
const list = (type: string, query = '') => call<Page>('GET', `${objects}/${type}?${query}`);
const values = ({ fields }: One) =>
  Object.fromEntries(Object.entries(fields).map(([name, { value }]) => [name, value]));

describe('Types', () => {
  test('those to start with are there, and can be changed and removed', async () => {
    const { items } = await call<{ items: { name: string }[] }>('GET', '/api/catalog/types');
    assert.deepEqual(
      items.map(({ name }) => name),
      ['offer', 'order', 'product', 'stock', 'store', 'ticket'],
    );
    const machine = {
      title: 'Machines',
      fields: { name: { kind: 'text' }, built: { kind: 'date' } },
      title_field: 'name',
    };
    await call('PUT', '/api/catalog/types/machine', machine, 201);
    await put('machine', 'M-1', { name: 'Ławka', built: '2020-01-01' });
    const made = await call<{ objects: number; following: boolean }>('GET', '/api/catalog/types/machine');
    assert.deepEqual([made.objects, made.following], [1, false]);
    await call('PUT', '/api/catalog/types/machine', { ...machine, time_field: 'built' });
    while ((await call<{ following: boolean }>('GET', '/api/catalog/types/machine')).following)
      await server.settle();
    assert.equal((await get('machine', 'M-1')).at, '2020-01-01T00:00:00.000Z');
    const personal = await call<Fault>(
      'PUT',
      '/api/catalog/types/machine',
      { ...machine, of_person: true },
      409,
    );
    assert.equal(personal.error.code, 'type_in_use');
    await call('DELETE', '/api/catalog/types/machine', undefined, 204);
    assert.equal(
      (await call<Fault>('GET', `${objects}/machine`, undefined, 404)).error.code,
      'type_not_found',
    );
    await call('PUT', '/api/catalog/types/machine', machine, 201);
    assert.deepEqual((await list('machine')).items, []);
  });

  test('what cannot be a type says where and why', async () => {
    const field = { a: { kind: 'text' } };
    for (const [name, body, place] of [
      ['Bad', { title: 'x', fields: field }, 'name'],
      ['segment', { title: 'x', fields: field }, 'name'],
      ['thing', { title: 'x', fields: {} }, 'fields'],
      ['thing', { title: 'x', fields: { a: { kind: 'money' } } }, 'fields.a.kind'],
      [
        'thing',
        { title: 'x', fields: { a: { kind: 'text', category: 'user.contct' } } },
        'fields.a.category',
      ],
      ['thing', { title: 'x', fields: field, time_field: 'a' }, 'time_field'],
      [
        'thing',
        { title: 'x', fields: field, references: [{ path: 'b', to: 'product' }] },
        'references[0].path',
      ],
    ] as const) {
      const { error } = await call<Fault>('PUT', `/api/catalog/types/${name}`, body, 422);
      assert.equal((error.details.faults as { at: string }[])[0]?.at, place, JSON.stringify(error));
    }
  });
});

describe('Objects', () => {
  test('are told, merged, found, removed and told again, with their history', async () => {
    await put('product', 'P 1/ż', { name: 'Pierścień', price: 10 }, { at: '2026-01-01' });
    await put('product', 'P 1/ż', { price: 12, brand: 'A' }, { at: '2026-01-03' });
    await put('product', 'P 1/ż', { price: 11 }, { at: '2026-01-02' });
    await put('product', 'P 1/ż', { brand: null }, { at: '2026-01-04' });
    const one = await get('product', 'P 1/ż');
    assert.deepEqual([values(one), one.title], [{ name: 'Pierścień', price: 12 }, 'Pierścień']);
    assert.equal(one.fields.price?.updated_at, '2026-01-03T00:00:00.000Z');
    assert.equal(one.fields.price?.origin.kind, 'api');
    assert.match(one.fields.price?.origin.source ?? '', /^api_key:\d+$/);
    const { items } = await call<Past>('GET', `${objects}/product/${encodeURIComponent('P 1/ż')}/history`);
    assert.deepEqual(
      items.map(({ at, fields }) => [at.slice(0, 10), fields]),
      [
        ['2026-01-04', { brand: null }],
        ['2026-01-03', { price: 12, brand: 'A' }],
        ['2026-01-02', { price: 11 }],
        ['2026-01-01', { name: 'Pierścień', price: 10 }],
      ],
    );
    assert.deepEqual(
      (await list('product', `q=${encodeURIComponent('PIERŚC')}`)).items.map(({ id }) => id),
      ['P 1/ż'],
    );
    await call('DELETE', `${objects}/product/${encodeURIComponent('P 1/ż')}`, undefined, 204);
    await call<Fault>('GET', `${objects}/product/${encodeURIComponent('P 1/ż')}`, undefined, 404);
    await call<Fault>('DELETE', `${objects}/product/${encodeURIComponent('P 1/ż')}`, undefined, 404);
    await put('product', 'P 1/ż', { price: 5 });
    assert.deepEqual(values(await get('product', 'P 1/ż')), { price: 5 });
  });

  test('two calls in one moment: the later one counts', async () => {
    for (let price = 30; price > 0; price -= 1) await put('product', 'same', { price }, { at: '2026-05-05' });
    assert.deepEqual(values(await get('product', 'same')), { price: 1 });
  });

  test('what an event says does not change what the company says, and is found beside it', async () => {
    await put('product', 'held', { price: 10 });
    const properties = { product_id: 'held', price: 999, name: 'By an event' };
    await server.sendInTurn([aTrack({ userId: 'sees', event: 'Product Viewed', properties })]);
    const one = await get('product', 'held');
    assert.deepEqual(values(one), { name: 'By an event', price: 10 });
    assert.deepEqual([one.fields.name?.origin.kind, one.fields.price?.origin.kind], ['event', 'api']);
  });

  test('refer to each other, and say who refers to them', async () => {
    await put('store', 'S-1', { name: '旗艦店' });
    await put('stock', 'P@S', { product_id: 'P', store_id: 'S-1', quantity: 3 });
    const { references } = await get('stock', 'P@S');
    assert.deepEqual(references, [
      { path: 'product_id', type: 'product', id: 'P', title: null },
      { path: 'store_id', type: 'store', id: 'S-1', title: '旗艦店' },
    ]);
    const { referred_by: by } = await get('store', 'S-1');
    assert.deepEqual(
      by.filter(({ count }) => count > 0),
      [{ type: 'stock', path: 'store_id', count: 1 }],
    );
  });

  test('bad ones are refused with the way out, and good ones beside them are kept', async () => {
    for (const [fields, says] of [
      [{ colour: 'red' }, /no such field. It has name, /],
      [{ price: 'ten' }, /price: Send a number/],
      [{ price: null, name: 'a\0b' }, /name: Send a text, without NUL/],
      [{ constructor: 1 }, /no such field/],
    ] as const) {
      const { error } = await put('product', 'bad', fields, {}, 400);
      assert.match(error.message, says);
    }
    assert.match(
      (await put('stock', 'bad', { expected_at: '30 May' }, {}, 400)).error.message,
      /Send a date such as/,
    );
    assert.match((await put('product', 'x'.repeat(201), {}, {}, 400)).error.message, /1 to 200 characters/);
    await put('product', '籤'.repeat(200), { name: 'ok' });
    const large = await put('product', 'large', { description: 'x'.repeat(10 * 1024 * 1024) }, {}, 400);
    assert.equal(large.error.code, 'object_too_large');
    assert.match(large.error.message, /10485\d\d\d bytes/);
    assert.match(
      (await put('product', 'p', {}, { person: { type: 'email', value: 'a@example.com' } }, 400)).error
        .message,
      /belong to nobody/,
    );
    assert.match((await put('product', 'p', {}, { at: '2999-01-01' }, 400)).error.message, /at:/);
    type Stored = { stored: number; rejects: { place: number; id: string | null; problem: string }[] };
    const { stored, rejects } = await call<Stored>('POST', `${objects}/product`, {
      objects: [
        { id: 'g-1', fields: { price: 1 } },
        'nothing',
        { id: 'b-1', fields: { price: '1' } },
        { id: 7, fields: {} },
      ],
    });
    assert.deepEqual(
      [stored, rejects.map(({ place, id }) => [place, id])],
      [
        2,
        [
          [1, null],
          [2, 'b-1'],
        ],
      ],
    );
    assert.deepEqual(values(await get('product', 'g-1')), { price: 1 });
  });

  test('many come in pages, each once', async () => {
    const many = Array.from({ length: 25 }, (_, i) => ({ id: `o-${i}`, fields: { title: `Offer ${i}` } }));
    await call('POST', `${objects}/offer`, { objects: many });
    const ids: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Page = await list('offer', `limit=10${cursor === '' ? '' : `&cursor=${cursor}`}`);
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.next_cursor;
    }
    assert.deepEqual([ids.length, new Set(ids).size], [25, 25]);
  });
});

describe('Objects of people', () => {
  test('need a purpose, and are shown where it was permitted then and is now', async () => {
    await server.sendInTurn([anIdentify({ userId: 'sarah', traits: { email: 'sarah@example.com' } })]);
    const sarah = { person: { type: 'email', value: 'Sarah@Example.com' } };
    await put('order', 'O-1', { total: 9, placed_at: '2026-02-02' }, sarah);
    await put('ticket', 'T-1', { subject: 'Where is it?', order_id: 'O-1' }, sarah);
    await put('order', 'O-2', { total: 3 }, { person: { type: 'email', value: 'nobody@example.com' } });
    const { error } = await call<Fault>('GET', `${objects}/order/O-1`, undefined, 400);
    assert.equal(error.code, 'purpose_required');
    const one = await get('order', 'O-1', 'service');
    assert.deepEqual([values(one).total, one.person], [9, { type: 'email', value: 'sarah@example.com' }]);
    assert.deepEqual(one.referred_by, [{ type: 'ticket', path: 'order_id', count: 1 }]);
    const refused = await get('order', 'O-1', 'marketing.email');
    assert.deepEqual([refused.fields, refused.person, refused.at], [{}, null, null]);
    assert.equal(refused.denied.length, 2);
    assert.deepEqual(
      (await list('order', 'purpose=service')).items.map(({ id }) => id),
      ['O-2', 'O-1'],
    );
    assert.deepEqual((await list('order', 'purpose=marketing.email')).items, []);
    const { items } = await call<Past>('GET', `${objects}/order/O-1/history?purpose=marketing.email`);
    assert.deepEqual(items, []);
  });

  test('an order told before the consent stays hidden, and one after it is shown until it is withdrawn', async () => {
    const subject = { type: 'user_id', value: 'sarah' };
    const say = (state: string) =>
      call('POST', '/api/consents', { subject, purpose: 'marketing.email', state, method: 'form' }, 201);
    await say('given');
    await server.settle();
    const ofSarah = { person: { type: 'user_id', value: 'sarah' } };
    await put('order', 'O-3', { total: 4 }, ofSarah);
    const shown = async () => (await list('order', 'purpose=marketing.email')).items.map(({ id }) => id);
    assert.deepEqual(await shown(), ['O-3']);
    assert.deepEqual(
      (await get('order', 'O-1', 'marketing.email')).denied.map(({ reason }) => reason.code),
      ['not_collected_for_purpose', 'not_collected_for_purpose'],
    );
    await say('withdrawn');
    await server.settle();
    assert.deepEqual(await shown(), []);
  });

  test('nothing is taken in of whom nothing may be collected, in whatever spelling', async () => {
    const identifier = { type: 'email', value: 'left@example.com' };
    await call('POST', '/api/suppressions', { identifier, scope: 'no_collect', reason: 'Asked' }, 201);
    const person = { type: 'email', value: 'Left@Example.com' };
    const { error } = await put('order', 'O-9', { total: 1 }, { person }, 400);
    assert.match(error.message, /Nothing may be collected/);
    assert.deepEqual(await server.db.query("select from catalog_objects where id = 'O-9'"), []);
    const byId = await put('order', 'O-9', {}, { person: { type: 'profile_id', value: '1' } }, 400);
    assert.match(byId.error.message, /by an identifier/);
  });

  test('whoever sees masked does not find by what is hidden', async () => {
    const { key } = await call<{ key: string }>(
      'POST',
      '/api/keys',
      {
        ...{ name: 'desk', scopes: ['catalog:read', 'profiles:read'], purposes: ['service'] },
        unmasked: { sensitivity: 0, categories: [] },
      },
      201,
    );
    const as = { authorization: `Bearer ${key}` };
    const read = async <Body>(path: string) => (await server.api<Body>('GET', path, undefined, as)).body;
    const one = await read<One>(`${objects}/ticket/T-1?purpose=service`);
    assert.deepEqual(
      [one.fields.subject?.value, one.person?.value, one.masked.map(({ field }) => field)],
      ['•••', 's•••@e•••.com', ['subject', 'person']],
    );
    assert.deepEqual((await read<Page>(`${objects}/ticket?purpose=service&q=where`)).items, []);
    assert.equal((await read<Page>(`${objects}/ticket?purpose=service&q=t-1`)).items.length, 1);
    assert.equal((await list('ticket', 'purpose=service&q=where')).items.length, 1);
  });
});

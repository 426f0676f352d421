// One gate on all roads: what the API, its lists and histories, views and their joins tell of the same objects, and what follows
// from fields that may not be seen is told nowhere.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { anIdentify, type Headers, startTestServer, type TestServer } from '../../testing/index.ts';
import type { ShownObject, ViewAnswer } from './model.ts';

type Withheld = { field: string }[];
type One = Omit<ShownObject, 'fields'> & {
  fields: Record<string, { value: unknown }>;
  references: { path: string; id: string }[];
  referred_by: { type: string; path: string; count: number }[];
  denied: Withheld;
  masked: Withheld;
};

const health = 'user.health_and_medical';
const types: Record<string, object> = {
  clinic: { title: 'Clinics', title_field: 'name', fields: { name: { kind: 'text' } } },
  visit: {
    title: 'Visits',
    of_person: true,
    title_field: 'illness',
    time_field: 'seen_at',
    fields: {
      illness: { kind: 'text', category: health },
      seen_at: { kind: 'date', category: health },
      clinic: { kind: 'text', category: health },
      room: { kind: 'text' },
    },
    references: [{ path: 'clinic', to: 'clinic' }],
  },
  letter: {
    title: 'Letters',
    of_person: true,
    title_field: 'subject',
    time_field: 'sent_at',
    fields: {
      subject: { kind: 'text', category: 'user.content.private' },
      sent_at: { kind: 'date', category: 'user.content.private' },
      visit: { kind: 'text' },
      note: { kind: 'text', category: health },
    },
    references: [
      { path: 'visit', to: 'visit' },
      { path: 'note', to: 'visit' },
    ],
  },
};

let server: TestServer;
let masked: Headers;
before(async () => {
  server = await startTestServer();
  for (const [name, type] of Object.entries(types))
    await call('PUT', `/api/catalog/types/${name}`, type, 201);
  await server.sendInTurn(['anna', 'bob'].map((userId) => anIdentify({ userId, traits: {} })));
  await put('clinic', 'c-1', { name: 'North' });
  await put('visit', 'v-1', { illness: 'flu', seen_at: '2001-02-03', clinic: 'c-1', room: '7' }, 'anna');
  await put('visit', 'v-2', { illness: 'flu', seen_at: '2001-02-03' }, 'anna');
  await put(
    'letter',
    'l-1',
    { subject: 'Dear flu', sent_at: '2001-02-03', visit: 'v-1', note: 'v-1' },
    'anna',
  );
  await put('letter', 'l-2', { visit: 'v-1', note: 'v-1' }, 'bob');
  const scopes = ['catalog:read', 'profiles:read', 'views:read'];
  const key = { name: 'desk', scopes, purposes: ['service'], unmasked: { sensitivity: 0, categories: [] } };
  masked = { authorization: `Bearer ${(await call<{ key: string }>('POST', '/api/keys', key, 201)).key}` };
  const join = { letters: { from: 'letter', by: 'visit', show: ['note', 'subject'] } };
  const fields = [
    { name: 'visits', objects: 'visit', of: 'person', show: ['illness', 'room'], join },
    { name: 'letters', objects: 'letter', of: 'person', show: ['subject'] },
  ];
  await call('POST', '/api/views', { name: 'desk', title: 'Desk', purpose: 'service', fields }, 201);
});
after(() => server.stop());

async function call<Body>(
  method: 'GET' | 'PUT' | 'POST',
  path: string,
  body?: object,
  status = 200,
  as?: Headers,
) {
  const answer = await server.api<Body>(method, path, body as never, as);
  assert.equal(answer.status, status, `${method} ${path}: ${answer.text}`);
  return answer.body;
}
const put = (type: string, id: string, fields: object, userId?: string) => {
  const person = userId === undefined ? {} : { person: { type: 'user_id', value: userId } };
  return call('PUT', `/api/catalog/objects/${type}/${id}`, { fields, ...person });
};
const get = (path: string, as?: Headers) =>
  call<One>('GET', `/api/catalog/objects/${path}?purpose=service`, undefined, 200, as);
const list = async (type: string, as?: Headers) =>
  (await call<{ items: One[] }>('GET', `/api/catalog/objects/${type}?purpose=service`, undefined, 200, as))
    .items;
async function view(as?: Headers) {
  const { fields, ...rest } = await call<ViewAnswer>(
    'GET',
    '/api/views/desk/user_id/anna',
    undefined,
    200,
    as,
  );
  const of = (name: string) => fields[name]?.value as ShownObject[];
  return { ...rest, visits: of('visits'), letters: of('letters'), text: JSON.stringify(fields) };
}
const namesOf = (withheld: Withheld): string[] => withheld.map(({ field }) => field).sort();

describe('What follows from a field', () => {
  test('is not told where the purpose may not see that: what it is called, and when it was', async () => {
    const one = await get('visit/v-1');
    assert.deepEqual([one.title, one.at, Object.keys(one.fields)], [null, null, ['room']]);
    assert.deepEqual([one.references, namesOf(one.denied)], [[], ['clinic', 'illness', 'seen_at']]);
    for (const { title, at } of [...(await list('visit')), ...(await view()).visits])
      assert.deepEqual([title, at], [null, null]);
    const { text, denied } = await view();
    assert.ok(
      !/flu"|2001/.test(text.replaceAll('Dear flu', '').replaceAll('2001-02-03T00:00:00.000Z', '')),
      text,
    );
    assert.deepEqual(namesOf(denied), ['visits.illness', 'visits.letters.note']);
  });

  test('is masked where that is, and a day is not told', async () => {
    const one = await get('letter/l-1', masked);
    assert.deepEqual([one.title, one.at, one.fields.subject?.value], ['•••', null, '•••']);
    for (const { title, at } of [...(await list('letter', masked)), ...(await view(masked)).letters])
      assert.deepEqual([title ?? '•••', at === null || !at.startsWith('2001')], ['•••', true]);
    const clear = await get('letter/l-1');
    assert.deepEqual([clear.title, clear.at], ['Dear flu', '2001-02-03T00:00:00.000Z']);
  });

  test('age is that of what is shown: what is hidden may change unseen', async () => {
    const agesOf = async () => {
      const viewed = (await view()).visits.find(({ id }) => id === 'v-1');
      const listed = (await list('visit')).find(({ id }) => id === 'v-1');
      return [(await get('visit/v-1')).updated_at, listed?.updated_at, viewed?.updated_at];
    };
    const before = await agesOf();
    assert.equal(new Set(before).size, 1);
    await put('visit', 'v-1', { illness: 'cold' });
    assert.deepEqual(await agesOf(), before);
    await put('visit', 'v-1', { room: '8' });
    assert.notDeepEqual(await agesOf(), before);
  });
});

describe('An object of which nothing may be seen', () => {
  test('is not there: in lists, in views, and in what is joined and counted', async () => {
    assert.deepEqual(
      (await list('visit')).map(({ id }) => id),
      ['v-1'],
    );
    const { visits, denied } = await view();
    assert.deepEqual(
      visits.map(({ id }) => id),
      ['v-1'],
    );
    // That something is withheld is said all the same.
    assert.ok(namesOf(denied).includes('visits.illness'));
    const one = await get('visit/v-2');
    assert.deepEqual([one.at, one.updated_at, one.referred_by], [null, null, []]);
  });

  test('and what belongs to somebody else refers to nothing here', async () => {
    assert.deepEqual((await get('visit/v-1')).referred_by, [{ type: 'letter', path: 'visit', count: 1 }]);
    assert.deepEqual(
      (await view()).visits[0]?.joined?.letters?.map(({ id }) => id),
      ['l-1'],
    );
    assert.deepEqual((await get('clinic/c-1')).referred_by, []);
  });
});

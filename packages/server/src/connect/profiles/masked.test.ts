// What whoever does not see everything in clear is shown, and what they find out by searching.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  aGroup,
  anIdentify,
  aTrack,
  type EventBody,
  type Headers,
  type List,
  type PersonBody,
  startTestServer,
  type TestServer,
} from '../../testing/index.ts';

let server: TestServer;
let analyst: Headers;
let desk: Headers;
const address = 'sarah@shop.example';

before(async () => {
  server = await startTestServer();
  analyst = await makeKey({ sensitivity: 0 });
  desk = await makeKey({ sensitivity: 1 });
  const traits = {
    ...{ name: 'Sarah Whitcombe', email: address, phone: '+48600700800', city: 'Columbus' },
    ...{ birthday: '1990-05-01', iban: 'DE89370400440532013000', zzz: 'something 4111111111111111' },
  };
  const context = { ip: '203.0.113.7', externalIds: [{ id: 'sarah@work.example', type: 'email' }] };
  await server.send([
    anIdentify({ userId: 'sarah', traits, context }),
    anIdentify({ userId: 'neha@shop.example', traits: { plan: 'gold' } }),
    aTrack({ userId: 'sarah', event: 'Called', properties: { phone: '+48600700800', minutes: 3 } }),
    aTrack({ userId: 'neha@shop.example', event: 'Called', properties: { minutes: 4 } }),
    aGroup({ userId: 'sarah', groupId: 'acme', traits: { name: 'Acme' } }),
  ]);
  await server.settle();
});
after(() => server.stop());

async function makeKey(unmasked: object): Promise<Headers> {
  const body = { name: 'Test', scopes: ['profiles:read', 'events:read', 'consents:read'], unmasked };
  const { body: made, text, status } = await server.api<{ key: string }>('POST', '/api/keys', body);
  assert.equal(status, 201, text);
  return { authorization: `Bearer ${made.key}` };
}

type Masked = { masked: { field: string; reason: { code: string; message: string } }[] };

async function get<Body>(headers: Headers, path: string): Promise<Body & Masked> {
  const { status, body, text } = await server.request<Body & Masked>('GET', path, undefined, headers);
  assert.equal(status, 200, text);
  return body;
}
const person = (headers: Headers) => get<PersonBody>(headers, '/api/profiles/user_id/sarah?purpose=service');
const fieldsOf = ({ masked }: Masked): string[] => masked.map(({ field }) => field).sort();

describe('A person', () => {
  test('has all fields, those that are not seen in clear masked, with the reason', async () => {
    const shown = await person(analyst);
    const { attributes, identifiers } = shown;
    assert.deepEqual(
      Object.fromEntries(Object.entries(attributes).map(([name, { value }]) => [name, value])),
      {
        ...{ name: 'S•••', email: 's•••@s•••.example', phone: '•••00', city: 'Columbus' },
        ...{ birthday: '•••', zzz: '•••' },
      },
    );
    assert.equal(shown.display_name, 'S•••');
    const shownOf = (type: string) =>
      identifiers.filter((one) => one.type === type).map(({ value }) => value);
    assert.deepEqual(shownOf('email').sort(), ['s•••@s•••.example', 's•••@w•••.example']);
    assert.deepEqual(shownOf('user_id'), ['sarah']);
    assert.deepEqual(fieldsOf(shown), [
      ...['birthday', 'email', 'identifiers.email', 'identifiers.phone', 'name', 'phone', 'zzz'],
    ]);
    assert.equal(shown.masked.find(({ field }) => field === 'zzz')?.reason.code, 'masked_unlabelled');
    assert.match(shown.masked[0]?.reason.message ?? '', /is shown masked to this role or key/);
  });

  test('is seen more clearly by who may, and by an owner whole', async () => {
    const { attributes, masked } = await person(desk);
    assert.equal(attributes.email?.value, address);
    assert.equal(attributes.birthday?.value, '•••');
    assert.deepEqual(fieldsOf({ masked }), ['birthday', 'zzz']);
    const whole = await server.getPerson('user_id', 'sarah');
    assert.equal(whole.attributes.birthday?.value, '1990-05-01');
    assert.deepEqual((whole as unknown as Masked).masked, []);
  });

  test('of a bank account nobody is told more than that it is held', async () => {
    const { attributes, denied } = await server.getPerson('user_id', 'sarah');
    assert.equal(attributes.iban, undefined);
    assert.equal(denied.find(({ field }) => field === 'iban')?.reason.code, 'never_disclosed');
    const lineage = await server.api<{ items: unknown[]; denied: { reason: { code: string } }[] }>(
      'GET',
      '/api/profiles/user_id/sarah/lineage/iban?purpose=service',
    );
    assert.deepEqual([lineage.body.items, lineage.body.denied[0]?.reason.code], [[], 'never_disclosed']);
  });
});

describe('What happened', () => {
  test('is masked in the timeline and in one event: fields, context, and ids that are addresses', async () => {
    const path = '/api/profiles/user_id/sarah/events?purpose=service';
    const { items } = await get<List<EventBody & Masked>>(analyst, path);
    const called = items.find(({ event }) => event === 'Called');
    assert.deepEqual(called?.properties, { phone: '•••00', minutes: 3 });
    assert.deepEqual(fieldsOf(called as Masked), ['properties.phone']);
    const told = items.find(({ type }) => type === 'identify');
    const one = await get<EventBody & Masked>(analyst, `/api/events/${told?.id}?purpose=service`);
    for (const event of [told, one]) {
      assert.equal(event?.context.ip, '•••');
      assert.deepEqual(event?.context.externalIds, [{ id: 's•••@w•••.example', type: 'email' }]);
      assert.doesNotMatch(JSON.stringify(event), /Whitcombe|shop\.example|4111|203\.0/);
      assert.ok(fieldsOf(event as Masked).includes('traits.name'));
    }
  });

  test('in the list an id that is an address is masked, and found by the whole of it alone', async () => {
    const list = (q: string) => get<List<EventBody>>(analyst, `/api/events?purpose=service&q=${q}`);
    const [event] = (await list('neha%40shop.example')).items;
    assert.equal(event?.user_id, 'n•••@s•••.example');
    assert.deepEqual((await list('neha%40')).items, []);
    assert.equal((await list('sara')).items.length, 3, 'an id that is none is found by any part');
    const clear = await server.api<List<EventBody>>('GET', '/api/events?purpose=service&q=neha%40');
    assert.equal(clear.body.items.length, 2);
  });
});

describe('The history of an attribute', () => {
  test('masks the values and the identifiers that they were told about', async () => {
    const path = '/api/profiles/user_id/sarah/lineage/email?purpose=service';
    const shown = await get<List<{ value: unknown }>>(analyst, path);
    assert.deepEqual(
      shown.items.map(({ value }) => value),
      ['s•••@s•••.example'],
    );
    assert.deepEqual(fieldsOf(shown), ['email']);
  });
});

describe('Searching', () => {
  const count = async (headers: Headers, q: string): Promise<number> =>
    (await get<{ total: number }>(headers, `/api/profiles?purpose=service&q=${encodeURIComponent(q)}`)).total;

  test('tells nothing of what is masked, letter by letter or whole, but finds whose identifier one has', async () => {
    for (const q of ['sarah@', 'shop.exam', 'Whitcombe', '1990-05-01', '+4860070', 'neha@', 'something'])
      assert.equal(await count(analyst, q), 0, q);
    for (const q of [address, 'SARAH@shop.example', '+48600700800', 'neha@shop.example'])
      assert.equal(await count(analyst, q), 1, q);
    assert.equal(await count(analyst, 'columbus'), 1, 'what is not masked is searched');
    assert.equal(await count(desk, 'sarah@'), 1);
    assert.equal(await count(desk, '1990-05-01'), 0);
    const all = await server.api<{ total: number }>('GET', '/api/profiles?purpose=service&q=DE8937040044');
    assert.equal(all.body.total, 0, 'what is never told is found by nobody');
  });

  test('shows masked what it finds', async () => {
    const found = await get<List<{ display_name: string; attributes: Record<string, unknown> }>>(
      analyst,
      '/api/profiles?purpose=service&q=columbus',
    );
    assert.deepEqual(
      [found.items[0]?.display_name, found.items[0]?.attributes.email],
      [...['S•••', 's•••@s•••.example']],
    );
    assert.ok(fieldsOf(found).includes('identifiers.email'));
  });
});

test('What a person expressed is shown with masked identifiers and evidence', async () => {
  const made = await server.api('POST', '/api/consents', {
    ...{ subject: { type: 'email', value: address }, purpose: 'marketing.email', state: 'given' },
    ...{ method: 'form', evidence: { page: 'https://shop.example/sign-up' } },
  });
  assert.equal(made.status, 201, made.text);
  type Ledger = List<{ identifiers: { value: string }[]; evidence: object }>;
  const { items } = await get<Ledger>(analyst, '/api/profiles/user_id/sarah/consents');
  assert.deepEqual(items[0]?.identifiers, [{ type: 'email', value: 's•••@s•••.example' }]);
  assert.deepEqual(items[0]?.evidence, { page: '•••' });
});

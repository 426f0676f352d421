// Segments that look into the catalog, of a running server: what is refused, who is found, and that they follow the catalog.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { anIdentify, aTrack, startTestServer, type TestServer } from '../../testing/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
  const fields = {
    brand: { kind: 'text' },
    weight: { kind: 'number' },
    illness: { kind: 'text', category: 'user.health_and_medical' },
    sold: { kind: 'boolean' },
    since: { kind: 'date' },
    tags: { kind: 'list' },
    size: { kind: 'object' },
  };
  await call('PUT', '/api/catalog/types/thing', { title: 'Thing', fields }, 201);
  await call(
    'PUT',
    '/api/catalog/types/wish',
    { title: 'Wish', of_person: true, fields: { of: { kind: 'text' } } },
    201,
  );
  await put('pan', { brand: 'Acme', weight: 2 });
  await put('ring', { brand: 'Other', weight: 0.1 });
  await put('7', { brand: 'Acme' });
  await server.send([
    buys('anna', 'pan', 'ring'),
    buys('bob', 'ring'),
    buys('carol', 7),
    buys('dora', 'unheard of'),
    anIdentify({ userId: 'emil', traits: { name: 'Emil' } }),
  ]);
  await server.settle();
});
after(() => server.stop());

type Fault = {
  error?: { code: string; message: string; details: { faults?: { at: string; message: string }[] } };
};
async function call<Body>(method: string, path: string, body?: object, status = 200): Promise<Body> {
  const answer = await server.api<Body>(method, path, body);
  assert.equal(answer.status, status, `${method} ${path}: ${answer.text}`);
  return answer.body;
}
const put = (id: string, fields: object) => call('PUT', `/api/catalog/objects/thing/${id}`, { fields });
const buys = (userId: string, ...ids: unknown[]) =>
  aTrack({ userId, event: 'Bought', properties: { lines: ids.map((thing) => ({ thing })) } });

const which = (lookUp: object) => ({
  events: { name: 'Bought', where: [{ property: 'lines.thing', of: 'thing', ...lookUp }] },
  count: { at_least: 1 },
});
const ofAcme = which({ field: 'brand', is: 'Acme' });

async function membersOf(name: string): Promise<string[]> {
  const { items } = await call<{ items: { id: string }[] }>(
    'GET',
    `/api/segments/${name}/members?purpose=service&limit=100`,
  );
  const ids = new Set(items.map(({ id }) => id));
  const people = ['anna', 'bob', 'carol', 'dora', 'emil'];
  const known = await Promise.all(people.map((one) => server.getPerson('user_id', one, 'service')));
  return people.filter((_, i) => ids.has(known[i]?.id as string));
}
async function define(name: string, definition: object): Promise<void> {
  await call('POST', '/api/segments', { name, purpose: 'service', definition }, 201);
  await server.settle();
}

describe('Who is found', () => {
  test('by a field of what an event names, in lists and as numbers too', async () => {
    await define('acme', ofAcme);
    assert.deepEqual(await membersOf('acme'), ['anna', 'carol']);
    await define('not_acme', which({ field: 'brand', not: { is: 'Acme' } }));
    assert.deepEqual(await membersOf('not_acme'), ['anna', 'bob']);
    await define('never_acme', { ...ofAcme, count: { is: 0 } });
    assert.deepEqual(await membersOf('never_acme'), ['bob', 'dora', 'emil']);
  });

  test('by a preview as by the segment, and by a trait', async () => {
    const preview = { purpose: 'service', definition: ofAcme };
    assert.equal((await call<{ count: number }>('POST', '/api/segments/preview', preview)).count, 2);
    const definition = { count: which({ field: 'weight', at_least: 1 }).events };
    await call('POST', '/api/traits', { name: 'heavy', purpose: 'service', definition }, 201);
    await server.settle();
    const { traits } = await server.getPerson('user_id', 'anna', 'service');
    assert.equal(traits.heavy?.value, 1);
  });

  test('by an event that comes later', async () => {
    await server.send([buys('dora', 'ring', 'pan')]);
    await server.settle();
    assert.deepEqual(await membersOf('acme'), ['anna', 'carol', 'dora']);
  });

  test('and the explanation says so', async () => {
    type Node = { met: boolean; events_count?: number; definition: unknown };
    const { tree } = await call<{ tree: Node }>('GET', '/api/segments/acme/explain/user_id/anna');
    assert.deepEqual([tree.met, tree.events_count, tree.definition], [true, 1, ofAcme]);
    const past = await call<{ limits: { code: string }[] }>(
      'GET',
      `/api/segments/acme/explain/user_id/anna?at=${new Date().toISOString()}`,
    );
    assert.ok(past.limits.some(({ code }) => code === 'catalog'));
  });
});

describe('The catalog changes', () => {
  test('and a standing segment follows: another brand, a new object, one that is removed', async () => {
    await put('ring', { brand: 'Acme' });
    await server.settle();
    assert.deepEqual(await membersOf('acme'), ['anna', 'bob', 'carol', 'dora']);
    await call('DELETE', '/api/catalog/objects/thing/7', undefined, 204);
    await server.settle();
    assert.deepEqual(await membersOf('acme'), ['anna', 'bob', 'dora']);
    await put('7', { brand: 'Acme' });
    await put('pan', { brand: 'Other' });
    await put('ring', { brand: 'Other' });
    await server.settle();
    assert.deepEqual(await membersOf('acme'), ['carol']);
  });

  test('and so does what asks it', async () => {
    await define('asks', { all: [{ segment: 'acme' }] });
    assert.deepEqual(await membersOf('asks'), ['carol']);
    await put('ring', { brand: 'Acme' });
    await server.settle();
    assert.deepEqual(await membersOf('asks'), ['anna', 'bob', 'carol', 'dora']);
  });

  test('and comes back before anybody looked: who was computed in between is not forgotten', async () => {
    await put('pan', { brand: 'Acme' });
    await server.send([buys('emil', 'pan')]);
    await put('pan', { brand: 'Other' });
    await server.settle();
    assert.deepEqual(await membersOf('acme'), ['anna', 'bob', 'carol', 'dora']);
    await put('ring', { brand: 'Other' });
    await server.settle();
    assert.deepEqual(await membersOf('acme'), ['carol']);
  });

  test('and a type that loses its field finds nothing, until it has it again', async () => {
    type Type = { fields: Record<string, object> };
    const { brand, ...others } = (await call<Type>('GET', '/api/catalog/types/thing')).fields;
    await call('PUT', '/api/catalog/types/thing', { title: 'Thing', fields: others });
    await server.settle();
    assert.deepEqual(await membersOf('acme'), []);
    await call('PUT', '/api/catalog/types/thing', { title: 'Thing', fields: { brand, ...others } });
    await server.settle();
    assert.deepEqual(await membersOf('acme'), ['carol']);
  });

  test('and a field that is labelled with what the purpose does not cover is looked at no more', async () => {
    const { fields } = await call<{ fields: Record<string, object> }>('GET', '/api/catalog/types/thing');
    const ill = { ...fields, brand: { kind: 'text', category: 'user.health_and_medical' } };
    await call('PUT', '/api/catalog/types/thing', { title: 'Thing', fields: ill });
    await server.settle();
    assert.deepEqual(await membersOf('acme'), []);
    await call('PUT', '/api/catalog/types/thing', { title: 'Thing', fields });
    await server.settle();
    assert.deepEqual(await membersOf('acme'), ['carol']);
  });
});

test('What cannot be is refused at its place, when it is set and when it is previewed', async () => {
  const wrong: [lookUp: object, code: string, message: RegExp][] = [
    [{ of: 'nothing', field: 'brand', is: 'A' }, 'definition_unknown', /no.* exist.*There are .*thing/],
    [{ field: 'colour', is: 'A' }, 'definition_unknown', /no field "colour".*brand, weight/],
    [{ of: 'wish', field: 'of', is: 'A' }, 'definition_unknown', /belong to people/],
    [{ field: 'brand', more_than: 5 }, 'definition_unknown', /kind text/],
    [{ field: 'brand', is: 5 }, 'definition_unknown', /compare it with a text/],
    [{ field: 'weight', is_one_of: [1, '2'] }, 'definition_unknown', /compare it with a number/],
    [{ field: 'weight', not: { contains: '2' } }, 'definition_unknown', /kind number/],
    [{ field: 'sold', is: 'yes' }, 'definition_unknown', /true or false/],
    [{ field: 'since', is: '2026-11-27' }, 'definition_unknown', /before, after/],
    [{ field: 'since', within_last: 'P7D' }, 'definition_invalid', /fixed date/],
    [{ field: 'tags', contains: 'a' }, 'definition_unknown', /some, each, no, length/],
    [{ field: 'size', is: 'a' }, 'definition_unknown', /exists/],
    [{ field: 'illness', is: 'flu' }, 'definition_not_covered', /field "illness" of the type "thing"/],
  ];
  for (const [lookUp, code, message] of wrong) {
    const given = { purpose: 'service', definition: { all: [{ everyone: true }, which(lookUp)] } };
    const saved = await server.api<Fault>('POST', '/api/segments', { name: 'wrong', ...given });
    const preview = await server.api<Fault>('POST', '/api/segments/preview', given);
    assert.equal(saved.body.error?.code, code, saved.text);
    assert.match(saved.body.error?.message ?? '', message);
    assert.equal(preview.body.error?.code, code, preview.text);
    const at = code === 'definition_not_covered' ? undefined : 'definition.all[1].events.where[0]';
    assert.equal(saved.body.error?.details.faults?.[0]?.at, at, saved.text);
  }
});

test('More objects than the engines are given are refused, and of a standing segment nobody is a member meanwhile', async () => {
  const objects = Array.from({ length: 20_001 }, (_, i) => ({ id: `many-${i}`, fields: { weight: 40 } }));
  await define('some', which({ field: 'weight', between: [0.05, 40] }));
  assert.deepEqual(await membersOf('some'), ['anna', 'bob', 'dora', 'emil']);
  for (let first = 0; first < objects.length; first += 1000)
    await call('POST', '/api/catalog/objects/thing', { objects: objects.slice(first, first + 1000) });
  await server.settle(60_000);
  assert.deepEqual(await membersOf('some'), []);
  const body = { name: 'many', purpose: 'service', definition: which({ field: 'weight', is: 40 }) };
  const { status, body: fault } = await server.api<Fault>('POST', '/api/segments', body);
  assert.deepEqual([status, fault.error?.code], [422, 'look_up_too_many']);
  assert.match(
    fault.error?.message ?? '',
    /More than 20000 objects of the type "thing" pass the test of "weight"\. Ask/,
  );
  // Just as many as may be.
  await call('DELETE', '/api/catalog/objects/thing/many-0', undefined, 204);
  await put('many-1', { weight: 41 });
  await put('many-2', { weight: 41 });
  await server.settle(60_000);
  assert.deepEqual(await membersOf('some'), ['anna', 'bob', 'dora', 'emil']);
  await call('POST', '/api/segments', body, 201);
  await server.send([buys('bob', 'many-5')]);
  await server.settle(60_000);
  assert.deepEqual(await membersOf('many'), ['bob']);
});

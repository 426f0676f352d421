// What definitions may look at: what their purpose covers, and of what whoever writes them sees masked no more than whether it is there.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { anIdentify, aTrack, startTestServer, type TestServer } from '../../testing/index.ts';

let server: TestServer;
const json = { 'content-type': 'application/json' };
/** A key that sees addresses masked. */
let desk: Record<string, string>;
before(async () => {
  server = await startTestServer();
  const few = ['user.contact', 'user.behavior', 'user.name'];
  await publish({ slug: 'letters', data_categories: few });
  await publish({
    slug: 'care',
    data_categories: ['user'],
    legal_basis: 'consent',
    consent_model: 'explicit',
  });
  await label('attribute', 'weight', 'user.health_and_medical');
  await label('attribute', 'card', 'user.financial.credit_card');
  await label('property', 'illness', 'user.health_and_medical');
  const scopes = ['segments', 'traits'].flatMap((noun) => [`${noun}:read`, `${noun}:write`]);
  const body = {
    name: 'Desk',
    scopes: [...scopes, 'profiles:read'],
    unmasked: { sensitivity: 0, categories: [] },
  };
  const { key } = (await server.api<{ key: string }>('POST', '/api/keys', body)).body;
  desk = { ...json, authorization: `Bearer ${key}` };
  await server.send([
    anIdentify({ userId: 'anna', traits: { email: 'anna@shop.example', colour: 'red', weight: 60 } }),
    anIdentify({ userId: 'bob', traits: { email: 'bob@mail.example', colour: 'blue', weight: 90 } }),
    aTrack({ userId: 'anna', event: 'Order Completed', properties: { illness: 'flu', code: 'A' } }),
  ]);
  await server.settle();
});
after(() => server.stop());

async function publish(own: object): Promise<void> {
  const base = {
    name: 'Test',
    description: 'A test.',
    legal_basis: 'legitimate_interest',
    consent_model: 'opt_out',
  };
  const { status, text } = await server.api('POST', '/api/purposes', { ...base, ...own });
  assert.equal(status, 201, text);
}
async function label(subject: string, name: string, category: string | null): Promise<void> {
  const { status, text } = await server.api('PUT', '/api/labels', { subject, name, category });
  assert.equal(status, 200, text);
}

type Fault = { error?: { code: string; message: string } };
/** The code of the fault that saving and previewing give alike; undefined where both are taken. */
async function faultOf(
  kind: 'segments' | 'traits',
  purpose: string,
  definition: object,
  headers: Record<string, string> = { ...json, authorization: `Bearer ${server.adminKey}` },
): Promise<string | undefined> {
  const name = `test_${Math.trunc(Math.random() * 1e9)}`;
  const ask = async (path: string, body: object) =>
    JSON.parse((await server.request('POST', path, body, headers)).text) as Fault;
  const preview = await ask(`/api/${kind}/preview`, { purpose, definition });
  const saved = await ask(`/api/${kind}`, { name, purpose, definition });
  assert.equal(saved.error?.code, preview.error?.code, JSON.stringify([definition, saved, preview]));
  assert.equal(saved.error?.message, preview.error?.message);
  return saved.error?.code;
}

describe('A definition is refused that looks at what its purpose', () => {
  test('does not cover, wherever it stands', async () => {
    const order = { name: 'Order Completed', where: [{ property: 'illness', is: 'flu' }] };
    const wrong: ['segments' | 'traits', object][] = [
      ['segments', { attribute: 'weight', exists: true }],
      ['segments', { not: { any: [{ attribute: 'weight.kilos', more_than: 3 }] } }],
      ['segments', { attribute: 'weight', changed: { within: 'P1D' } }],
      ['segments', { events: order, count: { is: 1 } }],
      ['segments', { events: { type: 'track' }, distinct: 'illness', is: { is: 1 } }],
      ['segments', { sequence: [{ name: 'Order Completed' }, { name: 'x' }], same: 'illness' }],
      ['traits', { attribute: 'weight' }],
      ['traits', { add: [{ average: 'illness', of: { name_starts_with: 'Order' } }, 1] }],
      ['traits', { score: { count: order }, groups: 3 }],
      ['traits', { rfm: { name: 'Order Completed' }, monetary: 'illness' }],
    ];
    for (const [kind, definition] of wrong)
      assert.equal(
        await faultOf(kind, 'letters', definition),
        'definition_not_covered',
        JSON.stringify(definition),
      );
    assert.equal(await faultOf('segments', 'letters', { attribute: 'colour', is: 'red' }), undefined);
  });

  test('may look at only of those who permit it expressly, or never', async () => {
    assert.equal(await faultOf('traits', 'service', { attribute: 'weight' }), 'definition_not_covered');
    assert.equal(await faultOf('traits', 'care', { attribute: 'weight' }), undefined);
    assert.equal(await faultOf('traits', 'care', { attribute: 'card' }), 'definition_not_covered');
  });

  test('and says which field, which category, which purpose, and what to do', async () => {
    const body = { name: 'heavy', purpose: 'letters', definition: { attribute: 'weight', more_than: 80 } };
    const { status, body: told } = await server.api<Fault>('POST', '/api/segments', body);
    assert.equal(status, 422);
    assert.match(told.error?.message ?? '', /attribute "weight".*user\.health_and_medical.*Add the category/);
  });
});

test('Who sees a value masked may ask whether it is there, and nothing by which it can be guessed', async () => {
  const trait = { name: 'address', purpose: 'service', definition: { attribute: 'email' } };
  assert.equal((await server.api('POST', '/api/traits', trait)).status, 201);
  const guesses: ['segments' | 'traits', object][] = [
    ['segments', { attribute: 'email', starts_with: 'a' }],
    ['segments', { attribute: 'email', is: 'anna@shop.example' }],
    ['segments', { all: [{ not: { attribute: 'email', not: { ends_with: 'shop.example' } } }] }],
    ['segments', { attribute: 'email', is: 'x', for: 'P1D' }],
    ['segments', { attribute: 'email', changed: { within: 'P1D', to: { contains: 'a' } } }],
    ['segments', { trait: 'address', contains: 'a' }],
    ['segments', { events: { name: 'x', where: [{ property: 'email', is: 'a' }] }, count: { is: 1 } }],
    ['segments', { events: { name: 'x' }, last_value: 'email', is: { contains: 'a' } }],
    ['traits', { count: { name: 'x', where: [{ property: 'email', matches: 'a' }] } }],
  ];
  for (const [kind, definition] of guesses) {
    assert.equal(await faultOf(kind, 'service', definition, desk), 'definition_masked');
    assert.equal(await faultOf(kind, 'service', definition), undefined);
  }
  const fair: ['segments' | 'traits', object][] = [
    ['segments', { attribute: 'email', exists: true }],
    ['segments', { attribute: 'email', not: { exists: true } }],
    ['segments', { trait: 'address', exists: false }],
    ['segments', { attribute: 'colour', is: 'red' }],
    ['traits', { attribute: 'email' }],
  ];
  for (const [kind, definition] of fair)
    assert.equal(await faultOf(kind, 'service', definition, desk), undefined, JSON.stringify(definition));
});

test('Whoever sees a value masked may give its segment another title, and test nothing else by it', async () => {
  const definition = { attribute: 'email', ends_with: '@shop.example' };
  const made = await server.api('POST', '/api/segments', { name: 'staff', purpose: 'service', definition });
  assert.equal(made.status, 201, made.text);
  const put = (body: object) => server.request('PUT', '/api/segments/staff', body, desk);
  assert.equal((await put({ title: 'Staff', definition })).status, 200);
  assert.equal((await put({ definition: { attribute: 'email', ends_with: '@mail.example' } })).status, 403);
});

describe('What is not covered any more is missing', () => {
  const isIn = async (name: string): Promise<string[]> => {
    await server.settle();
    const path = `/api/segments/${name}/members?purpose=letters`;
    const { body } = await server.api<{ items: { id: string }[]; total: number }>('GET', path);
    assert.equal(body.total, body.items.length);
    const anna = (await server.getPerson('user_id', 'anna', 'service')).id;
    return body.items.map(({ id }) => (id === anna ? 'anna' : 'bob')).sort();
  };
  const define = async (name: string, definition: object): Promise<void> => {
    const { status, text } = await server.api('POST', '/api/segments', {
      name,
      purpose: 'letters',
      definition,
    });
    assert.equal(status, 201, text);
  };

  test('when a label says so, and is there again when none does', async () => {
    await define('reds', { attribute: 'colour', is: 'red' });
    await define('others', { not: { segment: 'reds' } });
    await define('coded', {
      events: { name: 'Order Completed', where: [{ property: 'code', is: 'A' }] },
      count: { is: 1 },
    });
    assert.deepEqual(
      [await isIn('reds'), await isIn('others'), await isIn('coded')],
      [['anna'], ['bob'], ['anna']],
    );
    await label('attribute', 'colour', 'user.health_and_medical');
    await label('property', 'code', 'user.health_and_medical');
    assert.deepEqual(
      [await isIn('reds'), await isIn('others'), await isIn('coded')],
      [[], ['anna', 'bob'], []],
    );
    // And what happens meanwhile changes nothing of that.
    await server.send([anIdentify({ userId: 'anna', traits: { colour: 'red', n: 1 } })]);
    assert.deepEqual(await isIn('reds'), []);
    await label('attribute', 'colour', null);
    await label('property', 'code', null);
    assert.deepEqual(
      [await isIn('reds'), await isIn('others'), await isIn('coded')],
      [['anna'], ['bob'], ['anna']],
    );
  });

  test('when the purpose promises less', async () => {
    await define('near', { attribute: 'town', is: 'Turin' });
    await label('attribute', 'town', 'user.behavior');
    await server.send([anIdentify({ userId: 'bob', traits: { town: 'Turin' } })]);
    assert.deepEqual(await isIn('near'), ['bob']);
    const { status, text } = await server.api('PUT', '/api/purposes/letters', {
      ...{
        name: 'Test',
        description: 'A test.',
        legal_basis: 'legitimate_interest',
        consent_model: 'opt_out',
      },
      data_categories: ['user.contact'],
    });
    assert.equal(status, 200, text);
    assert.deepEqual(await isIn('near'), []);
  });

  test('A purpose that is retired has nobody, and takes nobody out of what is for others', async () => {
    const all = { name: 'all_of_service', purpose: 'service', definition: { everyone: true } };
    await server.api('POST', '/api/segments', all);
    await server.settle();
    const { status } = await server.api('POST', '/api/purposes/letters/retire');
    assert.equal(status, 200);
    await server.settle();
    await server.send([anIdentify({ userId: 'anna', traits: { colour: 'green' } })]);
    await server.settle();
    type Shown = { items: { name: string; members: number }[] };
    const { items } = (await server.api<Shown>('GET', '/api/segments')).body;
    const members = new Map(items.map((one) => [one.name, one.members]));
    assert.deepEqual(
      ['all_of_service', 'staff', 'reds', 'others', 'near'].map((name) => members.get(name)),
      [2, 1, 0, 0, 0],
    );
  });
});

// Traits of a running server: what one comes to before it is saved, what it was of a person, and who may see it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { anIdentify, aTrack, startTestServer, type TestServer } from '../../testing/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
  await server.send([
    ...[20, 30].map((total) => aTrack({ userId: 'anna', event: 'Order Completed', properties: { total } })),
    aTrack({ userId: 'bob', event: 'Order Completed', properties: { total: 5, colour: 'red' } }),
    aTrack({ userId: 'carol', event: 'Login', properties: { colour: 'red' } }),
    anIdentify({ userId: 'anna', traits: { name: 'Anna Lee', email: 'anna@example.com', illness: 'flu' } }),
    anIdentify({ userId: 'anna', traits: { mood: 'low', scar: 'left knee' } }),
  ]);
  await server.settle();
});
after(() => server.stop());

type Preview = {
  people: number;
  missing: number;
  values: { value: unknown; people: number }[];
  minimum: number | null;
  maximum: number | null;
  average: number | null;
  sample: { id: string; display_name: string; value: unknown }[];
  withheld: { code: string } | null;
};
type Fault = { error: { code: string; message: string } };
type History = {
  items: { value: unknown; version: number; evidence: number | null; denied: { code: string } | null }[];
};

const preview = (definition: unknown, purpose: unknown = 'service') =>
  server.api<Preview & Fault>('POST', '/api/traits/preview', { purpose, definition });
const orders = { name: 'Order Completed' };

async function openKey(scopes: string[], rest: object = {}) {
  const { body, text } = await server.api<{ key: string }>('POST', '/api/keys', {
    ...{ name: 'A key', scopes, unmasked: { sensitivity: 3 } },
    ...rest,
  });
  assert.ok(body.key, text);
  return { authorization: `Bearer ${body.key}` };
}

/** Definitions that look at it were saved before anybody knew. */
async function labelAsHealth(name: string): Promise<void> {
  const label = { subject: 'attribute', name, category: 'user.health_and_medical' };
  assert.equal((await server.api('PUT', '/api/labels', label)).status, 200);
}

describe('The preview of a trait', () => {
  test('of numbers says how many have one, which, and what they come to', async () => {
    const { body } = await preview({ maximum: 'total', of: orders });
    assert.deepEqual([body.people, body.missing], [2, 1]);
    assert.deepEqual([body.minimum, body.maximum, body.average], [5, 30, 17.5]);
    assert.deepEqual(body.values, [
      { value: 30, people: 1 },
      { value: 5, people: 1 },
    ]);
    assert.deepEqual(
      body.sample.map(({ display_name, value }) => [display_name, value]),
      [
        ['', 5],
        ['Anna Lee', 30],
      ],
    );
  });

  test('of texts says how many have which, the most frequent first, and no average', async () => {
    const { body } = await preview({ last_value: 'colour', of: { type: 'track' } });
    assert.deepEqual(body.values, [{ value: 'red', people: 2 }]);
    assert.deepEqual([body.minimum, body.maximum, body.average], [null, null, null]);
  });

  test('of a score asks for the limits first', async () => {
    const { body } = await preview({ score: { sum: 'total', of: orders }, groups: 2 });
    assert.equal(body.people, 3);
    assert.equal(body.maximum, 2);
  });

  test('is refused of what somebody has to permit expressly', async () => {
    const { status, body, text } = await preview({ attribute: 'illness' });
    assert.equal(status, 422);
    assert.equal(body.error.code, 'definition_not_covered');
    assert.doesNotMatch(text, /flu/);
  });

  test('masks what the key does not see in clear, and tells no values of everybody then', async () => {
    const headers = await openKey(['traits:read', 'profiles:read'], { unmasked: { sensitivity: 0 } });
    const asked = { purpose: 'service', definition: { attribute: 'email' } };
    const { body, text } = await server.api<Preview>('POST', '/api/traits/preview', asked, headers);
    assert.equal(body.withheld?.code, 'masked');
    assert.equal(body.sample[0]?.value, 'a•••@e•••.com');
    assert.doesNotMatch(text, /anna@example/);
  });

  test('is refused when it cannot be understood, or may not be asked', async () => {
    for (const [definition, purpose, status, code] of [
      [{ attribute: "x'; drop table events --" }, 'service', 200, undefined],
      [{ sum: '`a`', of: orders }, 'service', 422, 'definition_invalid'],
      [{ attribute: 'x'.repeat(100_000) }, 'service', 422, 'definition_invalid'],
      [{ trait: 'nowhere' }, 'service', 422, 'definition_unknown'],
      [undefined, 'service', 400, 'invalid_request'],
      [{ attribute: 'plan' }, 'no.such', 422, 'purpose_unknown'],
      [{ attribute: 'plan' }, undefined, 400, 'invalid_request'],
    ] as const) {
      const answer = await server.api<Fault>('POST', '/api/traits/preview', { purpose, definition });
      assert.equal(answer.status, status, answer.text);
      assert.equal(answer.body.error?.code, code);
    }
    const other = await openKey(['traits:read', 'profiles:read'], { purposes: ['analytics'] });
    const body = { purpose: 'service', definition: { count: orders } };
    assert.equal((await server.api('POST', '/api/traits/preview', body, other)).status, 403);
    const blind = await openKey(['traits:read']);
    assert.equal((await server.api('POST', '/api/traits/preview', body, blind)).status, 403);
  });
});

describe('The history of a trait', () => {
  const path = '/api/traits/spent/history/user_id/anna';

  test('holds each value that it had, the newest first, with the version that made it', async () => {
    const spent = { sum: 'total', of: orders };
    const made = await server.api('POST', '/api/traits', {
      name: 'spent',
      purpose: 'service',
      definition: spent,
    });
    assert.equal(made.status, 201, made.text);
    await server.settle();
    await server.send([aTrack({ userId: 'anna', event: 'Order Completed', properties: { total: 50 } })]);
    await server.settle();
    await server.api('PUT', '/api/traits/spent', { definition: { add: [spent, 1000] } });
    await server.settle();
    const { body } = await server.api<History>('GET', path);
    assert.deepEqual(
      body.items.map(({ value, version, evidence }) => [value, version, evidence]),
      [
        [1100, 2, 3],
        [100, 1, 3],
        [50, 1, 2],
      ],
    );
    const first = await server.api<{ items: unknown[]; next_cursor: string }>('GET', `${path}?limit=2`);
    assert.equal(first.body.items.length, 2);
    const rest = await server.api<History>('GET', `${path}?limit=2&cursor=${first.body.next_cursor}`);
    assert.deepEqual(
      rest.body.items.map(({ value }) => value),
      [50],
    );
  });

  test('is shown by what made each value: an older version may have looked at more', async () => {
    await server.api('POST', '/api/traits', {
      ...{ name: 'health', purpose: 'service', definition: { attribute: 'mood' } },
    });
    await server.settle();
    await server.api('PUT', '/api/traits/health', { definition: { count: orders } });
    await server.settle();
    await labelAsHealth('mood');
    const { body, text } = await server.api<History>('GET', '/api/traits/health/history/user_id/anna');
    assert.deepEqual(
      body.items.map(({ value, denied }) => [value, denied === null]),
      [
        [3, true],
        [null, false],
      ],
    );
    assert.doesNotMatch(text, /low/);
  });

  test('is only for whoever may use the purpose of the trait, and of people who permit it', async () => {
    const asked = [
      [await openKey(['traits:read', 'profiles:read'], { purposes: ['analytics'] }), 403],
      [await openKey(['traits:read']), 403],
      [await openKey(['profiles:read']), 403],
      [await openKey(['traits:read', 'profiles:read'], { purposes: ['service'] }), 200],
    ] as const;
    for (const [headers, status] of asked)
      assert.equal((await server.api('GET', path, undefined, headers)).status, status);
    for (const [wrong, status] of [
      ['/api/traits/nowhere/history/user_id/anna', 404],
      ['/api/traits/spent/history/user_id/nobody', 404],
      [`/api/traits/spent/history/user_id/${encodeURIComponent("' or 1=1 --")}`, 404],
      [`${path}?cursor=1e9`, 200],
      [`${path}?cursor=x`, 400],
    ] as const)
      assert.equal((await server.api('GET', wrong)).status, status, wrong);
    await server.api('POST', '/api/traits', {
      ...{ name: 'for_mail', purpose: 'marketing.email', definition: { count: orders } },
    });
    await server.settle();
    const { body } = await server.api<History & { permitted: { decision: string } }>(
      'GET',
      '/api/traits/for_mail/history/user_id/anna',
    );
    assert.deepEqual([body.permitted.decision, body.items], ['deny', []]);
  });

  test('is in the log of reads', async () => {
    const { body } = await server.api<{ items: { exit: string; fields: string[] }[] }>('GET', '/api/reads');
    assert.ok(
      body.items.some(
        ({ exit, fields }) =>
          exit === 'GET /api/traits/:name/history/:type/:value' && fields.includes('traits.spent'),
      ),
    );
  });
});

test('a person shows traits as whoever asks may see them', async () => {
  await server.api('POST', '/api/traits', {
    ...{ name: 'address', purpose: 'service', definition: { attribute: 'email' } },
  });
  await server.api('POST', '/api/traits', {
    ...{ name: 'ill', purpose: 'service', definition: { attribute: 'scar' } },
  });
  await server.settle();
  await labelAsHealth('scar');
  const headers = await openKey(['profiles:read'], { unmasked: { sensitivity: 0 } });
  const { body } = await server.api<{
    traits: Record<string, { value: unknown }>;
    masked: { field: string }[];
  }>('GET', '/api/profiles/user_id/anna?purpose=service', undefined, headers);
  assert.equal(body.traits.address?.value, 'a•••@e•••.com');
  assert.equal(body.traits.ill, undefined);
  assert.ok(body.masked.some(({ field }) => field === 'traits.address'));
});

test('of how many events a value is made follows, while the value stays since when it is', async () => {
  await server.api('POST', '/api/traits', {
    ...{ name: 'favourite', purpose: 'service', definition: { last_value: 'size', of: orders } },
  });
  const buy = async () => {
    await server.send([aTrack({ userId: 'dora', event: 'Order Completed', properties: { size: 'M' } })]);
    await server.settle();
    return (await server.getPerson('user_id', 'dora', 'service')).traits.favourite;
  };
  const first = await buy();
  assert.deepEqual([first?.value, first?.version, first?.evidence], ['M', 1, 1]);
  assert.deepEqual(await buy(), { ...first, evidence: 2 });
});

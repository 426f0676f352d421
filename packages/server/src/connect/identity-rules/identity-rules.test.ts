// Setting rules, end to end: what a preview says is what happens, people follow, and come back with their ids.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { anIdentify, aTrack, type Fault, startTestServer, type TestServer } from '../../testing/index.ts';
import type { RulesPreview } from './index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

type Rules = {
  version: number;
  set: object;
  types: { type: string; limit: number; shipped: boolean }[];
  blocked: { shipped: object[]; own: object[] };
  application: {
    version: number;
    state: string;
    looked_at: number;
    to_look_at: number;
    people_changed: number;
  };
};
const getRules = async (): Promise<Rules> => (await server.api<Rules>('GET', '/api/identity/rules')).body;
const preview = async (rules: object): Promise<RulesPreview> => {
  const { status, body } = await server.api<RulesPreview>('POST', '/api/identity/preview', {
    action: 'rules',
    rules,
  });
  assert.equal(status, 200, JSON.stringify(body));
  return body;
};

/** A preview ends when its time is up, which a busy machine may need several times. */
async function previewAll(rules: object): Promise<RulesPreview> {
  for (let tries = 0; tries < 5; tries += 1) {
    const shown = await preview(rules);
    if (shown.complete) return shown;
  }
  throw new Error('The preview was never complete');
}

async function setRules(rules: object, reason = ''): Promise<Rules> {
  const { status, body } = await server.api<Rules>('POST', '/api/identity/rules', { rules, reason });
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}

async function waitFor(isSo: (application: Rules['application']) => boolean): Promise<Rules['application']> {
  for (let tries = 0; tries < 1500; tries += 1) {
    const { application } = await getRules();
    if (isSo(application)) return application;
    await sleep(20);
  }
  throw new Error('The rules were not followed in time');
}
const followed = () => waitFor(({ state }) => state === 'done');

/** Sets rules, and answers while they are being followed. Where they were done before anybody looked: once more. */
async function setAndSeeInTheMiddle(rules: object): Promise<Rules['application']> {
  for (let tries = 0; tries < 5; tries += 1) {
    await setRules(rules);
    const half = await waitFor(({ looked_at }) => looked_at > 0);
    if (half.looked_at < half.to_look_at) return half;
    await setRules({});
    await followed();
  }
  throw new Error('The rules were always followed before anybody could look');
}

const idOf = async (type: string, value: string) => (await server.findPerson(type, value))?.id;
const oneAddress = { types: { email: { limit: 1, priority: 4 } } };
const placeOf = (name: string) => ({ type: 'email', value: `${name}@shop.example` });

/** An account with two addresses, one after the other. */
async function meet(name: string): Promise<void> {
  for (const address of [`${name}@shop.example`, `${name}.new@shop.example`]) {
    await server.send([anIdentify({ userId: name, traits: { email: address, latest: address } })]);
    await server.settle();
  }
  await server.send([aTrack({ userId: name, event: 'looked' })]);
  await server.settle();
}

test('Without any, the shipped ones are in force', async () => {
  const rules = await getRules();
  assert.deepEqual([rules.version, rules.set, rules.application.state], [0, {}, 'none']);
  assert.ok(rules.types.every(({ shipped }) => shipped));
  assert.ok(rules.blocked.shipped.length > 50);
});

describe('A tighter limit', () => {
  let ids: (string | undefined)[];

  test('is shown before it is set, and changes nothing by that', async () => {
    await meet('ada');
    ids = [await idOf('user_id', 'ada')];
    const shown = await preview(oneAddress);
    const { samples, looked_at, ...counts } = shown;
    assert.deepEqual(counts, {
      ...{ splits: 1, merges: 0, people_before: 1, people_after: 2, refusals_before: 0, refusals_after: 1 },
      complete: true,
    });
    assert.equal(looked_at, 5);
    assert.deepEqual(
      samples.map(({ kind, before: one, after: two }) => [kind, one.length, two.length]),
      [['split', 1, 2]],
    );
    assert.equal(samples[0]?.before[0]?.id, ids[0]);
    assert.ok(samples[0]?.after[1]?.identifiers.some(({ value }) => value === 'ada.new@shop.example'));
    assert.equal((await getRules()).version, 0);
    assert.equal(await idOf('email', 'ada.new@shop.example'), ids[0]);
  });

  test('takes people apart, lists what it refuses, and holds for what comes', async () => {
    const { version, application } = await setRules(oneAddress, 'One person, one address');
    assert.deepEqual([version, application.version], [1, 1]);
    assert.equal((await followed()).people_changed, 2);
    const second = await idOf('email', 'ada.new@shop.example');
    assert.equal(await idOf('user_id', 'ada'), ids[0]);
    assert.notEqual(second, ids[0]);
    assert.equal((await server.listEvents('user_id', 'ada')).length, 3, 'all of it was done by the account');
    assert.equal((await server.listEvents('email', 'ada.new@shop.example')).length, 0);
    await meet('ben');
    assert.notEqual(await idOf('email', 'ben.new@shop.example'), await idOf('user_id', 'ben'));
    const { body } = await server.api<{ items: { type: string; limit: number; outcome: string }[] }>(
      ...(['GET', '/api/identity/refusals?purpose=service'] as const),
    );
    assert.deepEqual(
      body.items.map(({ type, limit, outcome }) => [type, limit, outcome]),
      [
        ['email', 1, 'kept'],
        ['email', 1, 'kept'],
      ],
    );
    ids.push(second);
  });

  test('loosened again, they are one with the id they had, and the other id leads there', async () => {
    const shown = await preview({});
    assert.deepEqual([shown.merges, shown.splits, shown.people_before, shown.people_after], [2, 0, 4, 2]);
    await setRules({});
    await followed();
    assert.equal(await idOf('email', 'ada.new@shop.example'), ids[0]);
    assert.equal(await idOf('profile_id', ids[1] as string), ids[0]);
    assert.equal((await server.getPerson('user_id', 'ada')).attributes.latest?.value, 'ada.new@shop.example');
    const { body } = await server.api<{ items: object[] }>('GET', '/api/identity/refusals?purpose=service');
    assert.deepEqual(body.items, []);
    await server.settle();
    const people = await server.api<{ total: number }>('GET', '/api/profiles?purpose=service&q=ada');
    assert.equal(people.body.total, 1, 'lists know it too');
  });

  test('All versions stay, with who and why', async () => {
    type Version = { version: number; rules: object; by: string; reason: string };
    const path = '/api/identity/rules/versions?limit=1';
    const { body } = await server.api<{ items: Version[]; next_cursor: string }>('GET', path);
    assert.deepEqual([body.items[0]?.version, body.next_cursor], [2, '2']);
    const next = await server.api<{ items: Version[]; next_cursor: null }>('GET', `${path}&cursor=2`);
    const [first] = next.body.items;
    assert.deepEqual([first?.version, first?.rules, next.body.next_cursor], [1, oneAddress, null]);
    assert.equal(first?.reason, 'One person, one address');
    assert.match(first?.by ?? '', /^api_key:/);
  });
});

test('A blocked value joins nobody from then on, and joins them again when it is released', async () => {
  const shared = placeOf('till');
  await server.send(
    ['cleo', 'dan'].map((name) =>
      anIdentify({ userId: undefined, anonymousId: `${name}-device`, traits: { email: shared.value } }),
    ),
  );
  await server.settle();
  const devices = async () => [
    await idOf('anonymous_id', 'cleo-device'),
    await idOf('anonymous_id', 'dan-device'),
  ];
  const [cleo, dan] = await devices();
  assert.equal(cleo, dan);
  const blocked = { blocked: [{ type: 'email', kind: 'value', text: shared.value }] };
  assert.equal((await preview(blocked)).splits, 1);
  await setRules(blocked);
  await followed();
  const apart = await devices();
  assert.notEqual(apart[0], apart[1]);
  await setRules({});
  await followed();
  assert.deepEqual(await devices(), [cleo, dan]);
});

test('Ended in the middle, it goes on where it was at the next start', async () => {
  const count = 1500;
  const before = (await preview({})).people_before;
  for (const part of [1, 2]) {
    const messages = Array.from({ length: count }, (_, i) =>
      anIdentify({ userId: `many-${i}`, traits: { email: `many-${i}-${part}@shop.example` } }),
    );
    for (let from = 0; from < count; from += 500) await server.send(messages.slice(from, from + 500));
    await server.settle();
  }
  const shown = await previewAll(oneAddress);
  const half = await setAndSeeInTheMiddle(oneAddress);
  await server.restart();
  const done = await followed();
  assert.ok(half.looked_at < half.to_look_at, 'it was not done before');
  assert.equal(done.looked_at, done.to_look_at);
  assert.deepEqual([shown.splits, shown.people_before], [count + 2, before + count]);
  assert.equal((await preview({})).people_before, shown.people_after);
  assert.notEqual(await idOf('email', 'many-7-2@shop.example'), await idOf('user_id', 'many-7'));
});

test('What is wrong is refused with where and what to do', async () => {
  const { version } = await getRules();
  const refusals: [object, number, RegExp][] = [
    [{ rules: { types: { email: { limit: 0, priority: 4 } } } }, 400, /rules\.types\.email\.limit/],
    [{ rules: { types: { Email: { limit: 1, priority: 4 } } } }, 400, /rules\.types\.Email.*lower-case/],
    [{ rules: { types: { profile_id: { limit: 1, priority: 4 } } } }, 400, /choose another name/],
    [
      { rules: { types: { phone: { limit: 1, priority: 4, on_conflict: 'transfer' } } } },
      400,
      /recycle_after_days/,
    ],
    [{ rules: { blocked: [{ kind: 'pattern', text: '(a+)+$' }] } }, 400, /rules\.blocked\.0/],
    [{ rules: { default_country: 'Poland' } }, 400, /two capital letters/],
    [{ rules: { colour: 'red' } }, 400, /colour/],
    [{}, 400, /rules/],
    [{ rules: {}, expected_version: version - 1 }, 409, new RegExp(`newest version is ${version}`)],
  ];
  for (const [body, status, message] of refusals) {
    const answer = await server.api<Fault>('POST', '/api/identity/rules', body);
    assert.equal(answer.status, status, JSON.stringify([body, answer.body]));
    assert.match(answer.body.error.message, message);
  }
  assert.equal((await getRules()).version, version);
});

test('An own type may have the name of something that every object has', async () => {
  await setRules({ types: { constructor: { limit: 1, priority: 3 } } });
  await server.send([anIdentify({ userId: 'eve', traits: { constructor: 'c-1' } })]);
  await server.settle();
  assert.equal(await idOf('constructor', 'c-1'), await idOf('user_id', 'eve'));
  assert.equal((await getRules()).types.find(({ type }) => type === 'constructor')?.shipped, false);
});

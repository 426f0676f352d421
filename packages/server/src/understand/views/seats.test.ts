// How many views may lie open: what is full, for whom, and what is told to them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAppError } from '@rapport/protocol';
import fc from 'fast-check';
import { anIdentify, startTestServer, type TestServer } from '../../testing/index.ts';
import { openSeats } from './seats.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer({ env: { RAPPORT_VIEW_STREAMS_MAX: '4', RAPPORT_CARD_STREAMS_MAX: '2' } });
  await server.sendInTurn([anIdentify({ userId: 'anna', traits: { town: 'Łódź' } })]);
  const fields = [{ name: 'town', attribute: 'town' }];
  const made = await server.api('POST', '/api/views', {
    name: 'desk',
    title: 'D',
    purpose: 'service',
    fields,
  });
  assert.equal(made.status, 201, made.text);
});
after(() => server.stop());

test('never more than there are seats, of all and of each, whoever comes and goes', () => {
  const moves = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.boolean()), { maxLength: 200 });
  fc.assert(
    fc.property(moves, (all) => {
      const seats = openSeats({ viewStreamsMax: 5, cardStreamsMax: 2 });
      const taken: { who: number; leave: () => void }[] = [];
      for (const [who, comes] of all) {
        const own = taken.filter((one) => one.who === who);
        if (!comes) {
          const [first] = own;
          if (first === undefined) continue;
          taken.splice(taken.indexOf(first), 1);
          first.leave();
          first.leave();
          continue;
        }
        const isFull = own.length >= 2 || taken.length >= 5;
        try {
          const leave = seats.take({ kind: 'api_key', id: String(who), workspaceId: 1 });
          assert.ok(!isFull);
          taken.push({ who, leave });
        } catch (error) {
          assert.ok(isFull && isAppError(error) && error.code === 'view_streams_limited', String(error));
        }
      }
    }),
  );
});

async function openStream(authorization: string, path = 'desk/user_id/anna') {
  const controller = new AbortController();
  const response = await fetch(`${server.url}/api/views/${path}/stream`, {
    headers: { authorization: `Bearer ${authorization}` },
    signal: controller.signal,
  });
  // What nobody holds any more is let go by the garbage collector, connection and all.
  if (response.ok) return { status: response.status, response, close: () => controller.abort() };
  const { error } = (await response.json()) as { error: { code: string; message: string } };
  return { ...error, status: response.status, retryAfter: response.headers.get('retry-after'), close() {} };
}

const makeKey = async (): Promise<string> => {
  const body = { name: 'Desk', scopes: ['views:read', 'cards:write'] };
  const made = await server.api<{ key: string }>('POST', '/api/keys', body);
  assert.equal(made.status, 201, made.text);
  return made.body.key;
};

test('the tokens of a key are counted with it; what is full is told with what to do, and who leaves makes room', async () => {
  const [key, other, third] = [await makeKey(), await makeKey(), await makeKey()];
  const body = { view: 'desk', subject: { type: 'user_id', value: 'anna' } };
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const { token } = (await server.request<{ token: string }>('POST', '/api/card-tokens', body, headers)).body;
  const own = await openStream(key);
  const card = await openStream(token);
  assert.deepEqual([own.status, card.status], [200, 200]);
  for (const again of [key, token]) {
    const refused = await openStream(again);
    assert.ok('code' in refused);
    assert.deepEqual([refused.status, refused.code, refused.retryAfter], [429, 'view_streams_limited', '30']);
    assert.match(refused.message, /key and its card tokens have 2 views open.*RAPPORT_CARD_STREAMS_MAX/s);
  }
  // Nobody who is refused keeps a seat.
  for (const path of ['desk/user_id/nobody', 'nothing/user_id/anna'])
    assert.equal((await openStream(other, path)).status, 404);
  const others = [await openStream(other), await openStream(other)];
  assert.deepEqual(
    others.map(({ status }) => status),
    [200, 200],
  );
  const full = await openStream(third);
  assert.ok('code' in full);
  assert.deepEqual([full.status, full.code], [429, 'view_streams_limited']);
  assert.match(full.message, /4 views lie open on this server.*RAPPORT_VIEW_STREAMS_MAX/s);
  const plain = await server.request('GET', '/api/views/desk/user_id/anna', undefined, {
    authorization: `Bearer ${third}`,
  });
  assert.equal(plain.status, 200, 'reading goes on');

  card.close();
  let status = 429;
  for (let i = 0; i < 100 && status !== 200; i += 1) {
    await sleep(20);
    const opened = await openStream(token);
    ({ status } = opened);
    others.push(opened as (typeof others)[0]);
  }
  assert.equal(status, 200);
  for (const { close } of [own, ...others]) close();
});

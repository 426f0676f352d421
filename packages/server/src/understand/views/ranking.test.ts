// Rankings count whole hours: what happens within one is told when it has ended, to everybody in the same way.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { aTrack, startTestServer, type TestServer } from '../../testing/index.ts';
import type { ViewAnswer } from './model.ts';
import type { Ranked } from './ranking.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
  const field = { ranking: 'Bought', by: 'product', sum: 'amount', compared: true };
  const fields = ['PT1H', 'PT2H'].map((last) => ({ ...field, name: `last_${last.toLowerCase()}`, last }));
  const view = { name: 'sold', title: 'Sold', purpose: 'analytics', about: 'business', fields };
  const made = await server.api('POST', '/api/views', view);
  assert.equal(made.status, 201, made.text);
  const { body } = await server.api<{ now: string }>('POST', '/api/test/clock', { advance: 'PT0S' });
  // Beyond the hour in which it was started, so that real time does not end one in the middle.
  const start = Math.ceil(Date.parse(body.now) / hourMs) * hourMs + 60_000;
  const set = await server.api('POST', '/api/test/clock', { set: new Date(start).toISOString() });
  assert.equal(set.status, 200, set.text);
});
after(() => server.stop());

const hourMs = 3_600_000;

async function buy(amounts: readonly number[]): Promise<void> {
  await server.sendInTurn(
    amounts.map((amount, i) =>
      aTrack({ userId: `buyer-${i}`, event: 'Bought', properties: { product: 'lamp', amount } }),
    ),
  );
  await server.settle();
}

async function read(): Promise<{ amounts: (number | undefined)[]; until: string; tag: string }> {
  const answer = await server.api<ViewAnswer>('GET', '/api/views/sold');
  const { last_pt1h: hour, last_pt2h: two } = answer.body.fields;
  const amounts = [hour, two].map((field) => (field?.value as Ranked[] | undefined)?.[0]?.amount);
  return { amounts, until: String(hour?.updated_at), tag: String(answer.headers.get('etag')) };
}

test('what happened is told when its hour has ended, and not before', async () => {
  await buy([1, 1, 1, 1, 1]);
  const first = await read();
  assert.deepEqual(first.amounts, [undefined, undefined]);
  assert.match(first.until, /T\d\d:00:00\.000Z$/);
  // Long enough that nothing kept is answered.
  await server.advance('PT2M');
  await buy([0, 0, 0, 0, 0, 700]);
  await server.advance('PT2M');
  const second = await read();
  assert.deepEqual([second.amounts, second.until, second.tag], [first.amounts, first.until, first.tag]);

  await server.advance('PT1H');
  const third = await read();
  assert.deepEqual(third.amounts, [705, 705]);
  assert.equal(Date.parse(third.until) - Date.parse(first.until), hourMs);
  await buy([20, 20, 20, 20, 20]);
  await server.advance('PT2M');
  const fourth = await read();
  assert.deepEqual([fourth.amounts, fourth.tag], [third.amounts, third.tag]);

  await server.advance('PT1H');
  const fifth = await read();
  assert.deepEqual(fifth.amounts, [100, 805]);
});

// The test clock: open and closed, forward and back, and what is no time.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { aTrack, startTestServer, type TestServer } from '../../testing/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

const change = (body: object) => server.api('POST', '/api/test/clock', body);
const nowOf = (body: { now?: unknown }): number => Date.parse(String(body.now));

describe('The test clock', { timeout: 60_000 }, () => {
  test('Goes forward, and the whole server with it', async () => {
    const answer = await change({ advance: 'P10D' });
    assert.equal(answer.status, 200);
    const expected = Date.now() + 10 * 86_400_000;
    assert.ok(Math.abs(nowOf(answer.body) - expected) < 5000);
    await server.send([aTrack({ userId: 'of the future' })]);
    await server.settle();
    const [event] = await server.listEvents('user_id', 'of the future');
    assert.ok(Math.abs(Date.parse(event?.received_at ?? '') - expected) < 5000);
  });

  test('Is set, also back', async () => {
    for (const set of ['2031-01-01T00:00:00Z', '2020-06-01T12:00:00+02:00']) {
      const answer = await change({ set });
      assert.ok(Math.abs(nowOf(answer.body) - Date.parse(set)) < 5000);
    }
    await server.send([aTrack({ userId: 'of the past' })]);
    await server.settle();
    const [event] = await server.listEvents('user_id', 'of the past');
    assert.match(event?.received_at ?? '', /^2020-06-01T10:00/);
  });

  test('What is no time is refused, and nothing moves', async () => {
    const before = nowOf((await change({ advance: 'PT0S' })).body);
    const wrong = [
      {},
      { advance: 'P' },
      { advance: 'PT' },
      { advance: '1H' },
      { advance: 5 },
      { advance: '-P1D' },
      { advance: 'P1X' },
      { set: 'tomorrow' },
      { set: 5 },
      { set: '2026-13-01T00:00:00Z' },
      { advance: 'PT1H', set: '2026-01-01T00:00:00Z' },
      { advance: 'P999999999Y' },
    ];
    for (const body of wrong) {
      const answer = await change(body);
      assert.equal(answer.status, 400, JSON.stringify(body));
      assert.equal(answer.body.error?.code, 'invalid_request');
    }
    assert.ok(Math.abs(nowOf((await change({ advance: 'PT0S' })).body) - before) < 5000);
  });

  test('Closed, it refuses and says how to open it', async () => {
    await server.restart({ RAPPORT_TEST_CLOCK: '0' });
    const answer = await change({ advance: 'PT1H' });
    assert.deepEqual([answer.status, answer.body.error?.code], [403, 'test_clock_closed']);
    assert.match(String(answer.body.error?.message), /RAPPORT_TEST_CLOCK=1/);
  });
});

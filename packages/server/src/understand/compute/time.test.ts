// Time alone: who leaves a window, passes a date or loses a permission is somewhere else without any event.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { anIdentify, aTrack, startTestServer, type TestServer } from '../../testing/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

const createSegment = async (name: string, definition: unknown, purpose = 'service') => {
  const { status, text } = await server.api('POST', '/api/segments', { name, purpose, definition });
  assert.equal(status, 201, text);
};
const segmentsOf = async (userId: string, purpose = 'service'): Promise<string[]> =>
  (await server.getPerson('user_id', userId, purpose)).segments.map(({ name }) => name);
const nowMs = async (): Promise<number> =>
  Date.parse((await server.api<{ now: string }>('POST', '/api/test/clock', { advance: 'PT0S' })).body.now);
async function pass(iso: string): Promise<void> {
  await server.api('POST', '/api/test/clock', { advance: iso });
  await server.settle();
}

test('who leaves a sliding window is in another segment, at that moment and by that reason', async () => {
  await createSegment('lately', { events: { name: 'Login', in: { last: 'P7D' } }, count: { at_least: 1 } });
  await createSegment('lapsed', {
    all: [
      { events: { name: 'Login' }, count: { at_least: 1 } },
      { events: { name: 'Login', in: { last: 'P7D' } }, count: { is: 0 } },
    ],
  });
  await server.send([aTrack({ userId: 'anna', event: 'Login' })]);
  await server.settle();
  assert.deepEqual(await segmentsOf('anna'), ['lately']);
  await pass('P6DT23H');
  assert.deepEqual(await segmentsOf('anna'), ['lately']);
  await pass('PT1H1S');
  assert.deepEqual(await segmentsOf('anna'), ['lapsed']);
  const { body } = await server.api<{ items: { reason: string }[] }>(
    'GET',
    '/api/segments/lapsed/members?purpose=service',
  );
  assert.deepEqual(
    body.items.map(({ reason }) => reason),
    ['time'],
  );
});

test('a date comes near and passes', async () => {
  await createSegment('ends_soon', { attribute: 'trial_until', within_next: 'P2D' });
  const { body } = await server.api<{ now: string }>('POST', '/api/test/clock', { advance: 'PT1S' });
  const trialUntil = new Date(Date.parse(body.now) + 3 * 86_400_000).toISOString();
  await server.send([anIdentify({ userId: 'bob', traits: { trial_until: trialUntil } })]);
  await server.settle();
  assert.deepEqual(await segmentsOf('bob'), []);
  await pass('P1DT1H');
  assert.deepEqual(await segmentsOf('bob'), ['ends_soon']);
  await pass('P2D');
  assert.deepEqual(await segmentsOf('bob'), []);
});

test('who withdraws consent is in no segment for the purpose at once, and back in with a new one', async () => {
  await createSegment('readers', { attribute: 'newsletter', is: true }, 'marketing.email');
  const say = async (state: string) => {
    const { status, text } = await server.api('POST', '/api/consents', {
      subject: { type: 'user_id', value: 'carol' },
      purpose: 'marketing.email',
      state,
      method: 'web_form',
    });
    assert.equal(status, 201, text);
  };
  await server.send([anIdentify({ userId: 'carol', traits: { name: 'Carol' } })]);
  await server.settle();
  await say('given');
  await server.send([anIdentify({ userId: 'carol', traits: { newsletter: true } })]);
  await server.settle();
  assert.deepEqual(await segmentsOf('carol', 'marketing.email'), ['readers']);
  await say('withdrawn');
  await server.settle();
  const { body } = await server.api<{ members: number }>('GET', '/api/segments/readers');
  assert.equal(body.members, 0);
});

test('whose consent ends by itself is out of what it was for within seconds', async () => {
  await createSegment('ending', { attribute: 'newsletter', is: true }, 'marketing.email');
  const subject = { type: 'user_id', value: 'erik' };
  const ends = new Date(Math.ceil((await nowMs()) / 1000) * 1000 + 3 * 3_600_000).toISOString();
  await server.send([anIdentify({ userId: 'erik', traits: { name: 'Erik' } })]);
  await server.settle();
  const consent = { subject, purpose: 'marketing.email', state: 'given', method: 'form', valid_until: ends };
  const { status, text } = await server.api('POST', '/api/consents', consent);
  assert.equal(status, 201, text);
  await server.send([anIdentify({ userId: 'erik', traits: { newsletter: true } })]);
  await server.settle();
  const members = async (): Promise<number> =>
    (await server.api<{ members: number }>('GET', '/api/segments/ending')).body.members;
  assert.equal(await members(), 1);
  // From here the clock goes on by itself: who looks once a minute has just looked, and would be a minute late.
  await server.advance('PT2H59M52S');
  const since = performance.now();
  while ((await members()) > 0) {
    assert.ok(performance.now() - since < 40_000, 'still in it more than half a minute later');
    await sleep(200);
  }
  assert.ok(performance.now() - since > 1000, 'and not before');
});

test('what an attribute was, since before the segment was set, and for how long it has been so', async () => {
  await server.send([anIdentify({ userId: 'dora', traits: { plan: 'free' } })]);
  await server.settle();
  await pass('P1D');
  await server.send([anIdentify({ userId: 'dora', traits: { plan: 'gold' } })]);
  await server.settle();
  await createSegment('upgraded', {
    attribute: 'plan',
    changed: { within: 'P3D', from: { is: 'free' }, to: { is: 'gold' } },
  });
  await createSegment('gold_for_long', { attribute: 'plan', is: 'gold', for: 'P2D' });
  await server.settle();
  assert.deepEqual(await segmentsOf('dora'), ['upgraded']);
  await pass('P2DT1H');
  assert.deepEqual(await segmentsOf('dora'), ['gold_for_long', 'upgraded']);
  await pass('P1D');
  assert.deepEqual(await segmentsOf('dora'), ['gold_for_long']);
});

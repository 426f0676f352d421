// Open views follow what happens with a person, and stop showing what may not be shown any more.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { anIdentify, aTrack, startTestServer, type TestServer } from '../../testing/index.ts';
import type { ViewAnswer } from './model.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
  const count = { count: { name: 'Visit' } };
  for (const purpose of ['service', 'personalisation']) {
    const trait = { name: `visits_${purpose}`, purpose, definition: count };
    assert.equal((await server.api('POST', '/api/traits', trait)).status, 201);
    const fields = [
      { name: 'nickname', attribute: 'nickname' },
      { name: 'visits', trait: `visits_${purpose}` },
    ];
    const view = { name: purpose, title: purpose, purpose, fields };
    assert.equal((await server.api('POST', '/api/views', view)).status, 201);
  }
});
after(() => server.stop());

type Watched = {
  answers: ViewAnswer[];
  ended: { code: string }[];
  until(is: () => boolean): Promise<void>;
  stop(): void;
};

async function watch(
  path: string,
  headers: Record<string, string> = {},
): Promise<Watched & { status: number }> {
  const controller = new AbortController();
  const response = await fetch(`${server.url}/api/views/${path}/stream`, {
    headers: { authorization: `Bearer ${server.adminKey}`, ...headers },
    signal: controller.signal,
  });
  const watched: Watched = {
    ...{ answers: [], ended: [], stop: () => controller.abort() },
    async until(is) {
      const end = performance.now() + 10_000;
      while (!is() && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 5));
      assert.ok(is(), JSON.stringify(watched.answers.at(-1)?.fields));
    },
  };
  void collect(response, watched).catch(() => {});
  return { ...watched, status: response.status };
}

async function collect(response: Response, { answers, ended }: Watched): Promise<void> {
  let rest = '';
  for await (const chunk of response.body ?? []) {
    const parts = (rest + Buffer.from(chunk).toString('utf8')).split('\n\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      const data = /^data: (.*)$/m.exec(part)?.[1];
      if (data !== undefined) (part.startsWith('event: end') ? ended : answers).push(JSON.parse(data));
    }
  }
}

const said = async (userId: string, state: string): Promise<void> => {
  const subject = { type: 'user_id', value: userId };
  const body = { subject, purpose: 'personalisation', state, method: 'form' };
  assert.equal((await server.api('POST', '/api/consents', body)).status, 201);
};

test('an attribute and a trait are shown as soon as they are there, and nothing twice', async () => {
  await server.sendInTurn([anIdentify({ userId: 'ada', traits: { nickname: 'A' } })]);
  const stream = await watch('service/user_id/ada');
  const last = () => stream.answers.at(-1)?.fields;
  await stream.until(() => last()?.nickname?.value === 'A');
  await server.send([anIdentify({ userId: 'ada', traits: { nickname: 'B' } })]);
  await stream.until(() => last()?.nickname?.value === 'B');
  await server.send([aTrack({ userId: 'ada', event: 'Visit' })]);
  await stream.until(() => last()?.visits?.value === 1);
  const count = stream.answers.length;
  await server.send([
    aTrack({ userId: 'ada', event: 'Something Else' }),
    aTrack({ userId: 'bea', event: 'Visit' }),
  ]);
  await server.settle();
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.equal(stream.answers.length, count);
  stream.stop();
});

test('a withdrawal takes what it covers out of an open stream at once, and consent does not bring it back', async () => {
  await said('cleo', 'given');
  await server.sendInTurn([anIdentify({ userId: 'cleo', traits: { nickname: 'C' } })]);
  const stream = await watch('personalisation/user_id/cleo');
  await stream.until(() => stream.answers.at(-1)?.fields.nickname?.value === 'C');
  await said('cleo', 'withdrawn');
  await stream.until(() => stream.answers.at(-1)?.fields.nickname === undefined);
  assert.equal(stream.answers.at(-1)?.decision?.reason.code, 'consent_withdrawn');
  stream.stop();
});

test('a consent that ends by itself ends what is shown', async () => {
  const now = Date.parse(
    (await server.api<{ now: string }>('POST', '/api/test/clock', { advance: 'PT1S' })).body.now,
  );
  const subject = { type: 'user_id', value: 'dora' };
  const valid_until = new Date(now + 3_600_000).toISOString();
  const body = { subject, purpose: 'personalisation', state: 'given', method: 'form', valid_until };
  assert.equal((await server.api('POST', '/api/consents', body)).status, 201);
  await server.sendInTurn([anIdentify({ userId: 'dora', traits: { nickname: 'D' } })]);
  const stream = await watch('personalisation/user_id/dora');
  await stream.until(() => stream.answers.at(-1)?.fields.nickname?.value === 'D');
  await server.advance('PT2H');
  await stream.until(() => stream.answers.at(-1)?.fields.nickname === undefined);
  stream.stop();
});

test('a stream follows the identifier through a merge', async () => {
  await server.sendInTurn([
    anIdentify({ userId: 'eve', traits: { nickname: 'E' } }),
    anIdentify({ userId: undefined, anonymousId: 'tab-eve', traits: { nickname: 'early' } }),
  ]);
  const stream = await watch('service/anonymous_id/tab-eve');
  const nickname = () => stream.answers.at(-1)?.fields.nickname?.value;
  await stream.until(() => nickname() === 'early');
  await server.send([anIdentify({ userId: 'eve', anonymousId: 'tab-eve', traits: { nickname: 'late' } })]);
  await stream.until(() => nickname() === 'late');
  await server.send([anIdentify({ userId: 'eve', traits: { nickname: 'last' } })]);
  await stream.until(() => nickname() === 'last');
  const [a, b] = [
    { type: 'user_id', value: 'eve' },
    { type: 'anonymous_id', value: 'tab-eve' },
  ];
  assert.equal((await server.api('POST', '/api/identity/unlink', { a, b })).status, 200);
  await server.send([anIdentify({ userId: 'eve', traits: { nickname: 'hers alone' } })]);
  await server.settle();
  assert.notEqual(nickname(), 'hers alone');
  stream.stop();
});

test('the label of a field, the view itself and its end are followed', async () => {
  await server.sendInTurn([anIdentify({ userId: 'fay', traits: { nickname: 'F' } })]);
  const stream = await watch('service/user_id/fay');
  await stream.until(() => stream.answers.at(-1)?.fields.nickname?.value === 'F');
  const label = { subject: 'attribute', name: 'nickname', category: 'user.health_and_medical' };
  assert.equal((await server.api('PUT', '/api/labels', label)).status, 200);
  await stream.until(() => stream.answers.at(-1)?.denied.some(({ field }) => field === 'nickname') === true);
  assert.equal((await server.api('PUT', '/api/labels', { ...label, category: null })).status, 200);
  await stream.until(() => stream.answers.at(-1)?.fields.nickname?.value === 'F');
  const fields = [{ name: 'other', attribute: 'nickname' }];
  const put = await server.api('PUT', '/api/view-definitions/service', { title: 'Service', fields });
  assert.equal(put.status, 200, put.text);
  await stream.until(() => stream.answers.at(-1)?.fields.other?.value === 'F');
  assert.equal((await server.api('DELETE', '/api/view-definitions/service')).status, 204);
  await stream.until(() => stream.ended[0]?.code === 'view_not_found');
  stream.stop();
});

test('nothing is streamed to who may not read it', async () => {
  assert.equal((await watch('personalisation/user_id/nobody')).status, 404);
  assert.equal((await watch('personalisation/user_id/cleo', { authorization: 'Bearer no' })).status, 401);
});

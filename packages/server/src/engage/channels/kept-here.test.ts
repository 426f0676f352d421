// What lies here until somebody looks at it, on a running server: calls that somebody makes, messages in an inbox, browsers that are pushed to.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { anIdentify, startTestServer, type TestServer } from '../../testing/index.ts';
import { openHttpSide } from './test-http-side.ts';
import { openTestBrowser } from './web-push/test-fixture.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer({
    env: { RAPPORT_PUBLIC_URL: 'https://rapport.example', RAPPORT_ALLOWED_NETWORKS: '127.0.0.0/8' },
  });
  await server.send([
    anIdentify({ userId: 'sarah', traits: { email: 'sarah@shop.example', phone: '+48600700800' } }),
    anIdentify({ userId: 'neha', traits: { email: 'neha@shop.example', phone: '+48600700801' } }),
  ]);
  await server.settle();
  await good('PUT', '/api/message-rules', { time_zone: 'UTC', quiet_hours: [], caps: [], priorities: [] });
  await good('POST', '/api/brands', { slug: 'rowan', name: 'Rowan' });
  await good('POST', '/api/topics', {
    ...{ slug: 'rings', brand: 'rowan', purpose: 'marketing.*', channels: ['phone', 'push'], default: 'in' },
    titles: { en: 'Rings' },
  });
  const call = { title: 'New rings', script: 'Ask whether they like rings.' };
  await addTemplate('call', { topic: 'rings', contents: { phone: { en: call } } });
  await addTemplate('push', {
    topic: 'rings',
    contents: { web_push: { en: { title: 'Rings', url: 'https://shop.example/r' } } },
  });
  await addTemplate('note', {
    purpose: 'service',
    contents: { in_app: { en: { title: 'Your refund', url: '/refunds' } } },
  });
});
after(() => server.stop());

async function good<Body>(method: string, path: string, body?: object): Promise<Body> {
  const { status, body: answer, text } = await server.api<Body>(method, path, body);
  assert.ok(status < 300, `${method} ${path}: ${text}`);
  return answer;
}

async function addTemplate(slug: string, said: object): Promise<void> {
  await good('POST', '/api/templates', { slug, title: slug, ...said });
  await good('POST', `/api/templates/${slug}/publish`, {});
}

type Message = { id: string; state: string };
const send = (userId: string, template: string): Promise<Message> =>
  good<Message>('POST', '/api/messages', { to: { type: 'user_id', value: userId }, template });

async function reaches(id: string, ...states: string[]): Promise<void> {
  let state = '';
  for (let i = 0; i < 100 && !states.includes(state); i += 1) {
    state = (await good<Message>('GET', `/api/messages/${id}`)).state;
    if (!states.includes(state)) await sleep(100);
  }
  assert.ok(states.includes(state), `the message ${id} is ${state}`);
}

const consent = (userId: string, purpose: string, state: string) =>
  good('POST', '/api/consents', {
    subject: { type: 'user_id', value: userId },
    purpose,
    state,
    method: 'phone_call',
  });

type Task = {
  id: string;
  state: string;
  title: string;
  claimed_by: string | null;
  reason: { message: string } | null;
};
type Fault = { error: { code: string; message: string; details: { reason?: { code: string } } } };
const tasks = async (query = ''): Promise<Task[]> =>
  (await good<{ items: Task[] }>('GET', `/api/phone-tasks?${query}`)).items;

async function keyOf(...scopes: string[]): Promise<Record<string, string>> {
  const { key } = await good<{ key: string }>('POST', '/api/keys', { name: 'Desk', scopes });
  return { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
}

describe('A call', () => {
  test('shows its number to whoever claims it, and to nobody else; its outcome is the message’s', async () => {
    await consent('neha', 'marketing.phone', 'given');
    const { id } = await send('neha', 'call');
    await reaches(id, 'sent');
    const listed = await server.api('GET', '/api/phone-tasks?state=open');
    assert.doesNotMatch(listed.text, /600700801|like rings/);
    const claimed = await good<Task & { number: string; script: string }>(
      'POST',
      `/api/phone-tasks/${id}/claim`,
    );
    assert.deepEqual([claimed.number, claimed.script], ['+48600700801', 'Ask whether they like rings.']);
    const other = await keyOf('phone_tasks:read', 'phone_tasks:write');
    const taken = await server.request<Fault>('POST', `/api/phone-tasks/${id}/claim`, undefined, {
      authorization: other.authorization ?? '',
    });
    assert.deepEqual([taken.status, taken.body.error.code], [409, 'phone_task_taken']);
    const foreign = await server.request<Fault>(
      'POST',
      `/api/phone-tasks/${id}/outcome`,
      { outcome: 'reached' },
      other,
    );
    assert.equal(foreign.status, 409);
    const ended = await good<Task>('POST', `/api/phone-tasks/${id}/outcome`, {
      outcome: 'reached',
      note: 'Likes them',
    });
    assert.equal(ended.state, 'done');
    await reaches(id, 'delivered', 'replied');
    assert.equal((await server.api('POST', `/api/phone-tasks/${id}/claim`)).status, 409);
  });

  test('a claim that nobody ends is open again, and what nobody answered comes later', async () => {
    const { id } = await send('neha', 'call');
    await reaches(id, 'sent');
    await good('POST', `/api/phone-tasks/${id}/claim`);
    assert.deepEqual(
      (await tasks('state=claimed')).map((one) => one.id),
      [id],
    );
    await server.advance('PT31M');
    const [open] = await tasks('state=open');
    assert.deepEqual([open?.id, open?.claimed_by], [id, null]);
    await good('POST', `/api/phone-tasks/${id}/claim`);
    const again = await good<Task & { due_at: string }>('POST', `/api/phone-tasks/${id}/outcome`, {
      outcome: 'no_answer',
    });
    assert.equal(again.state, 'open');
    await good('POST', `/api/phone-tasks/${id}/claim`);
    const wrong = await server.api<Fault>('POST', `/api/phone-tasks/${id}/outcome`, { outcome: 'call_back' });
    assert.deepEqual([wrong.status, wrong.body.error.code], [400, 'invalid_request']);
    await good('POST', `/api/phone-tasks/${id}/outcome`, { outcome: 'wrong_number' });
    await reaches(id, 'bounced');
  });

  test('Sarah: whoever said no after the task was made is not called, and the reason names it', async () => {
    await consent('sarah', 'marketing.phone', 'given');
    const { id } = await send('sarah', 'call');
    await reaches(id, 'sent');
    await consent('sarah', 'marketing.phone', 'withdrawn');
    const refused = await server.api<Fault>('POST', `/api/phone-tasks/${id}/claim`);
    assert.deepEqual([refused.status, refused.body.error.code], [403, 'phone_task_refused']);
    assert.match(refused.body.error.message, /withdrew their consent .* by phone_call/);
    assert.doesNotMatch(refused.text, /600700800/);
    const [closed] = await tasks('state=refused');
    assert.equal(closed?.id, id);
    assert.match(closed?.reason?.message ?? '', /withdrew/);
    const { id: next } = await send('sarah', 'call');
    await reaches(next, 'refused');
    assert.ok((await tasks()).every((one) => one.id !== next));
  });

  test('who wants no more calls gets none: it is kept as their choice', async () => {
    await consent('sarah', 'marketing.phone', 'given');
    const { id } = await send('sarah', 'call');
    await reaches(id, 'sent');
    await good('POST', `/api/phone-tasks/${id}/claim`);
    await good('POST', `/api/phone-tasks/${id}/outcome`, { outcome: 'refused' });
    await reaches(id, 'unsubscribed');
    const { id: next } = await send('sarah', 'call');
    await reaches(next, 'refused');
  });
});

describe('An inbox', () => {
  type Inbox = {
    items: { id: string; title: string; url: string; read_at: string | null }[];
    unread: number;
  };
  const path = '/api/in-app/user_id/neha';

  test('is read by key, and marks are told once', async () => {
    const { id } = await send('neha', 'note');
    await reaches(id, 'sent');
    const inbox = await good<Inbox>('GET', path);
    assert.deepEqual(
      inbox.items.map((one) => [one.id, one.title, one.url, one.read_at]),
      [[id, 'Your refund', '/refunds', null]],
    );
    assert.equal(inbox.unread, 1);
    await good('POST', `${path}/${id}/read`);
    await reaches(id, 'opened');
    await good('POST', `${path}/${id}/clicked`);
    await reaches(id, 'clicked');
    assert.equal((await good<Inbox>('GET', path)).unread, 0);
    assert.equal((await server.api('POST', `/api/in-app/user_id/sarah/${id}/read`)).status, 404);
    assert.equal((await server.api('GET', '/api/in-app/user_id/nobody')).status, 404);
  });

  test('is read by a page with a token of that person, and of nobody else, for a while', async () => {
    const subject = { type: 'user_id', value: 'neha' };
    const { token } = await good<{ token: string }>('POST', '/api/in-app-tokens', {
      subject,
      expires_in_minutes: 5,
    });
    const ask = (method: string, where: string, bearer = token) =>
      server.request<Inbox>(method, where, undefined, {
        authorization: `Bearer ${bearer}`,
        origin: 'https://shop.example',
      });
    const shown = await ask('GET', '/in-app/messages');
    assert.equal(shown.body.items.length, 1);
    assert.equal(shown.headers.get('access-control-allow-origin'), '*');
    assert.equal(shown.headers.get('set-cookie'), null);
    const { id: sarahs } = await send('sarah', 'note');
    await reaches(sarahs, 'sent');
    assert.equal((await ask('POST', `/in-app/messages/${sarahs}/read`)).status, 404);
    assert.equal((await ask('GET', '/in-app/messages', `${token}x`)).status, 401);
    assert.equal((await ask('GET', path)).status, 401);
    await server.advance('PT6M');
    assert.equal((await ask('GET', '/in-app/messages')).status, 401);
  });

  test('that lies open is told what comes', async () => {
    const subject = { type: 'user_id', value: 'neha' };
    const { token } = await good<{ token: string }>('POST', '/api/in-app-tokens', { subject });
    const leaving = new AbortController();
    const stream = await fetch(`${server.url}/in-app/stream`, {
      ...{ headers: { authorization: `Bearer ${token}` }, signal: leaving.signal },
    });
    assert.equal(stream.headers.get('content-type'), 'text/event-stream');
    const seen: Inbox[] = [];
    const { id } = await send('neha', 'note');
    let text = '';
    for await (const chunk of stream.body as AsyncIterable<Uint8Array>) {
      text += Buffer.from(chunk).toString();
      seen.push(
        ...[...text.matchAll(/^event: inbox\ndata: (.*)\n\n/gm)].map(
          (one) => JSON.parse(one[1] ?? '') as Inbox,
        ),
      );
      if (seen.some(({ items }) => items.some((one) => one.id === id))) break;
    }
    leaving.abort();
    assert.equal(seen.at(-1)?.items[0]?.id, id);
  });

  test('shows nothing any more that may not be told any more', async () => {
    await consent('neha', 'service', 'restricted');
    const inbox = await good<Inbox>('GET', path);
    assert.deepEqual([inbox.items, inbox.unread], [[], 0]);
  });
});

describe('A browser', () => {
  test('that subscribed on a page belongs to the visitor, and is pushed to', async () => {
    const browser = openTestBrowser();
    const side = await openHttpSide(() => ({ status: 201 }));
    const { write_key } = await server.createSource('Shop', 'browser');
    const key = await server.request<{ public_key: string }>('GET', `/push/key?write_key=${write_key}`);
    assert.equal(Buffer.from(key.body.public_key, 'base64url').length, 65);
    const subscription = {
      endpoint: `http://127.0.0.1:${side.port}/1`,
      keys: { p256dh: browser.p256dh, auth: browser.auth },
    };
    const told = JSON.stringify({ write_key, subscription, user_id: 'sarah' });
    const plain = { 'content-type': 'text/plain', origin: 'https://shop.example' };
    assert.equal((await server.request('POST', '/push/subscriptions', told, plain)).status, 204);
    await server.settle();
    await consent('sarah', 'marketing.push', 'given');
    const { id } = await send('sarah', 'push');
    await reaches(id, 'sent');
    for (let i = 0; i < 50 && side.taken.length === 0; i += 1) await sleep(50);
    const [taken = assert.fail('nothing was pushed')] = side.taken;
    const said = browser.open(taken.body);
    assert.deepEqual([said.id, said.title], [id, 'Rings']);
    assert.match(String(said.url), /\/m\/c\//);
    const gone = JSON.stringify({ write_key, endpoint: subscription.endpoint });
    assert.equal((await server.request('POST', '/push/subscriptions/gone', gone, plain)).status, 204);
    const { id: next } = await send('sarah', 'push');
    await reaches(next, 'bounced');
    await side.close();
  });

  test('of a key that is no page’s is nobody’s', async () => {
    const till = await server.createSource('Till', 'server');
    for (const key of ['unknown', till.write_key])
      assert.equal((await server.request('GET', `/push/key?write_key=${key}`)).status, 404);
  });
});

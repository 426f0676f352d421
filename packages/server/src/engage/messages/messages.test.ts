// Messages on a running server: what goes, what does not and why, and that nobody gets two.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { anIdentify, type SentBody, startTestServer, type TestServer } from '../../testing/index.ts';

let server: TestServer;
type Message = {
  id: string;
  state: string;
  reason: string | null;
  channel: string;
  point: { type: string; value: string } | null;
  why: {
    by: string;
    purpose: string;
    reason: { code: string; message: string };
    tried: { channel: string }[];
  } | null;
  history: { state: string; reason?: string }[];
};

async function good<Answer>(method: 'GET' | 'POST' | 'PUT', path: string, body?: SentBody): Promise<Answer> {
  const answer = await server.api(method, path, body);
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as Answer;
}

before(async () => {
  server = await startTestServer();
  await good('POST', '/api/brands', { slug: 'shop', name: 'Shop' });
  await good('POST', '/api/topics', {
    ...{ slug: 'offers', brand: 'shop', titles: { en: 'Offers' }, descriptions: {}, channels: ['email'] },
    ...{ purpose: 'marketing.email', default: 'in', order: 1 },
  });
  const body = (subject: string, end: string) => ({
    email: { en: { subject, html: `<p>Dear {{ person.first_name }},</p><p>${end}</p>` } },
  });
  for (const template of [
    {
      slug: 'offer',
      title: 'Offer',
      topic: 'offers',
      contents: body('An offer', '<a href="{{ links.unsubscribe }}">No more</a>'),
    },
    {
      slug: 'receipt',
      title: 'Receipt',
      purpose: 'message.transactional',
      contents: body('Your receipt', 'Thank you'),
    },
  ]) {
    await good('POST', '/api/templates', template);
    await good('POST', `/api/templates/${template.slug}/publish`, { version: 1 });
  }
  await tell();
  await good('POST', '/api/consents', {
    ...{
      subject: { type: 'user_id', value: 'neha' },
      purpose: 'marketing.email',
      state: 'given',
      method: 'form',
    },
  });
  // What she told before she allowed it may not be used for it.
  await tell();
});
after(() => server.stop());

async function tell(): Promise<void> {
  await server.send(
    ['sarah', 'neha'].map((name) =>
      anIdentify({ userId: name, traits: { email: `${name}@shop.example`, first_name: name } }),
    ),
  );
  await server.settle();
}

/** As soon as nothing more is done with it for now. */
async function told(id: string): Promise<Message> {
  for (let i = 0; i < 400; i += 1) {
    const message = await good<Message>('GET', `/api/messages/${id}`);
    if (!['queued', 'sending'].includes(message.state)) return message;
    await sleep(25);
  }
  throw new Error(`Nothing became of message ${id}`);
}
const send = async (to: string, template: string, more: object = {}): Promise<Message> => {
  const { id } = await good<Message>('POST', '/api/messages', {
    to: { type: 'user_id', value: to },
    template,
    ...more,
  });
  return told(id);
};

test('a receipt reaches whoever never allowed anything, and an offer does not, with the reason', async () => {
  const receipt = await send('sarah', 'receipt');
  assert.deepEqual(
    [receipt.state, receipt.channel, receipt.point?.value],
    ['sent', 'email', 's•••@s•••.example'],
  );
  const offer = await send('sarah', 'offer');
  assert.deepEqual(
    [offer.state, offer.reason, offer.why?.by, offer.why?.purpose],
    ['refused', 'consent_unknown', 'gate', 'marketing.email'],
  );
  assert.equal((await send('neha', 'offer')).state, 'sent');
});

test('the outbox has what was sent, with a link by which it ends', async () => {
  const outbox = await good<{ items: { message_id: string; subject: string }[] }>(
    'GET',
    '/api/outbox?purpose=marketing.email',
  );
  assert.deepEqual(
    outbox.items.map(({ subject }) => subject),
    ['An offer'],
  );
  const path = `/api/outbox/${outbox.items[0]?.message_id}?purpose=marketing.email`;
  const mail = await good<{ html: string; text: string; headers: Record<string, string> }>('GET', path);
  assert.match(mail.html, /Dear neha/);
  assert.match(mail.headers['List-Unsubscribe'] ?? '', /^<http/);
  const statusFor = async (scopes: string[]) => {
    const { key } = await good<{ key: string }>('POST', '/api/keys', { name: 'Outbox', scopes });
    return (await server.request('GET', path, undefined, { authorization: `Bearer ${key}` })).status;
  };
  // Who may not speak for people does not get links that do.
  assert.equal(await statusFor(['messages:read']), 403);
  assert.equal(await statusFor(['consents:write']), 403);
  assert.equal(await statusFor(['messages:read', 'consents:write']), 200);
});

test('asked for twice with one key, it is one message', async () => {
  const asked = { to: { type: 'user_id', value: 'sarah' }, template: 'receipt', key: 'order-1' };
  const [first, second] = await Promise.all([1, 2].map(() => server.api('POST', '/api/messages', asked)));
  assert.deepEqual([first?.status, second?.status].sort(), [200, 201]);
  assert.equal(first?.body.id, second?.body.id);
});

test('who switches a topic off gets no more of it, and is told what decided', async () => {
  await good('PUT', '/api/preferences/email/neha@shop.example', {
    source: 'test',
    changes: [{ channel: 'email', topic: 'offers', state: 'out' }],
  });
  const offer = await send('neha', 'offer');
  assert.deepEqual([offer.state, offer.reason, offer.why?.by], ['refused', 'topic_off', 'preference']);
});

test('nobody of the name, no such template: said at once', async () => {
  const to = { type: 'user_id', value: 'nobody' };
  assert.equal((await server.api('POST', '/api/messages', { to, template: 'receipt' })).status, 404);
  const sarah = { type: 'user_id', value: 'sarah' };
  assert.equal((await server.api('POST', '/api/messages', { to: sarah, template: 'nothing' })).status, 422);
});

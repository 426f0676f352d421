// The whole loop on a running server: a message goes, is opened, clicked and ended by what it carries, and all of it comes back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  anIdentify,
  type EventBody,
  type SentBody,
  startTestServer,
  type TestServer,
} from '../../testing/index.ts';
import { insertSent } from '../../testing/sent-messages.ts';

let server: TestServer;
const page = 'https://shop.example/rings?colour=gold';
const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';
type Message = { id: string; state: string; reason: string | null };

async function good<Answer>(method: 'GET' | 'POST', path: string, body?: SentBody): Promise<Answer> {
  const answer = await server.api(method, path, body);
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${answer.text}`);
  return answer.body as Answer;
}

before(async () => {
  server = await startTestServer();
  await good('POST', '/api/brands', { slug: 'shop', name: 'Shop' });
  await good('POST', '/api/topics', {
    ...{
      slug: 'offers',
      brand: 'shop',
      titles: { en: 'Offers' },
      channels: ['email'],
      purpose: 'marketing.email',
      default: 'in',
    },
  });
  const html = `<p>Dear {{ person.first_name }}, <a href="${page}">look</a>. <a href="{{ links.why }}">Why?</a> <a href="{{ links.unsubscribe }}">No more</a></p>`;
  await good('POST', '/api/templates', {
    slug: 'offer',
    title: 'Offer',
    topic: 'offers',
    contents: { email: { en: { subject: 'Rings', html } } },
  });
  await good('POST', '/api/templates/offer/publish', { version: 1 });
  const told = [anIdentify({ userId: 'neha', traits: { email: 'neha@shop.example', first_name: 'Neha' } })];
  await server.sendInTurn(told);
  const subject = { type: 'user_id', value: 'neha' };
  await good('POST', '/api/consents', {
    subject,
    purpose: 'marketing.email',
    state: 'given',
    method: 'form',
  });
  await server.sendInTurn([
    anIdentify({ userId: 'neha', traits: { email: 'neha@shop.example', first_name: 'Neha' } }),
  ]);
});
after(() => server.stop());

async function send(): Promise<Message> {
  const to = { type: 'user_id', value: 'neha' };
  const { id } = await good<Message>('POST', '/api/messages', { to, channel: 'email', template: 'offer' });
  return until(id, ({ state }) => !['queued', 'sending'].includes(state));
}
async function until(id: string, is: (message: Message) => boolean): Promise<Message> {
  for (let i = 0; i < 200; i += 1) {
    const message = await good<Message>('GET', `/api/messages/${id}`);
    if (is(message)) return message;
    await sleep(50);
  }
  throw new Error(
    `Nothing became of message ${id}: ${JSON.stringify(await good('GET', `/api/messages/${id}`))}`,
  );
}
async function eventsOf(id: string, names: string[]): Promise<EventBody[]> {
  let own: EventBody[] = [];
  for (let i = 0; i < 60; i += 1) {
    await server.settle();
    own = (await server.listEvents('user_id', 'neha')).filter(
      ({ properties }) => properties.message_id === id,
    );
    if (names.every((name) => own.some(({ event }) => event === name))) return own;
    await sleep(100);
  }
  throw new Error(`Only ${own.map(({ event }) => event).join()} came back`);
}
const follow = (url: string, method = 'GET'): Promise<Response> =>
  fetch(url, { method, redirect: 'manual', headers: { 'user-agent': browser } });

test('what goes is told of, what it carries leads where it should, and what comes back moves it', async () => {
  const { id, state } = await send();
  assert.equal(state, 'sent');
  const [row] = await server.db.query<{ mail: { html: string } }>(
    'select mail from outbox_mails where message_id = $1',
    [id],
  );
  const html = String(row?.mail.html).replaceAll('&amp;', '&');
  const links = [...html.matchAll(/(?:href|src)="(http[^"]+)"/g)].map(([, url]) => url as string);
  const find = (part: string): string =>
    links.find((url) => url.startsWith(`${server.url}${part}`)) ?? assert.fail(`${part} in ${links}`);
  assert.ok(!links.includes(page), 'the page is reached by way of ours');
  for (const url of links) assert.ok((await follow(url, 'HEAD')).status < 400, url);
  assert.deepEqual(
    (await eventsOf(id, ['Message Sent'])).map(({ event, properties }) => [
      event,
      properties.template,
      properties.topic,
    ]),
    [['Message Sent', 'offer', 'offers']],
  );
  // What is opened sooner was opened by a machine.
  await server.advance('PT5S');
  await follow(find('/m/o/'));
  assert.equal((await follow(find('/m/c/'))).headers.get('location'), page);
  await until(id, (message) => message.state === 'clicked');
  const came = await eventsOf(id, ['Message Opened', 'Message Clicked']);
  assert.ok(came.every(({ event, properties }) => event === 'Message Sent' || properties.machine === false));
  assert.equal((await follow(find('/why/'))).status, 200);
  const stop = await fetch(find('/u/'), {
    method: 'POST',
    body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
  });
  assert.equal(stop.status, 200);
  await until(id, (message) => message.state === 'unsubscribed');
  await eventsOf(id, ['Message Unsubscribed']);
  const next = await send();
  assert.deepEqual([next.state, next.reason], ['refused', 'topic_off']);
});

test('what was sent when a server ended is told of when the next starts, once however often it starts', async () => {
  const neha = Number((await server.getPerson('user_id', 'neha')).id);
  const to = { type: 'email', value: 'neha@shop.example' };
  const [row] = await server.db.query<{ ms: number }>(
    `select (extract(epoch from max(sent_at)) * 1000)::float8 as ms from messages`,
  );
  const id = String(await insertSent(server.db, neha, { to, topic: 'offers', sentMs: row?.ms ?? 0 }));
  for (let i = 0; i < 2; i += 1) {
    await server.restart();
    await eventsOf(id, ['Message Sent']);
  }
  await sleep(500);
  assert.equal((await eventsOf(id, ['Message Sent'])).length, 1);
});

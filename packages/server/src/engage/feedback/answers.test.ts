// What companies tell of messages, over real requests: taken where it is signed, once, and all that follows is done.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { json } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../../platform/clock/index.ts';
import { openSeal } from '../../platform/sealing/index.ts';
import { anIdentify, type EventBody, startTestServer, type TestServer } from '../../testing/index.ts';
import { insertSent, linksOf } from '../../testing/sent-messages.ts';
import { channels, openAccounts } from '../channels/index.ts';

let server: TestServer;
let sarahId: number;
const token = 'a-token-of-twilio';
const number = '+48600700800';
const hook = '/hooks/sms/texts';

before(async () => {
  server = await startTestServer();
  await server.sendInTurn([
    anIdentify({ userId: 'sarah', traits: { email: 'sarah@shop.example', phone: number } }),
    anIdentify({ userId: 'neha', traits: { email: 'neha@shop.example', phone: '+48600700801' } }),
  ]);
  sarahId = Number((await server.getPerson('user_id', 'sarah')).id);
  assert.equal((await server.api('POST', '/api/brands', { slug: 'rowan', name: 'Rowan' })).status, 201);
  const topic = {
    slug: 'rings',
    brand: 'rowan',
    purpose: 'marketing.*',
    channels: ['email', 'sms'],
    default: 'in',
    titles: { en: 'Rings' },
  };
  assert.equal((await server.api('POST', '/api/topics', topic)).status, 201);
  const accounts = openAccounts(channels, await openSeal(server.db, systemClock(), 'channel_accounts'));
  const settings = { account_sid: 'ACtest', auth_token: token, from: '+15005550006' };
  const account = {
    slug: 'texts',
    title: 'Texts',
    provider: 'twilio',
    settings,
    place: 0,
    enabled: true,
    recipient: null,
    perSecond: null,
  };
  await server.db.transaction((tx) =>
    accounts.create({ db: tx, workspaceId: 1 }, 'sms', account, { at: new Date(0), by: 'test' }),
  );
});
after(() => server.stop());

/** Signed as Twilio signs: the address, and each field with its value, in the order of their names. */
async function tell(fields: Record<string, string>, { path = hook, key = token } = {}): Promise<Response> {
  const signed =
    server.url +
    path +
    Object.keys(fields)
      .sort()
      .map((name) => name + fields[name])
      .join('');
  const signature = createHmac('sha1', key).update(signed).digest('base64');
  return fetch(server.url + path, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { 'x-twilio-signature': signature },
  });
}
let sids = 0;
const reply = (text: string, from = number): Record<string, string> => {
  sids += 1;
  return { MessageSid: `SMreply${sids}`, From: from, Body: text };
};
async function taken(answer: Promise<Response>): Promise<void> {
  const { status } = await answer;
  assert.equal(status, 200);
}
const stateOf = async (id: number): Promise<{ state: string; history: object[] }> =>
  (
    await server.db.query<{ state: string; history: object[] }>(
      'select state, history from messages where id = $1',
      [id],
    )
  )[0] as never;
async function eventsOf(user = 'sarah'): Promise<EventBody[]> {
  await server.settle();
  return (await server.listEvents('user_id', user)).filter(({ type }) => type === 'track');
}
const ofMessage = async (id: number): Promise<EventBody[]> =>
  (await eventsOf()).filter(({ properties }) => properties.message_id === String(id));
async function mayText(topic = 'rings'): Promise<string> {
  const { body } = await server.api<{ topics: { topic: string; channel: string; decision: string }[] }>(
    'GET',
    `/api/preferences/phone/${encodeURIComponent(number)}`,
  );
  return body.topics.find((one) => one.topic === topic && one.channel === 'sms')?.decision ?? 'none';
}

describe('An address for answers', () => {
  const fields = { MessageSid: 'SMnone', MessageStatus: 'delivered', To: number };
  test('takes nothing that is signed by another, or not at all', async () => {
    const id = await insertSent(server.db, sarahId, {
      channel: 'sms',
      providerId: 'SMsigned',
      to: { type: 'phone', value: number },
    });
    const own = { ...fields, MessageSid: 'SMsigned' };
    assert.equal((await tell(own, { key: 'another' })).status, 401);
    const bare = await fetch(server.url + hook, { method: 'POST', body: new URLSearchParams(own) });
    assert.equal(bare.status, 401);
    assert.deepEqual(await bare.json(), {
      error: {
        code: 'answer_not_signed',
        message: 'This is not signed with the token of the account.',
        details: {},
      },
    });
    assert.equal((await stateOf(id)).state, 'sent');
    await taken(tell(own));
    assert.equal((await stateOf(id)).state, 'delivered');
  });

  test('takes no more than a megabyte, and nothing for an account that there is not', async () => {
    const large = await announce(1024 * 1024 + 1);
    assert.deepEqual([large.statusCode, await codeOf(large)], [400, 'body_too_large']);
    for (const path of ['/hooks/sms/none', '/hooks/email/texts', '/hooks/email/email', '/hooks/none/texts'])
      assert.equal((await tell(fields, { path })).status, 404, path);
    assert.equal((await fetch(server.url + hook)).status, 404);
  });

  test('says what it cannot read', async () => {
    for (const body of ['', '{', 'x'.repeat(1000), '\u0000'])
      for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded', 'x']) {
        const headers = {
          'content-type': type,
          'x-twilio-signature': createHmac('sha1', token)
            .update(server.url + hook)
            .digest('base64'),
        };
        const { status } = await fetch(server.url + hook, { method: 'POST', body, headers });
        assert.ok([400, 401].includes(status), `${type} ${status}`);
      }
  });
});

describe('What became of a message', () => {
  test('is told once, however often it is told, and moves it forward only', async () => {
    const id = await insertSent(server.db, sarahId, {
      channel: 'sms',
      providerId: 'SM1',
      to: { type: 'phone', value: number },
    });
    const delivered = { MessageSid: 'SM1', MessageStatus: 'delivered', To: number };
    await Promise.all(Array.from({ length: 8 }, () => taken(tell(delivered))));
    await taken(tell({ ...delivered, MessageStatus: 'read' }));
    await taken(tell(delivered));
    const { state, history } = await stateOf(id);
    assert.deepEqual([state, history.length], ['opened', 2]);
    const events = await ofMessage(id);
    assert.deepEqual(events.map(({ event }) => event).sort(), ['Message Delivered', 'Message Opened']);
    assert.deepEqual(
      [events[0]?.properties.channel, events[0]?.properties.campaign, events[0]?.properties.topic],
      ['sms', 'spring', 'rings'],
    );
    assert.equal(events[0]?.source.name, 'Engage');
  });

  test('may be told before it is known what the other side calls it', async () => {
    await taken(tell({ MessageSid: 'SMearly', MessageStatus: 'delivered', To: number }));
    const id = await insertSent(server.db, sarahId, {
      channel: 'sms',
      providerId: 'SMearly',
      to: { type: 'phone', value: number },
    });
    assert.equal((await stateOf(id)).state, 'sent');
    await server.advance('PT6S');
    await taken(tell({ MessageSid: 'SMother', MessageStatus: 'delivered', To: number }));
    assert.equal((await stateOf(id)).state, 'delivered');
  });

  test('a hard bounce keeps the address from being written to, a soft one does not', async () => {
    const [soft, hard] = ['30003', '30005'];
    const check = async () => {
      const asked = { identifier: { type: 'phone', value: number } };
      return (
        await server.api<{ suppressed: { scope: string; channel: string }[] }>(
          'POST',
          '/api/suppressions/check',
          asked,
        )
      ).text;
    };
    await taken(tell({ MessageSid: 'SMsoft', MessageStatus: 'undelivered', ErrorCode: soft, To: number }));
    assert.doesNotMatch(await check(), /bounce/);
    const id = await insertSent(server.db, sarahId, {
      channel: 'sms',
      providerId: 'SMhard',
      to: { type: 'phone', value: number },
    });
    await taken(tell({ MessageSid: 'SMhard', MessageStatus: 'undelivered', ErrorCode: hard, To: number }));
    assert.match(await check(), /"scope":"bounce","channel":"sms"/);
    assert.equal((await stateOf(id)).state, 'bounced');
    const [event] = await ofMessage(id);
    assert.deepEqual([event?.event, event?.properties.hard], ['Message Bounced', true]);
    const listed = await server.api<{ items: { id: string }[] }>('GET', '/api/suppressions?limit=10');
    const lifted = await server.api('POST', `/api/suppressions/${listed.body.items[0]?.id}/lift`, {
      reason: 'It was a test',
      origin: 'operator',
    });
    assert.ok(lifted.status < 500);
  });
});

describe('What somebody writes back', () => {
  test('is an event and a ticket of theirs, also without naming the message', async () => {
    const id = await insertSent(server.db, sarahId, { channel: 'sms', to: { type: 'phone', value: number } });
    const answer = reply('Where is my ring?\nIt should have come on Monday.');
    await taken(tell(answer));
    await taken(tell(answer));
    assert.equal((await stateOf(id)).state, 'replied');
    const events = await eventsOf();
    const replied = events.filter(({ event }) => event === 'Message Replied');
    assert.deepEqual(
      replied.map(({ properties }) => [properties.message_id, properties.text]),
      [[String(id), answer.Body]],
    );
    const tickets = events.filter(({ event }) => event === 'Ticket Created');
    assert.deepEqual(
      tickets.map(({ properties }) => [properties.subject, properties.via]),
      [['Where is my ring?', 'sms']],
    );
    const path = `/api/catalog/objects/ticket/${tickets[0]?.properties.ticket_id}?purpose=service`;
    const ticket = await server.api<{ fields: { state: { value: string } } }>('GET', path);
    assert.equal(ticket.status, 200, ticket.text);
    assert.match(ticket.text, /"open"/);
  });

  test('STOP stops what comes by text and nothing else, START takes it back, and START alone signs nobody up', async () => {
    assert.equal(await mayText(), 'permit');
    await taken(tell(reply('START')));
    const before = await server.db.query('select * from preference_events where source like $1', [
      'reply_by%',
    ]);
    assert.deepEqual(before, []);
    await taken(tell(reply(' Stop. ')));
    assert.equal(await mayText(), 'deny');
    const email = await server.api<{ topics: { channel: string; decision: string }[] }>(
      'GET',
      '/api/preferences/email/sarah@shop.example',
    );
    assert.equal(email.body.topics.find(({ channel }) => channel === 'email')?.decision, 'permit');
    await taken(tell(reply('stop by the shop tomorrow')));
    await taken(tell(reply('start')));
    assert.equal(await mayText(), 'permit');
    const words = (await eventsOf())
      .filter(({ event }) => event === 'Ticket Created')
      .map(({ properties }) => properties.subject);
    assert.ok(
      words.includes('stop by the shop tomorrow') && !words.some((one) => /^start$/i.test(String(one))),
    );
  });

  test('makes whoever is not known yet known, by their number alone, and joins nobody', async () => {
    const stranger = '+48600700899';
    const before = await server.db.query<{ count: number }>('select count(*)::int as count from profiles');
    await taken(tell(reply('Do you have rings in size 5?', stranger)));
    await server.settle();
    const person = await server.getPerson('phone', stranger);
    assert.notEqual(Number(person.id), sarahId);
    await taken(tell(reply('Hello?', stranger)));
    await server.settle();
    const now = await server.db.query<{ count: number }>('select count(*)::int as count from profiles');
    assert.equal(now[0]?.count, (before[0]?.count ?? 0) + 1);
    await taken(tell({ MessageSid: 'SMnobody', MessageStatus: 'delivered', To: '+48600700898' }));
    await server.advance('PT11M');
    await taken(tell(reply('Still there?', stranger)));
    await server.settle();
    assert.equal(
      await server.findPerson('phone', '+48600700898'),
      undefined,
      'nobody becomes known by an answer of a machine',
    );
  });
});

describe('Stopping by the link of a message', () => {
  test('is told to the message, once, by one click or by the page', async () => {
    const id = await insertSent(server.db, sarahId);
    const { links } = await linksOf(server, { messageId: id });
    for (const body of [{ 'List-Unsubscribe': 'One-Click' }, { stop: 'this' }]) {
      const answer = await fetch(links.unsubscribe as string, {
        method: 'POST',
        body: new URLSearchParams(body as never),
      });
      assert.equal(answer.status, 200);
    }
    for (let i = 0; i < 50 && (await stateOf(id)).state !== 'unsubscribed'; i += 1) await sleep(50);
    const { state, history } = await stateOf(id);
    assert.deepEqual([state, history.length], ['unsubscribed', 1]);
    const events = await ofMessage(id);
    assert.deepEqual(
      events.map(({ event }) => event),
      ['Message Unsubscribed'],
    );
    const wanted = await server.api<{ topics: { topic: string; channel: string; decision: string }[] }>(
      'GET',
      '/api/preferences/email/sarah@shop.example',
    );
    assert.equal(
      wanted.body.topics.find(({ topic, channel }) => topic === 'rings' && channel === 'email')?.decision,
      'deny',
    );
  });
});

/** Says how long the body will be, and sends nothing of it: nobody hangs up while the rest is still on its way. */
async function announce(bytes: number): Promise<IncomingMessage> {
  const asked = request(server.url + hook, { method: 'POST', headers: { 'content-length': bytes } });
  asked.flushHeaders();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  asked.on('error', () => {});
  return answer;
}

async function codeOf(answer: IncomingMessage): Promise<string> {
  const { error } = (await json(answer)) as { error: { code: string } };
  answer.destroy();
  return error.code;
}

// What people and machines do with the links of a message: looked at, none changes what anybody chose; pressed, each does what it says.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { anIdentify, type EventBody, startTestServer, type TestServer } from '../../testing/index.ts';
import { insertSent, linksOf } from '../../testing/sent-messages.ts';
import type { LinksOfMessage } from '../links/index.ts';

let server: TestServer;
let sarahId: number;
const browser =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0 Safari/537.36';
const rings = 'https://www.shop.example/rings?colour=gold&size=5#top';

before(async () => {
  server = await startTestServer();
  await server.sendInTurn([anIdentify({ userId: 'sarah', traits: { email: 'sarah@shop.example' } })]);
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
});
after(() => server.stop());

const make = async (
  given: Parameters<typeof insertSent>[2] = {},
): Promise<{ id: number } & LinksOfMessage> => {
  const id = await insertSent(server.db, sarahId, given);
  return {
    id,
    ...(await linksOf(server, { messageId: id, topic: given.topic === undefined ? 'rings' : given.topic })),
  };
};
const get = (url: string, agent = browser, method = 'GET'): Promise<Response> =>
  fetch(url, { method, redirect: 'manual', headers: { 'user-agent': agent } });

type Row = {
  state: string;
  history: { state: string; machine?: boolean }[];
  clicked: boolean;
  opened: boolean;
};
async function read(id: number): Promise<Row> {
  const [row] = await server.db.query<Row>(
    'select state, history, clicked_at is not null as clicked, opened_at is not null as opened from messages where id = $1',
    [id],
  );
  return row as Row;
}
async function eventsOf(id: number, count: number): Promise<EventBody[]> {
  for (let i = 0; i < 60; i += 1) {
    await server.settle();
    const all = await server.listEvents('user_id', 'sarah');
    const own = all.filter(({ properties }) => properties.message_id === String(id));
    if (own.length >= count) return own;
    await sleep(100);
  }
  throw new Error(`${count} events of message ${id} never came`);
}

async function look(): Promise<Record<string, string>> {
  const tables = await server.db.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  );
  const rows: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await server.db.query<{ is: string }>(
      `select count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) as is from "${name}" t`,
    );
    rows[name] = row?.is ?? '';
  }
  return rows;
}
async function rest(): Promise<void> {
  let seen = '';
  for (let i = 0; i < 60; i += 1) {
    await server.settle();
    const now = JSON.stringify(await look());
    if (now === seen) return;
    seen = now;
    await sleep(1500);
  }
  throw new Error('Something goes on without end');
}

describe('Looked at', () => {
  test('by any method that looks, the pages of a message change no row; HEAD of its clicks and its point neither', async () => {
    const { links, track, pixel } = await make();
    await rest();
    const before = await look();
    const pages = [links.unsubscribe, links.preferences, links.why] as string[];
    for (const url of pages)
      for (const method of ['GET', 'HEAD', 'OPTIONS'])
        for (const agent of [browser, 'Mozilla/5.0', ''])
          assert.ok((await get(`${url}?stop=all&state=off`, agent, method)).status < 500);
    for (const url of [track(rings), pixel])
      for (const method of ['HEAD', 'OPTIONS', 'PUT', 'DELETE', 'POST'])
        assert.ok((await get(url, browser, method)).status < 500);
    await sleep(1500);
    assert.deepEqual(await look(), before);
  });

  test('a click and an opening are events, and change nothing that anybody chose', async () => {
    const { id, track, pixel } = await make();
    await rest();
    const before = await look();
    assert.equal((await get(pixel)).status, 200);
    assert.equal((await get(track(rings))).status, 302);
    await eventsOf(id, 2);
    await rest();
    const now = await look();
    const changed = Object.keys(now).filter((name) => now[name] !== before[name]);
    // What is told of a message, and what every event goes through.
    const mayChange =
      /^(messages|message_answers|message_ids_.|inbox|sources|profiles|append_batches|compute_position|campaign_position|pipeline_\w+|property_\w+|data_labels|reads)$/;
    assert.deepEqual(
      changed.filter((name) => !mayChange.test(name)),
      [],
    );
    for (const name of ['consent_events', 'preference_events', 'permissions', 'suppressions', 'links'])
      assert.equal(now[name], before[name], name);
    assert.ok(changed.includes('message_answers'));
  });
});

describe('A click', () => {
  test('leads where the message said, tells nobody the address, and is told of', async () => {
    const { id, track } = await make();
    const answer = await get(track(rings));
    assert.deepEqual([answer.status, answer.headers.get('location')], [302, rings]);
    assert.equal(answer.headers.get('referrer-policy'), 'no-referrer');
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    assert.equal((await get(track(rings), browser, 'HEAD')).headers.get('location'), rings);
    const [event] = await eventsOf(id, 1);
    assert.deepEqual(
      [event?.event, event?.properties.url, event?.properties.machine],
      ['Message Clicked', rings, false],
    );
    assert.equal(event?.properties.campaign, 'spring');
    assert.deepEqual((await read(id)).state, 'clicked');
  });

  test('on several links within a second is one of a machine, and moves the message no further than to its mailbox', async () => {
    const { id, track } = await make();
    await Promise.all([
      get(track(rings)),
      get(track('https://shop.example/chains')),
      get(track('http://shop.example/')),
    ]);
    const events = await eventsOf(id, 3);
    assert.deepEqual(
      events.map(({ properties }) => properties.machine),
      [true, true, true],
    );
    const { state, clicked, history } = await read(id);
    assert.deepEqual([state, clicked, history.length], ['delivered', false, 3]);
    assert.ok(history.every((one) => one.state === 'clicked' && one.machine));
  });

  test('leads nowhere but where it was sealed for: forged, changed, of another kind, or put together by hand', async () => {
    const { track, pixel, links } = await make();
    const own = new URL(track(rings));
    const token = own.pathname.split('/').at(-1) as string;
    const why = links.why.split('/').at(-1) as string;
    const tries = [
      ...[
        'A'.repeat(80),
        `${token}x`,
        token.slice(0, -2),
        `${token.slice(0, 20)}${token[20] === 'A' ? 'B' : 'A'}${token.slice(21)}`,
      ],
      ...[
        why,
        String(pixel.split('/').at(-1)).replace('.gif', ''),
        encodeURIComponent('https://evil.example/'),
        '%2f%2fevil.example',
      ],
    ];
    for (const one of tries) {
      const answer = await get(`${server.url}/m/c/${one}`);
      assert.deepEqual([answer.status, answer.headers.get('location')], [404, null], one);
      const text = await answer.text();
      assert.match(text, /<h1>This link has ended<\/h1>/);
    }
    const extra = await get(`${track(rings)}?url=https://evil.example/&u=//evil.example`);
    assert.equal(extra.headers.get('location'), rings);
  });

  test('on what is no page is not followed, and our own pages are not either', async () => {
    const { track, links } = await make();
    for (const url of [
      'mailto:a@shop.example',
      'javascript:alert(1)',
      'data:text/html,x',
      '#top',
      '/rings',
      'https://',
      `https://shop.example/${'x'.repeat(3000)}`,
      links.preferences,
      links.why,
    ])
      assert.equal(track(url), url);
    assert.match(track('HTTPS://Shop.Example/a b'), /\/m\/c\//);
    assert.ok(track(rings).length - server.url.length < 125, track(rings));
  });

  test('after more than a year leads to a page that says so', async () => {
    const { track, pixel, links, id } = await make();
    await server.advance('P402D');
    const answer = await get(track(rings));
    assert.deepEqual([answer.status, answer.headers.get('location')], [404, null]);
    assert.equal((await get(pixel)).status, 200);
    assert.equal((await get(links.why)).status, 404);
    await sleep(300);
    assert.deepEqual((await read(id)).history, []);
  });
});

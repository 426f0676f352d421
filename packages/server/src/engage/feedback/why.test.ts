// "Why did I get this?": what set a message off, what allowed it and how it is stopped, and nothing of anybody beside that.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { anIdentify, aTrack, startTestServer, type TestServer } from '../../testing/index.ts';
import { insertSent, linksOf, type SentRow } from '../../testing/sent-messages.ts';

let server: TestServer;
let sarahId: number;
const email = 'sarah@shop.example';
const languages = ['en', 'pl', 'zh-Hant', 'zh-Hans'];
const markup = `"'><script>alert(1)</script>`;
const secrets = {
  name: 'Canary-Name',
  phone: '+48600111222',
  religion: 'Canary-Faith',
  income: 'Canary-Income',
  note: 'Canary-Note',
};

before(async () => {
  server = await startTestServer({ env: { RAPPORT_TRUSTED_PROXIES: '127.0.0.1' } });
  await server.sendInTurn(
    [anIdentify({ userId: 'sarah', traits: { email, ...secrets } })],
    [
      aTrack({
        userId: 'sarah',
        event: 'Order Completed',
        properties: { order_id: 'Canary-Order', total: 4711 },
      }),
    ],
    [anIdentify({ userId: 'gone', traits: { email: 'gone@shop.example' } })],
  );
  sarahId = Number((await server.getPerson('user_id', 'sarah')).id);
  await send('/api/brands', { slug: 'rowan', name: `Rowan ${markup}` });
  const titles = { en: 'Rings and chains', pl: 'Pierścionki' };
  await send('/api/topics', {
    slug: 'rings',
    brand: 'rowan',
    purpose: 'marketing.*',
    channels: ['email'],
    default: 'in',
    titles,
  });
  const definition = { attribute: 'email', exists: true };
  await send('/api/segments', {
    name: 'likers',
    title: 'Friends of jewellery',
    purpose: 'marketing.email',
    definition,
  });
  const notice = await send<{ hash: string }>('/api/notices', {
    ...{
      slug: 'news',
      language: 'en',
      title: 'Our news by e-mail',
      text: 'We write to you.',
      purposes: ['marketing.email'],
    },
  });
  await send('/api/consents', {
    ...{
      subject: { type: 'email', value: email },
      purpose: 'marketing.email',
      state: 'given',
      method: 'form',
      notice: notice.hash,
    },
  });
  await server.settle();
});
after(() => server.stop());

async function send<Body>(path: string, body: object): Promise<Body> {
  const answer = await server.api<Body>('POST', path, body);
  assert.ok(answer.status < 300, answer.text);
  return answer.body;
}
let places = 0;
async function open(
  url: string,
  init: RequestInit = {},
): Promise<{ status: number; text: string; headers: Headers }> {
  places += 1;
  const headers = {
    'x-forwarded-for': `198.51.100.${places % 250}`,
    ...(init.headers as Record<string, string>),
  };
  const answer = await fetch(url, { redirect: 'manual', ...init, headers });
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
}
async function make(given: SentRow = {}, profileId = sarahId): Promise<{ id: number; why: string }> {
  const id = await insertSent(server.db, profileId, { sentMs: Date.now(), ...given });
  return { id, why: (await linksOf(server, { messageId: id })).links.why };
}
const plain = (text: string): string => text.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
const toSegment = { kind: 'campaign' as const, name: 'spring', segment: 'likers' };

describe('Of a message of a campaign', () => {
  test('it says to whom, by what, since when, having read what, and how to stop it', async () => {
    const { why } = await make({ trigger: toSegment });
    const { status, text, headers } = await open(why);
    assert.equal(status, 200);
    const said = plain(text);
    assert.match(said, /We sent it on .* UTC, by e-mail, to s•••@shop\.example\./);
    assert.match(said, /You are in the group “Friends of jewellery”/);
    assert.match(
      said,
      /It was sent for: Offers by e-mail\. We write to you about offers and news\. You agreed on .* You had read “Our news by e-mail”\./,
    );
    assert.match(said, /no more than this purpose allows: /);
    assert.match(said, /Press once, and we stop: Rings and chains\./);
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/);
    assert.doesNotMatch(text, /<script/);
  });

  test('it says what was decided, where the message kept it', async () => {
    const consent_event = {
      id: '1',
      state: 'given',
      event_time: '2024-02-03T10:00:00.000Z',
      method: 'form',
      expressed_by: 'subject',
      notice: null,
    };
    const { why } = await make({
      why: { decision: 'permit', reason: { code: 'consent_given', message: 'x', consent_event } },
    });
    assert.match(plain((await open(why)).text), /You agreed on 3 February 2024\./);
  });

  test('one press stops its topic, and it is told; all choices are a link away', async () => {
    const { id, why } = await make({ trigger: toSegment });
    const { text } = await open(`${why}?lang=pl`);
    const action = /<form method="post" action="(\/u\/[\w-]+)">/.exec(text)?.[1];
    const centre = /<a href="(\/preferences\/[\w-]+)">/.exec(text)?.[1];
    assert.match((await open(server.url + centre)).text, /s•••@shop\.example/);
    const pressed = await open(server.url + action, {
      method: 'POST',
      body: new URLSearchParams({ stop: 'this', lang: 'pl' }),
    });
    assert.match(pressed.text, /<html lang="pl"/);
    const { body } = await server.api<{ topics: { topic: string; decision: string }[] }>(
      'GET',
      `/api/preferences/email/${email}`,
    );
    assert.equal(body.topics.find(({ topic }) => topic === 'rings')?.decision, 'deny');
    const [row] = await server.db.query<{ count: number }>(
      `select count(*)::int as count from message_answers where message_id = $1 and kind = 'unsubscribed'`,
      [id],
    );
    assert.equal(row?.count, 1);
  });
});

describe('Of other messages', () => {
  test('it says what happened before, and what belongs to an order cannot be stopped', async () => {
    const event = { name: 'Order Completed', message_id: 'm1', timestamp: '2026-03-01T12:00:00.000Z' };
    const { why } = await make({ topic: null, trigger: { kind: 'api', name: 'shop', event } });
    const said = plain((await open(why)).text);
    assert.match(said, /This happened just before: “Order Completed”, on 1 March 2026/);
    assert.match(said, /No consent is needed for that/);
    assert.match(said, /cannot be stopped by themselves/);
  });

  test('one that never went says so', async () => {
    for (const [state, words] of [
      ['refused', /It was not sent\./],
      ['queued', /It has not been sent yet\./],
    ] as const)
      assert.match(plain((await open((await make({ state, trigger: toSegment })).why)).text), words);
  });
});

describe('It tells no more than that', () => {
  test('of nobody any value, in no language, whatever made the message', async () => {
    const canaries = [...Object.values(secrets), 'Canary', '4711', email, 'sarah'];
    const kinds = ['campaign', 'journey', 'api', 'test'] as const;
    for (const kind of kinds) {
      const values = { religion: secrets.religion, total: 4711 };
      const { why } = await make({
        trigger: { kind, name: markup, values, path: ['Canary-Step'] },
        why: { reason: { code: 'x', message: secrets.note } },
      });
      for (const lang of [...languages, markup]) {
        const { status, text, headers } = await open(`${why}?lang=${encodeURIComponent(lang)}`);
        assert.equal(status, 200);
        for (const canary of canaries) assert.ok(!text.includes(canary), `${kind} ${lang} ${canary}`);
        assert.doesNotMatch(text, /<script|<img src=x/i);
        assert.match(headers.get('content-language') ?? '', /^(en|pl|zh-Han[st])$/);
      }
    }
  });

  test('of a message that is gone, or of somebody who is, the page is that of a link that never was', async () => {
    const gone = Number((await server.getPerson('user_id', 'gone')).id);
    const [deleted, erased, kept] = [
      await make(),
      await make({ to: { type: 'email', value: 'gone@shop.example' } }, gone),
      await make(),
    ];
    await server.db.query('delete from messages where id = $1', [deleted.id]);
    await server.db.query(
      'delete from links where a_id in (select id from identifiers where profile_id = $1) or b_id in (select id from identifiers where profile_id = $1)',
      [gone],
    );
    await server.db.query('update identifiers set profile_id = null where profile_id = $1', [gone]);
    const forged = `${server.url}/why/${'A'.repeat(60)}`;
    const foreign = (await linksOf(server, { messageId: kept.id })).pixel
      .replace('/m/o/', '/why/')
      .replace('.gif', '');
    const pages = await Promise.all(
      [deleted.why, erased.why, forged, `${kept.why}x`, foreign].map((url) => open(url)),
    );
    for (const { status, text } of pages) assert.deepEqual([status, text], [404, pages[0]?.text]);
    assert.match(String(pages[0]?.text), /We cannot say more about this message/);
    assert.doesNotMatch(String(pages[0]?.text), /Rowan/);
  });
});

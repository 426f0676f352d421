// Pushes reach a push service that knows who sends, are opened by the browser alone, and end where a browser is gone.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createTestDatabase, type TestDatabase } from '../../../testing/index.ts';
import { Misconfigured, Rejected } from '../faults.ts';
import { openHttpSide } from '../test-http-side.ts';
import { webPushChannel } from './channel.ts';
import { pushSubscriptionBody } from './routes.ts';
import { findSubscription, keepSubscription, toPushValue } from './store.ts';
import { checkSender, openTestBrowser } from './test-fixture.ts';

const at = Date.parse('2026-11-28T12:00:00Z');
const links = { unsubscribe: null, preferences: 'https://r.example/p', why: 'https://r.example/w' };
const provider = webPushChannel.providers[0] ?? assert.fail();
const browser = openTestBrowser();

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
  await database.db.query(
    `insert into workspaces (slug, name, created_at) values ('default', 'Default workspace', $1) on conflict do nothing`,
    [new Date(at)],
  );
});
after(() => database.drop());

const render = (content: object) =>
  webPushChannel.render({
    content: webPushChannel.content.parse(content),
    fill: async (text) => text,
    ...{
      links,
      language: 'pl',
      track: (url) => `https://r.example/c?to=${encodeURIComponent(url)}`,
      pixel: undefined,
    },
  });

const openSender = (publicUrl: string | undefined, allowedNetworks: string[], contact?: string) =>
  provider.open(provider.settings.parse(contact === undefined ? {} : { contact }), {
    ...{
      db: database.db,
      accountId: 0,
      workspaceId: 1,
      publicUrl,
      nowMs: () => at,
      allowedNetworks,
      patienceMs: 400,
    },
  });

async function prepare(endpoint: string, content: object = { title: 'Hi' }) {
  await keepSubscription({ db: database.db, workspaceId: 1 }, { endpoint, ...browser }, new Date(at));
  const to = { type: 'web_push', value: toPushValue(endpoint) };
  const rendered = await render(content);
  return {
    ...{ id: '17', profileId: 1, purpose: 'service', to, rendered, links, language: 'pl', at },
    brand: { slug: 'rowan', name: 'Rowan' },
  };
}

describe('A push', () => {
  test('is signed for its service, and opened by its browser', async () => {
    const side = await openHttpSide(() => ({ status: 201 }));
    const origin = `http://127.0.0.1:${side.port}`;
    const content = {
      ...{
        title: 'Kolczyki',
        body: 'Żółte',
        url: 'https://shop.example/a',
        icon: '/icon.png',
        urgency: 'high',
      },
      ...{
        keep_hours: 1,
        actions: [
          { title: 'Zobacz', url: '/b' },
          { title: 'Nic', url: 'javascript:1' },
        ],
      },
    };
    const sender = await openSender(undefined, ['127.0.0.1'], 'mailto:push@shop.example');
    await sender.send(await prepare(`${origin}/x`, content), async (write) => write());
    const [taken = assert.fail()] = side.taken;
    assert.equal(await checkSender(taken, origin), 'mailto:push@shop.example');
    await assert.rejects(checkSender(taken, 'https://other.example'));
    const { ttl, urgency, topic } = taken.headers;
    assert.deepEqual([ttl, urgency, topic], ['3600', 'high', 'm17']);
    assert.deepEqual(browser.open(taken.body), {
      ...{ id: '17', title: 'Kolczyki', body: 'Żółte', icon: '/icon.png', lang: 'pl' },
      ...{
        url: 'https://r.example/c?to=https%3A%2F%2Fshop.example%2Fa',
        actions: [{ title: 'Zobacz', url: '/b' }],
      },
    });
    assert.throws(() => openTestBrowser().open(taken.body));
    await side.close();
  });

  test('to a browser that is gone bounces, and is not tried again until it comes back', async () => {
    for (const status of [404, 410, 403]) {
      let asked = 0;
      const side = await openHttpSide(() => {
        asked += 1;
        return { status };
      });
      const outgoing = await prepare(`http://127.0.0.1:${side.port}/${status}`);
      const sender = await openSender('https://rapport.example', ['127.0.0.1']);
      for (let i = 0; i < 2; i += 1)
        await assert.rejects(
          sender.send(outgoing, async (write) => write()),
          (error) => error instanceof Rejected && error.bounce,
        );
      assert.equal(asked, 1);
      assert.equal(await findSubscription({ db: database.db, workspaceId: 1 }, outgoing.to.value), undefined);
      await prepare(`http://127.0.0.1:${side.port}/${status}`);
      assert.ok(await findSubscription({ db: database.db, workspaceId: 1 }, outgoing.to.value));
      await side.close();
    }
  });

  test('that is too long, or whose browser names an address of ours, is refused, and not handed over', async () => {
    const never = async () => assert.fail('handed over');
    const sender = await openSender('https://rapport.example', []);
    const long = await prepare('https://push.example/1', { title: 'Hi', body: 'ż'.repeat(2000) });
    await assert.rejects(sender.send(long, never), Rejected);
    for (const inside of ['http://127.0.0.1:1/', 'https://169.254.169.254/latest', 'https://[::1]/'])
      await assert.rejects(sender.send(await prepare(inside), never), Rejected);
    const unknown = { ...long, to: { type: 'web_push', value: 'nobody' } };
    await assert.rejects(sender.send(unknown, never), (error) => error instanceof Rejected && error.bounce);
  });

  test('by nobody who can be asked is not sent at all', async () => {
    const sender = await openSender('http://rapport.example', []);
    await assert.rejects(sender.probe(), Misconfigured);
    const sending = sender.send(await prepare('https://push.example/1'), async () =>
      assert.fail('handed over'),
    );
    await assert.rejects(sending, Misconfigured);
  });
});

test('What a page tells of a browser has its form', () => {
  const good = {
    ...{ write_key: 'k', anonymous_id: 'a' },
    subscription: { endpoint: 'https://push.example/1', expirationTime: null, keys: browser },
  };
  assert.ok(pushSubscriptionBody.safeParse(good).success);
  const { anonymous_id: _, ...nobody } = good;
  const keys = { ...browser, auth: 'c2hvcnQ' };
  for (const wrong of [
    nobody,
    { ...good, subscription: { ...good.subscription, keys } },
    { ...good, subscription: { ...good.subscription, endpoint: 'javascript:1' } },
    { ...good, more: 1 },
  ])
    assert.ok(!pushSubscriptionBody.safeParse(wrong).success);
});

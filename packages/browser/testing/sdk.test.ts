// The SDK and permission, in a real browser against the real server: what leaves the page and what is kept in it, before a
// choice, after one, and when it is taken back.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { askNotToBeSold, builtSdk, call, kept, nothing, openShop, until, waitMs } from './shop.ts';

const shop = openShop();
const choiceEvent = 'Segment Consent Preference Updated';
const choiceOf = async () => {
  const { local } = (await kept(shop.page)) as { local: Record<string, string> };
  return {
    names: Object.keys(local),
    choice: JSON.parse(local[`rapport.${shop.server.writeKey}.choice`] ?? 'null'),
  };
};
const preferencesOf = (at: number) => shop.front.messages().at(at)?.context.consent.categoryPreferences;

/** Long enough for whatever would be sent. */
const longMs = 1500;
async function settled(messages: number): Promise<void> {
  await until(() => shop.front.messages().length >= messages, `${messages} messages`);
  await waitMs(500);
  assert.equal(shop.front.messages().length, messages, JSON.stringify(shop.front.messages()));
  await shop.settle();
}

async function codeOf(type: string, value: string, purpose: string): Promise<string> {
  const asked = { subject: { type, value }, purpose };
  return (await shop.server.api<{ reason: { code: string } }>('POST', '/api/decide', asked)).body.reason.code;
}

async function ledgerOf(type: string, value: string): Promise<string[]> {
  type Item = { purpose: string; state: string; method: string };
  const { body } = await shop.server.api<{ items: Item[] }>('GET', `/api/profiles/${type}/${value}/consents`);
  return body.items.map(({ purpose, state, method }) => `${purpose} ${state} by ${method}`).sort();
}

test('it has at most 6 kB compressed, and its goal is 4', () => {
  const bytes = gzipSync(readFileSync(builtSdk), { level: 9 }).length;
  assert.ok(bytes <= 6 * 1024, `${bytes} bytes`);
});

describe('Before a choice', () => {
  test('nothing leaves the page and nothing is kept in it, whatever is called, also when it is left', async () => {
    await shop.open(shop.page, 'data-page');
    await call(shop.page, 'identify', 'sarah', { email: 'sarah@example.com' });
    await call(shop.page, 'track', 'Looked', { product: 'knife' });
    await call(shop.page, 'group', 'family', { size: 3 });
    await call(shop.page, 'page', 'Knives');
    await waitMs(longMs);
    assert.deepEqual(await kept(shop.page), nothing);
    await call(shop.page, 'reset');
    assert.equal(await call(shop.page, 'choices'), undefined);
    await shop.page.goto(shop.at('/empty'));
    assert.deepEqual(await kept(shop.page), nothing);
    await waitMs(longMs);
    assert.deepEqual(shop.front.asked, ['GET /sdk/rapport.js']);
  });

  test('what waited arrives after permission, with it, and with what the page said before the script came', async () => {
    await shop.page.addInitScript(() => {
      const early = { product: 'knife' };
      Object.assign(window, {
        rapport: [
          ['track', 'Looked', early],
          ['page', 'Knives'],
        ],
      });
      addEventListener('load', () => Object.assign(early, { product: 'changed' }));
    });
    await shop.open();
    assert.deepEqual(await kept(shop.page), nothing);
    await call(shop.page, 'consent', { Analytics: true, Advertising: false });
    await settled(3);
    const messages = shop.front.messages();
    assert.deepEqual(
      messages.map(({ type, event, name }) => [type, event ?? name]),
      [
        ['track', choiceEvent],
        ['track', 'Looked'],
        ['page', 'Knives'],
      ],
    );
    assert.deepEqual(messages[1]?.properties, { product: 'knife' });
    const ids = new Set(messages.map(({ anonymousId }) => anonymousId));
    assert.equal(ids.size, 1);
    for (const { context } of messages)
      assert.deepEqual(context.consent.categoryPreferences, { Analytics: true, Advertising: false });
    const id = messages[0]?.anonymousId as string;
    const events = (await shop.server.listEvents('anonymous_id', id)).map(({ event, name }) => event ?? name);
    assert.deepEqual(events.sort(), ['Knives', 'Looked', choiceEvent]);
    assert.deepEqual(await ledgerOf('anonymous_id', id), [
      'analytics given by categories',
      'marketing.ads refused by categories',
    ]);
  });

  test('what tells of the choice holds nothing else, and the address of a page goes without its query', async () => {
    await shop.page.goto(`${shop.at('/knives')}&token=secret&utm_source=letter&utm_campaign=autumn#part`);
    await call(shop.page, 'consent', { Analytics: true });
    await call(shop.page, 'track', 'Looked');
    await settled(2);
    const [choice, looked] = shop.front.messages();
    assert.deepEqual(Object.keys(choice?.context ?? {}).sort(), ['consent', 'library']);
    assert.equal(choice?.properties, undefined);
    assert.deepEqual(looked?.context.campaign, { source: 'letter', name: 'autumn' });
    assert.ok(!JSON.stringify(shop.front.messages()).includes('secret'));
  });
});

describe('A refusal', () => {
  test('drops what waited, sends nothing, keeps only itself, and holds on the next page', async () => {
    await shop.open();
    await call(shop.page, 'identify', 'sarah', { email: 'sarah@example.com' });
    await call(shop.page, 'track', 'Looked');
    await call(shop.page, 'consent', { Analytics: false, Advertising: false });
    await call(shop.page, 'track', 'Looked again');
    assert.deepEqual(await choiceOf(), {
      names: [`rapport.${shop.server.writeKey}.choice`],
      choice: { choices: { Analytics: false, Advertising: false } },
    });
    await shop.open();
    await call(shop.page, 'track', 'Looked on the next page');
    assert.deepEqual(await call(shop.page, 'choices'), { Analytics: false, Advertising: false });
    await waitMs(longMs);
    assert.ok(!shop.front.asked.includes('POST /v1/batch'));
    assert.deepEqual((await choiceOf()).names.length, 1);
    await call(shop.page, 'consent', { Analytics: true });
    await call(shop.page, 'track', 'Looked with permission');
    await settled(2);
    assert.ok(!JSON.stringify(shop.front.messages()).includes('sarah'));
  });

  test('of all that one gave takes the id and the queue away, and the server learns of it', async () => {
    await shop.open();
    await call(shop.page, 'consent', { Analytics: true, Advertising: true });
    await settled(1);
    const id = shop.front.messages()[0]?.anonymousId as string;
    assert.equal(await codeOf('anonymous_id', id, 'marketing.ads'), 'consent_given');
    shop.front.road = { status: 503 };
    await call(shop.page, 'track', 'Looked');
    await until(() => shop.front.messages().length === 2, 'the first try');
    await call(shop.page, 'consent', {});
    await call(shop.page, 'track', 'Looked afterwards');
    shop.front.road = 'pass';
    await until(async () => (await choiceOf()).names.length === 1, 'only the choice is kept');
    await waitMs(longMs);
    const told = shop.front.messages().slice(2);
    assert.deepEqual(
      told.map(({ event, anonymousId }) => [event, anonymousId]),
      [[choiceEvent, id]],
    );
    await shop.settle();
    assert.equal(await codeOf('anonymous_id', id, 'marketing.ads'), 'consent_refused');
    assert.deepEqual((await choiceOf()).choice, { choices: { Analytics: false, Advertising: false } });
    await call(shop.page, 'consent', { Analytics: true });
    await until(() => shop.front.messages().length === 4, 'given again');
    assert.notEqual(shop.front.messages()[3]?.anonymousId, id);
  });

  test('of somebody who is logged in, and then a consent: it counts for them, and nothing of before comes along', async () => {
    await shop.open();
    await call(shop.page, 'consent', { Personalization: false });
    await call(shop.page, 'identify', 'dora', { email: 'dora@example.com' });
    await call(shop.page, 'consent', { Personalization: true });
    await settled(1);
    assert.equal(shop.front.messages()[0]?.userId, 'dora');
    assert.equal(await codeOf('user_id', 'dora', 'personalisation'), 'consent_given');
    await call(shop.page, 'consent', { Personalization: false });
    await settled(2);
    assert.equal(await codeOf('user_id', 'dora', 'personalisation'), 'consent_refused');
    await call(shop.page, 'consent', { Personalization: true });
    await call(shop.page, 'track', 'Looked');
    await settled(4);
    const [first, , , looked] = shop.front.messages();
    const given = 'personalisation given by categories';
    assert.equal(looked?.userId, 'dora');
    assert.notEqual(looked?.anonymousId, first?.anonymousId);
    assert.ok((await ledgerOf('anonymous_id', looked?.anonymousId as string)).includes(given));
    assert.ok(!JSON.stringify(shop.front.messages()).includes('dora@'));
  });

  test('of one thing leaves the others, and only what was chosen now is told', async () => {
    await shop.open();
    await call(shop.page, 'consent', { Analytics: true, Personalization: true });
    await call(shop.page, 'consent', { Personalization: false });
    await call(shop.page, 'track', 'Looked');
    await settled(3);
    assert.deepEqual(preferencesOf(1), { Personalization: false });
    assert.deepEqual(preferencesOf(2), { Analytics: true, Personalization: false });
  });

  test('made elsewhere meanwhile is not undone by a banner that repeats itself', async () => {
    await shop.open();
    await call(shop.page, 'consent', { Analytics: true, Personalization: true });
    await settled(1);
    const id = shop.front.messages()[0]?.anonymousId as string;
    const subject = { type: 'anonymous_id', value: id };
    const withdrawn = { subject, purpose: 'personalisation', state: 'withdrawn', method: 'form' };
    assert.equal((await shop.server.api('POST', '/api/consents', withdrawn)).status, 201);
    await shop.open();
    await call(shop.page, 'consent', { Analytics: true, Personalization: true });
    await call(shop.page, 'track', 'Looked');
    await settled(2);
    assert.equal(await codeOf('anonymous_id', id, 'personalisation'), 'consent_withdrawn');
    await call(shop.page, 'consent', { Personalization: true }, { asked: true });
    await settled(3);
    assert.equal(await codeOf('anonymous_id', id, 'personalisation'), 'consent_given');
  });
});

test('What is called arrives as the tracking protocol has it, and who is known stays so on the next page', async () => {
  await shop.open();
  await call(shop.page, 'consent', { Analytics: true });
  await call(shop.page, 'identify', 4711, { email: 'sarah@example.com' });
  await call(shop.page, 'identify', { city: 'Columbus' });
  await call(shop.page, 'group', 'family', { size: 3 });
  await shop.open(shop.page, 'data-page');
  await call(shop.page, 'page', { shelf: 'top' });
  await settled(6);
  const [, ...messages] = shop.front.messages();
  assert.deepEqual(
    messages.map(({ type, userId }) => `${type} ${userId}`),
    ['identify 4711', 'identify 4711', 'group 4711', 'page 4711', 'page 4711'],
  );
  assert.equal(new Set(messages.map(({ messageId }) => messageId)).size, 5);
  const [, , group, first, second] = messages;
  assert.deepEqual([group?.groupId, group?.traits], ['family', { size: 3 }]);
  for (const page of [first, second]) {
    const { path, title, shelf } = (page?.properties ?? {}) as Record<string, unknown>;
    assert.deepEqual([path, title, shelf], ['/', 'Kitchen knives', page === second ? 'top' : undefined]);
  }
  const { attributes } = await shop.server.getPerson('user_id', '4711');
  assert.deepEqual([attributes.email?.value, attributes.city?.value], ['sarah@example.com', 'Columbus']);
  assert.deepEqual(await shop.server.listQuarantine(), []);
});

test('As a module, and with the address of Rapport told, it works the same', async () => {
  await shop.open(
    shop.page,
    `type="module" data-host="${shop.front.url}/" data-collect-with="Statistics Ads"`,
  );
  await call(shop.page, 'consent', { Analytics: true });
  await call(shop.page, 'track', 'Dropped, since the site collects with others');
  await call(shop.page, 'consent', { Ads: true });
  await call(shop.page, 'track', 'Looked');
  await settled(2);
  assert.deepEqual(
    shop.front.messages().map(({ event }) => event),
    [choiceEvent, 'Looked'],
  );
});

test('A shared device: A grants and logs out, B logs in: B is unknown and has nothing of A', async () => {
  await shop.open();
  await call(shop.page, 'identify', 'anna', { email: 'anna@example.com' });
  await call(shop.page, 'consent', { Analytics: true, Personalization: true, Advertising: false });
  await call(shop.page, 'track', 'Bought');
  // At once: what is queued is still sent, as hers.
  await call(shop.page, 'reset');
  await settled(3);
  const ofAnna = shop.front.messages();
  assert.deepEqual(
    ofAnna.map(({ userId }) => userId),
    ['anna', 'anna', 'anna'],
  );
  const { names, choice } = await choiceOf();
  assert.deepEqual([names.length, choice], [1, { choices: { Advertising: false }, open: true }]);
  assert.equal(await call(shop.page, 'choices'), undefined);
  await call(shop.page, 'identify', 'bob');
  await call(shop.page, 'track', 'Looked');
  await waitMs(longMs);
  assert.equal(shop.front.messages().length, 3, 'nothing of B before B was asked');
  await call(shop.page, 'consent', { Analytics: true });
  await settled(6);
  const ofBob = shop.front.messages().slice(3);
  assert.ok(ofBob.every(({ userId }) => userId === 'bob'));
  assert.ok(ofBob.every(({ anonymousId }) => anonymousId !== ofAnna[0]?.anonymousId));
  assert.deepEqual(ofBob[0]?.context.consent.categoryPreferences, { Analytics: true });
  assert.equal(await codeOf('user_id', 'anna', 'personalisation'), 'consent_given');
  assert.notEqual(await codeOf('user_id', 'bob', 'personalisation'), 'consent_given');
  assert.deepEqual(await ledgerOf('user_id', 'bob'), ['analytics given by categories']);
  const bob = await shop.server.getPerson('user_id', 'bob');
  assert.notEqual(bob.id, (await shop.server.getPerson('user_id', 'anna')).id);
  // A third one who does not log out first.
  await call(shop.page, 'identify', 'cleo');
  await call(shop.page, 'track', 'Looked too');
  await waitMs(longMs);
  assert.equal(shop.front.messages().length, 6);
});

describe('A browser that asks not to be sold', () => {
  test('nothing of ads and sharing is told as given, unless the person was told of it and chose', async () => {
    await shop.browser.context.setExtraHTTPHeaders({ 'Sec-GPC': '1' });
    try {
      await askNotToBeSold(shop.page);
      await shop.open();
      await call(shop.page, 'consent', { Analytics: true, Advertising: true, DataSharing: true });
      await call(shop.page, 'track', 'Looked');
      await settled(2);
      for (const { context } of shop.front.messages()) {
        assert.equal(context.gpc, true);
        assert.deepEqual(context.consent.categoryPreferences, { Analytics: true });
      }
      assert.equal(shop.front.batches[0]?.headers['sec-gpc'], '1');
      const id = shop.front.messages()[0]?.anonymousId as string;
      assert.equal(await codeOf('anonymous_id', id, 'marketing.ads'), 'opt_out_signal');
      const ledger = await ledgerOf('anonymous_id', id);
      assert.ok(ledger.includes('analytics given by categories') && ledger.includes('sale opted_out by gpc'));
      assert.ok(!ledger.some((one) => /ads|sharing/.test(one) && one.includes('categories')), ledger.join());
      assert.deepEqual((await choiceOf()).choice, { choices: { Analytics: true } });
      await call(shop.page, 'consent', { Advertising: true }, { toldOfGpc: true });
      await settled(3);
      assert.deepEqual(preferencesOf(2), { Advertising: true });
      assert.equal(await codeOf('anonymous_id', id, 'marketing.ads'), 'opt_out_signal', 'the server decides');
    } finally {
      await shop.browser.context.setExtraHTTPHeaders({});
    }
  });

  test('that begins to ask later takes back what was given, for good', async () => {
    await shop.open();
    await call(shop.page, 'consent', { Advertising: true });
    await settled(1);
    const tab = await shop.openTab();
    await askNotToBeSold(tab);
    await shop.open(tab);
    await settled(2);
    const [given, taken] = shop.front.messages();
    assert.equal(taken?.anonymousId, given?.anonymousId);
    assert.deepEqual([taken?.context.gpc, preferencesOf(1)], [true, { Advertising: false }]);
    await tab.close();
    await shop.open();
    await call(shop.page, 'track', 'Looked without the signal');
    await waitMs(longMs);
    assert.deepEqual([shop.front.messages().length, (await choiceOf()).choice], [2, { choices: {} }]);
  });
});

test('"Do not track" counts where the site says so, until something else is chosen', async () => {
  await shop.page.addInitScript(() =>
    Object.defineProperty(Navigator.prototype, 'doNotTrack', { get: () => '1' }),
  );
  await shop.open(shop.page, 'data-dnt');
  await call(shop.page, 'track', 'Looked');
  await call(shop.page, 'consent', { Analytics: true });
  await call(shop.page, 'track', 'Bought');
  await settled(2);
  assert.deepEqual(
    shop.front.messages().map(({ event }) => event),
    [choiceEvent, 'Bought'],
  );
});

test('What is called wrongly warns in the console and breaks nothing', async () => {
  const warnings: string[] = [];
  shop.page.on('console', (message) => warnings.push(message.text()));
  await shop.open();
  await call(shop.page, 'consent', true);
  await call(shop.page, 'consent', { Analytics: true, Necessary: 'yes' });
  await call(shop.page, 'track');
  await call(shop.page, 'group');
  await call(shop.page, 'track', 'Huge', { text: 'x'.repeat(40_000) });
  await call(shop.page, 'push', ['nothing'], ['track', 'Looked']);
  await shop.page.evaluate(() => {
    const round: Record<string, unknown> = {};
    round.round = round;
    (window as unknown as { rapport: { track(...given: unknown[]): void } }).rapport.track('Round', round);
  });
  await settled(2);
  assert.equal(warnings.filter((text) => text.startsWith('Rapport:')).length, 6, warnings.join('\n'));
  assert.deepEqual(preferencesOf(0), { Analytics: true, Necessary: false });
});

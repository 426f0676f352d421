// The queue of the SDK on a bad road: nothing is lost and nothing counts twice, in a real browser against the real server.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { call, openShop, until, waitMs } from './shop.ts';

const shop = openShop({ flags: ['--host-resolver-rules=MAP *.example 127.0.0.1'] });

/** A page of somebody who gave permission, and their id; the choice has arrived. */
async function permitted(page: Page = shop.page): Promise<string> {
  await call(page, 'consent', { Analytics: true });
  await until(() => shop.front.messages().length > 0, 'the choice arrives');
  await waitMs(300);
  return shop.front.messages()[0]?.anonymousId as string;
}

const track = (event: string, page = shop.page) => call(page, 'track', event);
/** Without the choice. */
const events = () =>
  shop.front.messages().flatMap(({ event }) => (event?.startsWith('Segment') ? [] : [event]));
const stored = async (anonymousId: string) => {
  await shop.settle();
  const found = await shop.server.listEvents('anonymous_id', anonymousId);
  return found
    .map(({ event }) => event)
    .filter((event) => !event?.startsWith('Segment'))
    .sort();
};
const queued = (page: Page) =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('.m.')).length);
const arrived = (...wanted: string[]) =>
  until(() => wanted.every((event) => events().includes(event)), `${wanted} in ${events()}`, 20_000);

/** As the browser says it when it keeps a page for "back". It keeps none here, so the events are all that can be shown of it. */
const pass = (event: 'pagehide' | 'pageshow') =>
  shop.page.evaluate((type) => dispatchEvent(new PageTransitionEvent(type, { persisted: true })), event);

describe('A page that is kept for "back"', () => {
  test('listens to nothing that would keep it from being kept', async () => {
    await shop.open();
    await permitted();
    const session = await shop.browser.context.newCDPSession(shop.page);
    const { result } = await session.send('Runtime.evaluate', { expression: 'window' });
    const { listeners } = await session.send('DOMDebugger.getEventListeners', {
      objectId: String(result.objectId),
    });
    const types = listeners.map(({ type }) => type);
    assert.ok(types.includes('pagehide'));
    assert.deepEqual(
      types.filter((type) => /unload/.test(type)),
      [],
    );
  });

  test('sends when it is left, goes on when it is back, and obeys what was chosen meanwhile', async () => {
    await shop.open();
    const id = await permitted();
    await track('One');
    await pass('pagehide');
    await arrived('One');
    await pass('pageshow');
    await track('Two');
    await arrived('Two');
    await pass('pagehide');
    const tab = await shop.openTab();
    await shop.open(tab);
    await call(tab, 'consent', {});
    await until(async () => (await queued(tab)) === 0, 'that it was taken back is told');
    await pass('pageshow');
    await track('Three');
    await waitMs(1000);
    assert.deepEqual([events(), await queued(shop.page)], [['One', 'Two'], 0]);
    assert.deepEqual(await stored(id), ['One', 'Two']);
  });
});

describe('A road that breaks', () => {
  test('offline, then online: all arrive, once, in order', async () => {
    await shop.open();
    const id = await permitted();
    await shop.browser.context.setOffline(true);
    for (const event of ['One', 'Two', 'Three']) await track(event);
    await waitMs(1000);
    assert.deepEqual([events(), await queued(shop.page)], [[], 3]);
    await shop.browser.context.setOffline(false);
    await arrived('Three');
    await waitMs(1000);
    assert.deepEqual([events(), await queued(shop.page)], [['One', 'Two', 'Three'], 0]);
    assert.deepEqual(await stored(id), ['One', 'Three', 'Two']);
  });

  test('offline, closed, and opened again online', async () => {
    await shop.open();
    const id = await permitted();
    await shop.browser.context.setOffline(true);
    await track('Before');
    await waitMs(600);
    await shop.page.close();
    await shop.browser.context.setOffline(false);
    const tab = await shop.openTab();
    await shop.open(tab);
    await arrived('Before');
    assert.deepEqual(await stored(id), ['Before']);
  });

  test('what is taken back offline is told later, and nothing else is kept until then', async () => {
    await shop.open();
    const id = await permitted();
    await shop.browser.context.setOffline(true);
    await track('Dropped');
    await waitMs(600);
    await call(shop.page, 'consent', {});
    assert.equal(await queued(shop.page), 1);
    await shop.page.close();
    await shop.browser.context.setOffline(false);
    const tab = await shop.openTab();
    await shop.open(tab);
    await until(() => shop.front.messages().length === 2, 'it is told');
    await waitMs(500);
    const { anonymousId, context } = shop.front.messages()[1] ?? {};
    assert.deepEqual([anonymousId, context?.consent.categoryPreferences], [id, {}]);
    const names = await tab.evaluate(() => Object.keys(localStorage).map((key) => key.split('.').at(-1)));
    assert.deepEqual([names, await stored(id)], [['choice'], []]);
  });

  test('a server that is too busy is asked again when it said, by no tab before, and by no page that is loaded meanwhile', async () => {
    await shop.open();
    const id = await permitted();
    shop.front.road = { status: 429, retryAfter: 3 };
    await track('Patient');
    await until(() => shop.front.batches.length === 2, 'the first try');
    shop.front.road = 'pass';
    await shop.open();
    const tab = await shop.openTab();
    await shop.open(tab);
    await track('Meanwhile', tab);
    await arrived('Patient', 'Meanwhile');
    const [, first, second] = shop.front.batches;
    assert.ok((second?.at ?? 0) - (first?.at ?? 0) >= 2900, 'too early');
    assert.deepEqual(await stored(id), ['Meanwhile', 'Patient']);
  });

  test('a server that fails is asked again, ever less often; one that refuses is not', async () => {
    await shop.open();
    await permitted();
    shop.front.road = { status: 503 };
    await track('Again');
    await until(() => shop.front.batches.length === 4, 'three tries');
    const at = shop.front.batches.map((one) => one.at);
    const [first = 0, second = 0] = [(at[2] ?? 0) - (at[1] ?? 0), (at[3] ?? 0) - (at[2] ?? 0)];
    assert.ok(first >= 740 && second >= 1490 && second > first, `${first} ms, ${second} ms`);
    for (const status of [400, 401, 403, 404]) {
      shop.front.road = { status };
      await until(async () => (await queued(shop.page)) === 0, `${status} drops it`, 20_000);
      await track(`Refused with ${status}`);
      await arrived(`Refused with ${status}`);
    }
    const count = shop.front.batches.length;
    await waitMs(2500);
    assert.equal(shop.front.batches.length, count);
  });
});

describe('A page that ends', () => {
  test('while it navigates: what was called the moment before is sent', async () => {
    await shop.open();
    const id = await permitted();
    await shop.page.evaluate((address) => {
      (window as unknown as { rapport: { track(event: string): void } }).rapport.track('Clicked');
      location.href = address;
    }, shop.at('/empty'));
    await arrived('Clicked');
    assert.deepEqual(await stored(id), ['Clicked']);
  });

  test('in a browser whose requests end with the page: a beacon goes out, and what comes again counts once', async () => {
    await shop.page.addInitScript(() => Reflect.deleteProperty(Request.prototype, 'keepalive'));
    await shop.open();
    const id = await permitted();
    await track('Clicked');
    await shop.page.goto(shop.at('/empty'));
    await arrived('Clicked');
    assert.deepEqual(await stored(id), ['Clicked']);
    await shop.open();
    await until(async () => (await queued(shop.page)) === 0, 'it is told', 30_000);
    assert.deepEqual([events(), await stored(id)], [['Clicked', 'Clicked'], ['Clicked']]);
  });

  test('a tab closed while the server is silent: the next one sends it, and it counts once', async () => {
    await shop.open();
    const id = await permitted();
    shop.front.road = 'silent';
    await track('Unheard');
    await arrived('Unheard');
    await shop.page.close();
    shop.front.road = 'pass';
    const tab = await shop.openTab();
    await shop.open(tab);
    await until(async () => (await queued(tab)) === 0, 'it is sent again', 20_000);
    assert.deepEqual([events(), await stored(id)], [['Unheard', 'Unheard'], ['Unheard']]);
  });

  test('a tab closed after the server has it and before it could say so: it comes again, and counts once', async () => {
    await shop.open();
    const id = await permitted();
    shop.front.road = 'deaf';
    await track('Heard');
    await arrived('Heard');
    await shop.page.close();
    shop.front.road = 'pass';
    const tab = await shop.openTab();
    await shop.open(tab);
    await until(async () => (await queued(tab)) === 0, 'it is sent again', 20_000);
    assert.ok(events().length >= 2, 'it came again');
    const ids = new Set(
      shop.front
        .messages()
        .slice(1)
        .map(({ messageId }) => messageId),
    );
    assert.equal(ids.size, 1);
    assert.deepEqual(await stored(id), ['Heard']);
  });
});

describe('Two tabs', () => {
  test('that come online at once send everything, and nothing twice', async () => {
    await shop.open();
    const id = await permitted();
    const tab = await shop.openTab();
    await shop.open(tab);
    await shop.browser.context.setOffline(true);
    const names = Array.from({ length: 20 }, (_, i) => `Event ${i}`);
    for (const [i, name] of names.entries()) await track(name, i % 2 === 0 ? shop.page : tab);
    assert.equal(await queued(tab), 20);
    await shop.browser.context.setOffline(false);
    await arrived(...names);
    await waitMs(1500);
    assert.deepEqual([...events()].sort(), [...names].sort());
    assert.deepEqual(await stored(id), [...names].sort());
  });

  test('the same over http, where there are no locks and nothing is secure', async () => {
    const address = shop.at('/', { host: 'shop.example' });
    const other = await shop.openTab();
    for (const page of [shop.page, other]) await page.goto(address);
    assert.equal(await shop.page.evaluate(() => isSecureContext || 'locks' in navigator), false);
    const id = await permitted();
    await shop.browser.context.setOffline(true);
    const names = Array.from({ length: 20 }, (_, i) => `Event ${i}`);
    for (const [i, name] of names.entries()) await track(name, i % 2 === 0 ? shop.page : other);
    await shop.browser.context.setOffline(false);
    await arrived(...names);
    await waitMs(1500);
    assert.deepEqual([...events()].sort(), [...names].sort());
    assert.deepEqual(await stored(id), [...names].sort());
  });

  test('what waits in one of somebody else than whom the other knows is dropped', async () => {
    const tab = await shop.openTab();
    for (const page of [shop.page, tab]) await shop.open(page);
    await call(tab, 'identify', 'anna');
    await track('Anna looked', tab);
    await call(shop.page, 'identify', 'bob');
    const id = await permitted();
    await waitMs(500);
    await track('Bob looked', tab);
    await arrived('Bob looked');
    assert.ok(!events().includes('Anna looked') && (await stored(id)).includes('Bob looked'));
    assert.ok(shop.front.messages().every(({ userId }) => userId === 'bob'));
    await call(shop.page, 'reset');
    await waitMs(500);
    await track('Nobody looked', tab);
    await call(tab, 'consent', { Analytics: true });
    await arrived('Nobody looked');
    const last = shop.front.messages().at(-1);
    assert.deepEqual([last?.event, last?.userId], ['Nobody looked', undefined]);
    assert.notEqual(last?.anonymousId, id);
  });

  test('what one is told holds in the other', async () => {
    const tab = await shop.openTab();
    for (const page of [shop.page, tab]) await shop.open(page);
    await track('Waited', tab);
    const id = await permitted();
    await arrived('Waited');
    assert.deepEqual(await stored(id), ['Waited']);
    await call(tab, 'consent', { Analytics: false });
    await track('Refused');
    await waitMs(1500);
    assert.deepEqual(events(), ['Waited']);
  });
});

describe('Storage', () => {
  test('that is blocked: it works in memory', async () => {
    const policy = 'sandbox allow-scripts';
    await shop.page.goto(shop.at('/', { policy }));
    const blocked = await shop.page.evaluate(() => {
      try {
        return String(localStorage);
      } catch (error) {
        return (error as Error).name;
      }
    });
    assert.equal(blocked, 'SecurityError');
    const id = await permitted();
    await track('In memory');
    await arrived('In memory');
    assert.deepEqual(await stored(id), ['In memory']);
    await call(shop.page, 'consent', {});
    await track('Refused');
    await waitMs(1000);
    assert.deepEqual(events(), ['In memory']);
  });

  test('that is full: it works in memory', async () => {
    await shop.open();
    await shop.page.evaluate(() => {
      for (let length = 1_000_000; length > 0; length = Math.floor(length / 2))
        try {
          for (let i = 0; ; i += 1) localStorage.setItem(`full ${length} ${i}`, 'x'.repeat(length));
        } catch {}
    });
    const id = await permitted();
    await track('In memory');
    await arrived('In memory');
    assert.deepEqual([await stored(id), await queued(shop.page)], [['In memory'], 0]);
  });

  test('is not filled by a queue that cannot be sent: the oldest go', async () => {
    await shop.open();
    await permitted();
    await shop.browser.context.setOffline(true);
    const length = await shop.page.evaluate(() => {
      const { rapport } = window as unknown as { rapport: { track(event: string, more: object): void } };
      for (let i = 0; i < 60; i += 1) rapport.track(`Event ${i}`, { text: 'x'.repeat(10_000) });
      return JSON.stringify(localStorage).length;
    });
    assert.ok(length > 450_000 && length < 550_000, `${length} characters`);
    await shop.browser.context.setOffline(false);
    await arrived('Event 59');
    assert.ok(!events().includes('Event 5'));
    await until(async () => (await queued(shop.page)) === 0, 'all are sent');
    assert.equal(new Set(events()).size, events().length);
  });
});

test('What was sent a week ago and never answered is not sent again: the server may know it no more', async () => {
  await shop.open();
  await permitted();
  await shop.browser.context.setOffline(true);
  for (const event of ['Recent', 'Old']) await track(event);
  await waitMs(600);
  await shop.page.evaluate(() => {
    const tried = Object.keys(localStorage).filter((key) => key.includes('.m.'));
    for (const key of tried) {
      const [first, , ...rest] = (localStorage.getItem(key) ?? '').split(' ');
      const days = rest.join(' ').includes('Old') ? 7 : 5;
      localStorage.setItem(key, [Number(first) - days * 86_400_000, 0, ...rest].join(' '));
    }
  });
  await shop.browser.context.setOffline(false);
  await arrived('Recent');
  await waitMs(1000);
  assert.deepEqual([events(), await queued(shop.page)], [['Recent'], 0]);
});

test('A clock that is a day behind: the server puts what happened at its own time', async () => {
  await shop.server.advance('P1D');
  await shop.open();
  const id = await permitted();
  await track('Yesterday');
  await arrived('Yesterday');
  await shop.settle();
  const found = await shop.server.listEvents('anonymous_id', id);
  const yesterday = found.find(({ event }) => event === 'Yesterday');
  const behindMs = Date.parse(yesterday?.timestamp as string) - Date.now();
  assert.ok(Math.abs(behindMs - 86_400_000) < 60_000, `${behindMs} ms`);
});

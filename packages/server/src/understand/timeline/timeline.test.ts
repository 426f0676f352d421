// What a person's timeline tells of segments and traits: what happened, why, and only for the purpose that it is read for.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { anIdentify, aTrack, startTestServer, type TestServer } from '../../testing/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

type Change = {
  id: string;
  at: string;
  kind: string;
  reason: string;
  definition: { kind: string; name: string; title: string; version: number; removed: boolean };
  value?: unknown;
  denied?: { code: string } | null;
};
type Page = { items: Change[]; next_cursor: string | null; denied?: { field: string }[] };

async function read(userId: string, query = 'purpose=service'): Promise<Page> {
  const path = `/api/profiles/user_id/${userId}/changes?${query}`;
  const { status, body, text } = await server.api<Page>('GET', path);
  assert.equal(status, 200, text);
  return body;
}
/** What happened, the newest first, in a few words. */
const tell = async (userId: string, purpose = 'service'): Promise<string[]> =>
  (await read(userId, `purpose=${purpose}&limit=1000`)).items.map(
    ({ kind, definition, reason, value }) =>
      `${kind} ${definition.name} by ${reason}${value === undefined ? '' : `: ${JSON.stringify(value)}`}`,
  );
async function define(
  kind: string,
  name: string,
  definition: unknown,
  { purpose = 'service', title = name } = {},
): Promise<void> {
  const { status, text } = await server.api('POST', `/api/${kind}`, { name, title, purpose, definition });
  assert.equal(status, 201, text);
  await server.settle();
}
const orders = { name: 'Order Completed' };
const order = (userId: string) => aTrack({ userId, event: 'Order Completed' });

describe('The timeline of a person', () => {
  test('tells of coming, going and of values, newest first, with the reason', async () => {
    await define('segments', 'buyers', { events: orders, count: { at_least: 1 } }, { title: 'Buyers' });
    await define('segments', 'gold', { attribute: 'plan', is: 'gold' });
    await define('traits', 'orders', { count: orders });
    await server.sendInTurn(
      [order('anna')],
      [anIdentify({ userId: 'anna', traits: { plan: 'gold' } })],
      [anIdentify({ userId: 'anna', traits: { plan: 'free' } })],
      [order('anna')],
    );
    assert.deepEqual(await tell('anna'), [
      'changed orders by event: 2',
      'left gold by event',
      'entered gold by event',
      'changed orders by event: 1',
      'entered buyers by event',
    ]);
    const { items } = await read('anna');
    assert.deepEqual(items.at(-1)?.definition, {
      ...{ kind: 'segment', name: 'buyers', title: 'Buyers', version: 1, removed: false },
    });
    const { items: ofTraits } = await read('anna', 'purpose=service&kind=trait');
    assert.deepEqual(
      ofTraits.map(({ definition }) => definition.name),
      ['orders', 'orders'],
    );
    const times = items.map(({ at }) => at);
    assert.deepEqual(times, times.toSorted().reverse());
  });

  test('is read page by page, nothing lost and nothing twice', async () => {
    const all = (await read('anna')).items.map(({ id }) => id);
    const paged: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Page = await read('anna', `purpose=service&limit=2${cursor && `&cursor=${cursor}`}`);
      assert.ok(page.items.length <= 2);
      paged.push(...page.items.map(({ id }) => id));
      cursor = page.next_cursor;
    }
    assert.deepEqual(paged, all);
  });

  test('says what came of a definition that was changed, and calls a removed one by its title', async () => {
    const twice = { definition: { events: orders, count: { at_least: 5 } }, title: 'Regulars' };
    await server.api('PUT', '/api/segments/buyers', twice);
    await server.settle();
    const [first] = (await read('anna')).items;
    assert.deepEqual([first?.kind, first?.reason, first?.definition.version], ['left', 'definition', 2]);
    assert.equal((await server.api('DELETE', '/api/segments/buyers')).status, 204);
    assert.equal((await server.api('DELETE', '/api/traits/orders')).status, 204);
    const { items } = await read('anna');
    assert.equal(items.length, 6);
    assert.deepEqual([items[0]?.definition.title, items[0]?.definition.removed], ['Regulars', true]);
    const trait = items.find(({ definition }) => definition.name === 'orders');
    assert.deepEqual([trait?.value, trait?.denied?.code], [null, 'definition_removed']);
  });

  test('tells only of what is for the purpose, and nothing to a purpose that is denied', async () => {
    await define('segments', 'mailed', { everyone: true }, { purpose: 'marketing.email' });
    const subject = { type: 'user_id', value: 'bea' };
    await server.sendInTurn([order('bea')]);
    const express = async (state: string) => {
      const body = { subject, purpose: 'marketing.email', state, method: 'form' };
      assert.equal((await server.api('POST', '/api/consents', body)).status, 201);
      await server.settle();
    };
    await express('given');
    assert.deepEqual(await tell('bea', 'marketing.email'), ['entered mailed by attribute']);
    assert.deepEqual(await tell('bea'), []);
    await express('withdrawn');
    const denied = await read('bea', 'purpose=marketing.email');
    assert.deepEqual([denied.items, denied.denied?.[0]?.field], [[], 'changes']);
    const path = '/api/profiles/user_id/bea/changes';
    assert.equal((await server.api('GET', path)).status, 400);
    assert.equal((await server.api('GET', `${path.replace('bea', 'nobody')}?purpose=service`)).status, 404);
  });

  test('goes on with whom somebody merged into, and counts nobody out by it', async () => {
    await define('segments', 'looked', { events: { name: 'Looked' }, count: { at_least: 1 } });
    const visitor = { userId: undefined, anonymousId: 'browser-1' };
    await server.sendInTurn(
      [aTrack({ userId: 'cleo', event: 'Looked' })],
      [aTrack({ ...visitor, event: 'Looked' })],
      [anIdentify({ userId: 'cleo', anonymousId: 'browser-1' })],
    );
    assert.deepEqual(await tell('cleo'), ['entered looked by event', 'entered looked by event']);
  });

  test('waits in the outbox in the order in which it was written, with all that a reader needs', async () => {
    const rows = await server.db.query<Record<string, unknown>>(
      'select * from definition_changes order by id',
      [],
    );
    assert.ok(rows.length > 8);
    const entered = rows.find(({ kind }) => kind === 'entered');
    for (const name of ['definition_id', 'version', 'profile_id', 'reason', 'at'])
      assert.ok(entered?.[name], name);
    const times = rows.map(({ at }) => (at as Date).getTime());
    assert.deepEqual(
      times,
      times.toSorted((x, y) => x - y),
    );
  });
});

// Timelines and lists of events: newest first, page by page, nothing lost and nothing twice.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  aGroup,
  anAlias,
  anIdentify,
  aPage,
  aScreen,
  aTrack,
  type EventBody,
  type List,
  type Sent,
  startTestServer,
  type TestServer,
} from '../../testing/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

async function settled(...messages: Sent[]): Promise<void> {
  await server.send(messages);
  await server.settle();
}

const idsOf = (messages: Sent[]): string[] => messages.map(({ messageId }) => String(messageId)).sort();
const sortedIds = (events: EventBody[]): string[] => events.map((event) => event.message_id).sort();

describe('The timeline of a person', () => {
  const sameTime = Array.from({ length: 57 }, () =>
    aTrack({ userId: 'busy', timestamp: '2026-02-01T10:00:00.000Z' }),
  );
  const others = Array.from({ length: 20 }, (_, i) =>
    aTrack({ userId: 'busy', timestamp: `2026-02-01T10:00:00.0${String(i + 10)}Z` }),
  );

  test('Pages across equal times lose nothing and double nothing', async () => {
    await settled(...sameTime.slice(0, 30), ...others.slice(0, 10));
    await settled(...sameTime.slice(30), ...others.slice(10));
    for (const limit of [1, 2, 7, 10, 57, 76, 77, 78, 1000]) {
      const events = await server.listEvents('user_id', 'busy', `purpose=service&limit=${limit}`);
      assert.deepEqual(sortedIds(events), idsOf([...sameTime, ...others]), `with pages of ${limit}`);
      const times = events.map(({ timestamp }) => timestamp);
      assert.deepEqual(times, [...times].sort().reverse(), 'newest first');
    }
  });

  test('Events that arrive while somebody pages do not disturb the pages', async () => {
    const path = '/api/profiles/user_id/busy/events?purpose=service&limit=40';
    const first = await server.api<List<EventBody>>('GET', path);
    await settled(aTrack({ userId: 'busy', timestamp: '2026-02-02T00:00:00.000Z' }));
    const second = await server.api<List<EventBody>>('GET', `${path}&cursor=${first.body.next_cursor}`);
    assert.equal(second.body.next_cursor, null);
    assert.deepEqual(sortedIds([...first.body.items, ...second.body.items]), idsOf([...sameTime, ...others]));
  });

  test('Times before 1970, at its very beginning, and far ahead', { timeout: 30_000 }, async () => {
    const times = [
      '1901-01-01T00:00:00.000Z',
      '1969-12-31T23:59:59.999Z',
      '1970-01-01T00:00:00.000Z',
      '1970-01-01T00:00:00.001Z',
    ];
    const messages = times.flatMap((timestamp) => [
      aTrack({ userId: 'of old', timestamp }),
      aTrack({ userId: 'of old', timestamp }),
    ]);
    await settled(...messages);
    let path = '/api/profiles/user_id/of%20old/events?purpose=service&limit=1';
    const seen: EventBody[] = [];
    for (let pages = 0; pages < 20; pages += 1) {
      const { body } = await server.api<List<EventBody>>('GET', path);
      seen.push(...body.items);
      if (body.next_cursor === null) break;
      path = `/api/profiles/user_id/of%20old/events?purpose=service&limit=1&cursor=${body.next_cursor}`;
    }
    assert.deepEqual(sortedIds(seen), idsOf(messages));
    assert.deepEqual([...new Set(seen.map(({ timestamp }) => timestamp))], [...times].reverse());
  });

  test('Late events stand where they belong', async () => {
    await settled(aTrack({ userId: 'late', event: 'Third', timestamp: '2026-01-03T00:00:00.000Z' }));
    await settled(aTrack({ userId: 'late', event: 'First', timestamp: '2024-01-01T00:00:00.000Z' }));
    await settled(aTrack({ userId: 'late', event: 'Second', timestamp: '2025-06-01T00:00:00.000Z' }));
    const events = await server.listEvents('user_id', 'late');
    assert.deepEqual(
      events.map(({ event }) => event),
      ['Third', 'Second', 'First'],
    );
    const { first_seen_at, last_seen_at } = await server.getPerson('user_id', 'late');
    assert.deepEqual([first_seen_at, last_seen_at], ['2024-01-01T00:00:00.000Z', '2026-01-03T00:00:00.000Z']);
  });

  test('Of people who became one it is one timeline, in the order of time', async () => {
    const [a, b] = [{ userId: 'half a' }, { userId: undefined, anonymousId: 'half b' }];
    for (const [half, day] of [
      [a, 1],
      [b, 2],
      [a, 3],
      [b, 4],
    ] as const) {
      await settled(aTrack({ ...half, event: `Day ${day}`, timestamp: `2026-01-0${day}T00:00:00.000Z` }));
    }
    await settled(anAlias({ userId: 'half a', previousId: 'half b', timestamp: '2026-01-05T00:00:00.000Z' }));
    const events = await server.listEvents('user_id', 'half b', 'purpose=service&limit=2');
    assert.deepEqual(
      events.map(({ event }) => event),
      [null, 'Day 4', 'Day 3', 'Day 2', 'Day 1'],
    );
  });

  test('Each type shows what it carries', async () => {
    await settled(
      aTrack({ userId: 'of all types', event: 'Paid', properties: { total: 5 }, context: { os: 'x' } }),
      anIdentify({ userId: 'of all types', traits: { plan: 'gold' } }),
      aPage({ userId: 'of all types', anonymousId: 'd', name: 'Home', properties: { path: '/' } }),
      aScreen({ userId: 'of all types', anonymousId: 'd', name: 'Basket' }),
      aGroup({ userId: 'of all types', groupId: 'office', traits: { name: 'Office' } }),
      anAlias({ userId: 'of all types', previousId: 'before' }),
    );
    const events = await server.listEvents('user_id', 'of all types');
    const byType = Object.fromEntries(events.map((event) => [event.type, event]));
    assert.deepEqual(
      [byType.track?.event, byType.track?.name, byType.track?.properties],
      ['Paid', 'Paid', { total: 5 }],
    );
    assert.deepEqual(byType.track?.context, { os: 'x' });
    assert.deepEqual([byType.identify?.event, byType.identify?.traits], [null, { plan: 'gold' }]);
    assert.deepEqual(
      [byType.page?.event, byType.page?.name, byType.page?.properties],
      [null, 'Home', { path: '/' }],
    );
    assert.deepEqual([byType.screen?.name, byType.group?.traits], ['Basket', { name: 'Office' }]);
    assert.equal(byType.alias?.raw.previousId, 'before');
    for (const event of events) {
      assert.equal(event.profile_id, events[0]?.profile_id);
      assert.equal(event.source.name, 'Website');
    }
  });

  test('By type, by name and by message', async () => {
    const ofType = await server.listEvents('user_id', 'of all types', 'purpose=service&type=page');
    assert.deepEqual(
      ofType.map(({ type }) => type),
      ['page'],
    );
    const named = await server.listEvents('user_id', 'of all types', 'purpose=service&event=Paid');
    assert.deepEqual(
      named.map(({ event }) => event),
      ['Paid'],
    );
    const [paid] = named;
    const query = `purpose=service&message_id=${paid?.message_id}`;
    assert.deepEqual(await server.listEvents('user_id', 'of all types', query), [paid]);
    assert.deepEqual(await server.listEvents('user_id', 'busy', query), [], 'it is not theirs');
    assert.deepEqual(
      await server.listEvents('user_id', 'of all types', "purpose=service&event=';drop table events"),
      [],
    );
  });

  test('Questions that make no sense are refused, not failed', async () => {
    const queries = [
      'limit=0',
      'limit=1001',
      'limit=x',
      'cursor=x',
      'cursor=1',
      'cursor=_',
      'cursor=1_2_3',
      'type=charge',
      `event=${'x'.repeat(256)}`,
      `message_id=${'x'.repeat(513)}`,
    ];
    for (const query of [...queries, 'cursor=99999999999999999999_1', 'cursor=1_99999999999999999999']) {
      const { status, body } = await server.api(
        'GET',
        `/api/profiles/user_id/busy/events?purpose=service&${query}`,
      );
      assert.equal(status, 400, query);
      assert.equal(body.error?.code, 'invalid_request', query);
    }
  });
});

describe('All events', () => {
  const list = (query: string) => server.api<List<EventBody>>('GET', `/api/events?purpose=service&${query}`);

  test('Newest arrival first, page by page, filtered', async () => {
    const source = await server.createSource('Till');
    const messages = Array.from({ length: 25 }, (_, i) =>
      aTrack({ userId: `walker ${i}`, event: i % 2 ? 'Odd' : 'Even' }),
    );
    await server.send(messages, source.write_key);
    await server.settle();
    const seen: EventBody[] = [];
    let cursor = '';
    do {
      const { body } = await list(`limit=4&source=${source.id}${cursor}`);
      seen.push(...body.items);
      cursor = body.next_cursor === null ? '' : `&cursor=${body.next_cursor}`;
    } while (cursor !== '');
    assert.deepEqual(sortedIds(seen), idsOf(messages));
    const ids = seen.map(({ id }) => Number(id));
    assert.deepEqual(
      ids,
      [...ids].sort((a, b) => b - a),
    );
    assert.equal((await list(`source=${source.id}&event=Odd&limit=100`)).body.items.length, 12);
    assert.equal((await list(`source=${source.id}&type=identify`)).body.items.length, 0);
    const found = (await list('q=WALKER%2024')).body.items;
    assert.deepEqual(
      found.map(({ user_id }) => user_id),
      ['walker 24'],
    );
  });

  test('Each with a few words of what it holds, also of what was told by context.traits', async () => {
    const source = await server.createSource('With content');
    const traits = { email: 'told@example.com', plan: 'gold' };
    const told = anIdentify({ userId: 'told', traits: undefined, context: { traits } });
    const messages = [
      aTrack({ properties: { name: 'Ring', price: 19.9, currency: 'EUR' } }),
      told,
      aTrack({ properties: { odd: true } }),
    ];
    await server.send(messages, source.write_key);
    await server.settle();
    const { items } = (await list(`source=${source.id}`)).body;
    const excerpts = new Map(items.map((event) => [event.message_id, event.excerpt]));
    assert.deepEqual(
      messages.map(({ messageId }) => excerpts.get(String(messageId))),
      ['19.9 EUR · Ring', 'email, plan', null],
    );
  });

  test('One event, normalised and as it was sent', async () => {
    const message = aTrack({ userId: 'looked into', properties: { a: 1 } });
    await settled(message);
    const [{ id } = { id: '' }] = await server.listEvents('user_id', 'looked into');
    const { status, body } = await server.api<EventBody & { normalised: EventBody }>(
      'GET',
      `/api/events/${id}?purpose=service`,
    );
    assert.equal(status, 200);
    assert.deepEqual(body.raw, message);
    assert.equal(body.normalised.message_id, message.messageId);
    for (const wrong of ['0', 'x', '-1', '1e5', '99999999999999999', '%00', String(Number(id) + 1_000_000)]) {
      assert.equal((await server.api('GET', `/api/events/${wrong}?purpose=service`)).status, 404, wrong);
    }
  });

  test('Questions that make no sense are refused, not failed', async () => {
    for (const query of [
      'source=99999999999',
      'source=x',
      'cursor=x',
      'cursor=0',
      'cursor=1e30',
      `q=${'x'.repeat(201)}`,
    ]) {
      assert.equal((await list(query)).status, 400, query);
    }
    assert.equal((await list('q=%00%27%5C')).status, 200);
  });
});

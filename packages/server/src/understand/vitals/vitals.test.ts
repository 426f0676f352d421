// How a shop does, asked of a running server: all figures are worked out by hand from the events below.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { anIdentify, aPage, aTrack, startTestServer, type TestServer } from '../../testing/index.ts';

/** At its midnight it is still the day before in UTC, and no clock is ever changed there. */
const zone = 'Asia/Taipei';

let server: TestServer;
let now: Temporal.ZonedDateTime;
before(async () => {
  server = await startTestServer();
  await server.db.query('update workspaces set time_zone = $1', [zone]);
  await server.advance(untilNoon(Temporal.Instant.from(await readClock()).toZonedDateTimeISO(zone)));
  now = Temporal.Instant.from(await readClock()).toZonedDateTimeISO(zone);
  await server.send([...ofThisWeek(), ...ofTheWeekBefore(), ...ofLongAgo()]);
  await server.settle();
});
after(() => server.stop());

/** Minutes before and after it are of the same day. */
const untilNoon = (time: Temporal.ZonedDateTime): string =>
  time.until(time.add({ days: 1 }).withPlainTime('12:00'), { smallestUnit: 'second' }).toString();
const readClock = async (): Promise<string> =>
  (await server.api<{ now: string }>('POST', '/api/test/clock', { advance: 'PT0S' })).body.now;

const dayOf = (daysAgo: number): string => now.toPlainDate().subtract({ days: daysAgo }).toString();
const at = (daysAgo: number, clock: string): { timestamp: string } => ({
  timestamp: Temporal.ZonedDateTime.from(`${dayOf(daysAgo)}T${clock}[${zone}]`)
    .toInstant()
    .toString(),
});
/** So long before or after the time of day that it is now. */
const near = (daysAgo: number, minutes: number): { timestamp: string } => ({
  timestamp: now.subtract({ days: daysAgo }).add({ minutes }).toInstant().toString(),
});
const order = (userId: string, when: object, properties: object): object =>
  aTrack({ userId, event: 'Order Completed', properties, ...when });
const visit = (anonymousId: string, when: object): object =>
  aPage({ userId: undefined, anonymousId, ...when });

const ofThisWeek = (): object[] => [
  // The first minute of a day in Taipei, and the last one of the day before.
  order('anna', at(3, '00:00:30'), { total: 20, currency: 'EUR' }),
  order('anna', at(4, '23:59:30'), { total: 30, currency: 'eur' }),
  order('bob', at(3, '12:00'), { revenue: 15.5, currency: 'EUR' }),
  order('bob', at(2, '12:00'), { total: 900, currency: 'TWD' }),
  order('bob', at(2, '13:00'), { total: 'free', currency: 'EUR' }),
  visit('laptop', at(3, '09:00')),
  visit('laptop', at(2, '09:00')),
  visit('phone', at(3, '10:00')),
  // Tells of somebody, and is nothing that she did.
  anIdentify({ userId: 'clara', ...at(1, '08:00') }),
];
const ofTheWeekBefore = (): object[] => [
  order('bob', at(9, '12:00'), { total: 100, currency: 'EUR' }),
  // The last day of the week before counts until the time that it is now.
  order('dora', near(7, -2), { total: 40, currency: 'EUR' }),
  order('dora', near(7, 2), { total: 1000, currency: 'EUR' }),
];
const ofLongAgo = (): object[] => [order('anna', at(40, '12:00'), { total: 5000, currency: 'EUR' })];

type Day = { day: string; orders: number; revenue: number | null; active_known: number };
type Period = { days: Day[]; totals: Record<string, number | null> };
type Vitals = {
  time_zone: string;
  currency: string | null;
  revenue_withheld: { code: string } | null;
  now: Period;
  before: Period;
  segments: { name: string; members: number; members_before: number | null }[] | null;
};
const vitals = (query = 'days=7&purpose=service', headers?: Record<string, string>) =>
  server.api<Vitals>('GET', `/api/vitals?${query}`, undefined, headers);

describe('The vitals of a shop', () => {
  test('are told by day in the zone of the workspace, with every day', async () => {
    const { body } = await vitals();
    assert.equal(body.time_zone, zone);
    assert.deepEqual(
      body.now.days.map(({ day, orders, revenue }) => [day, orders, revenue]),
      [
        ...[6, 5].map((ago) => [dayOf(ago), 0, 0]),
        [dayOf(4), 1, 30],
        [dayOf(3), 2, 35.5],
        [dayOf(2), 2, 0],
        ...[1, 0].map((ago) => [dayOf(ago), 0, 0]),
      ],
    );
  });

  test('sum one currency and count what is left out', async () => {
    const { body } = await vitals();
    const { orders, orders_left_out, revenue, average_order_value } = body.now.totals;
    assert.equal(body.currency, 'EUR');
    // 30 + 20 + 15.5 of three orders; one is in another currency, and one has no amount.
    assert.deepEqual([orders, orders_left_out, revenue], [5, 2, 65.5]);
    assert.equal(average_order_value, 21.833);
  });

  test('are the same once a definition has properties kept in columns of their own', async () => {
    const { body: before } = await vitals();
    const definition = {
      sum: 'total',
      of: { name: 'Order Completed', where: [{ property: 'currency', is: 'EUR' }] },
    };
    const made = await server.api('POST', '/api/traits', { name: 'spent', purpose: 'service', definition });
    assert.equal(made.status, 201, made.text);
    await server.settle();
    assert.deepEqual((await vitals()).body.now, before.now);
  });

  test('stand beside a period before that is as long', async () => {
    const { body } = await vitals();
    const { orders, revenue, buyers, buyers_returning } = body.before.totals;
    assert.deepEqual([orders, revenue, buyers, buyers_returning], [2, 140, 2, 0]);
    assert.deepEqual(
      body.before.days.filter((one) => one.orders > 0).map(({ day, revenue }) => [day, revenue]),
      [
        [dayOf(9), 100],
        [dayOf(7), 40],
      ],
    );
  });

  test('count people once, and know who came for the first time and who bought again', async () => {
    const { totals, days } = (await vitals()).body.now;
    // Anna and Bob; a laptop and a phone. Clara did nothing, and is new all the same.
    assert.deepEqual([totals.active_known, totals.active_anonymous], [2, 2]);
    assert.deepEqual([totals.new_known, totals.new_anonymous], [1, 2]);
    assert.deepEqual([totals.buyers, totals.buyers_returning], [2, 2]);
    assert.deepEqual(
      days.map(({ active_known }) => active_known),
      [0, 0, 1, 2, 1, 0, 0],
    );
  });

  test('count who merged once, as who they are now', async () => {
    await server.send([anIdentify({ userId: 'bob', anonymousId: 'laptop', ...at(1, '08:00') })]);
    await server.settle();
    const { totals, days } = (await vitals()).body.now;
    assert.deepEqual([totals.active_known, totals.active_anonymous], [2, 1]);
    assert.equal(days.at(-4)?.active_known, 2);
    // Bob bought in the week before, so his laptop brought nobody new.
    assert.deepEqual([totals.new_known, totals.new_anonymous], [1, 1]);
  });

  test('know what was collected for the purpose, of people who permit it now, and nothing else', async () => {
    const asked = 'days=7&purpose=personalisation';
    assert.equal((await vitals(asked)).body.now.totals.orders, 0);
    const say = (state: string) =>
      server.api('POST', '/api/consents', {
        ...{ subject: { type: 'user_id', value: 'anna' }, purpose: 'personalisation' },
        ...{ state, method: 'form', consent_type: 'expressed' },
      });
    assert.equal((await say('given')).status, 201);
    await server.settle();
    await server.send([order('anna', {}, { total: 11, currency: 'EUR' })]);
    await server.settle();
    const permitted = (await vitals(asked)).body.now.totals;
    assert.deepEqual([permitted.orders, permitted.revenue, permitted.active_known], [1, 11, 1]);
    assert.equal((await say('withdrawn')).status, 201);
    await server.settle();
    const denied = (await vitals(asked)).body.now.totals;
    assert.deepEqual([denied.orders, denied.revenue, denied.active_known], [0, 0, 0]);
  });

  test('tell how segments grow, of one that is new without a number before', async () => {
    const definition = { events: { name: 'Order Completed' }, count: { at_least: 1 } };
    const made = await server.api('POST', '/api/segments', {
      ...{ name: 'buyers', purpose: 'service', definition },
    });
    assert.equal(made.status, 201, made.text);
    await server.settle();
    const buyers = { name: 'buyers', title: 'buyers', members_before: null };
    assert.deepEqual((await vitals()).body.segments, [{ ...buyers, members: 3 }]);
    await server.advance('P8D');
    await server.send([order('emil', {}, { total: 1 })]);
    await server.settle();
    assert.deepEqual((await vitals()).body.segments, [{ ...buyers, members: 4, members_before: 3 }]);
  });
});

describe('Whoever asks', () => {
  const openKey = async (rest: object): Promise<Record<string, string>> => {
    const { body, text } = await server.api<{ key: string }>('POST', '/api/keys', { name: 'A key', ...rest });
    assert.ok(body.key, text);
    return { authorization: `Bearer ${body.key}` };
  };

  test('needs what the home page needs, and is told of segments with the scope for them', async () => {
    assert.equal((await vitals(undefined, await openKey({ scopes: ['profiles:read'] }))).status, 403);
    const { status, body } = await vitals(undefined, await openKey({ scopes: ['events:read'] }));
    assert.deepEqual([status, body.segments], [200, null]);
    const other = await openKey({ scopes: ['events:read'], purposes: ['analytics'] });
    assert.equal((await vitals(undefined, other)).status, 403);
  });

  test('is told no revenue where amounts may not be seen', async () => {
    const label = {
      subject: 'property',
      event: 'Order Completed',
      name: 'total',
      category: 'user.financial',
    };
    assert.ok((await server.api('PUT', '/api/labels', label)).status < 300);
    const blind = await openKey({ scopes: ['events:read'], unmasked: { sensitivity: 0 } });
    const { body } = await vitals('days=14&purpose=analytics', blind);
    assert.ok(body.revenue_withheld?.code, JSON.stringify(body.revenue_withheld));
    assert.deepEqual([body.now.totals.revenue, body.currency, body.now.days[0]?.revenue], [null, null, null]);
  });

  test('is told what to do about a question that cannot be answered', async () => {
    for (const [query, status] of [
      ['days=7', 400],
      ['days=7&purpose=none', 422],
      ['days=91&purpose=service', 400],
      ["days=7' or 1=1&purpose=service", 400],
    ] as const)
      assert.equal((await vitals(query)).status, status, query);
  });
});

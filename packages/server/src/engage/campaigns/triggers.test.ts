// Campaigns that events start, on a running server: for each event one message, with what its purpose may see of the event, whatever
// ends in between.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { anIdentify, aTrack, startTestServer, type TestServer } from '../../testing/index.ts';

let server: TestServer;

async function good<Body>(method: string, path: string, body?: object): Promise<Body> {
  const answer = await server.api<Body>(method, `/api/${path}`, body);
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.text}`);
  return answer.body;
}

const when = {
  ...{ kind: 'event', event: 'Cart Abandoned', delay: 'PT0S' },
  where: [{ property: 'value', at_least: 20 }],
};
const plan = {
  ...{ title: 'Cart', template: 'cart', channel: { by: 'fixed', channel: 'email' } },
  when,
};

before(async () => {
  server = await startTestServer();
  await good('POST', 'brands', { slug: 'rowan', name: 'Rowan & Wren' });
  const topic = { slug: 'offers', brand: 'rowan', titles: { en: 'Offers' }, channels: ['email', 'sms'] };
  await good('POST', 'topics', { ...topic, purpose: 'marketing.*', default: 'in' });
  const email = {
    en: {
      subject: 'Your {{ event.properties.product }}',
      html: '<p>It waits.</p><a href="{{ links.unsubscribe }}">No more</a>',
    },
  };
  await good('POST', 'templates', { slug: 'cart', title: 'Cart', topic: 'offers', contents: { email } });
  await good('POST', 'templates/cart/publish', {});
  const people = ['neha', 'sarah', 'max'];
  await server.send(
    people.map((userId) => anIdentify({ userId, traits: { email: `${userId}@shop.example` } })),
  );
  await server.settle();
  await permit('neha');
  await permit('max');
  await good('POST', 'campaigns', { ...plan, slug: 'cart' });
});
after(() => server.stop());

const permit = (value: string, state = 'given'): Promise<unknown> =>
  good('POST', 'consents', {
    ...{ subject: { type: 'user_id', value }, purpose: 'marketing.email', state, method: 'web_form' },
  });
const abandon = (userId: string, messageId: string, properties: object, more: object = {}) =>
  aTrack({ userId, messageId, event: 'Cart Abandoned', properties, ...more });

async function forgetPosition(): Promise<void> {
  await server.db.query(
    `create function forget_position() returns trigger language plpgsql as 'begin return null; end'`,
  );
  await server.db.query(
    'create trigger forget before insert or update on campaign_position for each row execute function forget_position()',
  );
  await server.db.query('delete from campaign_position');
}

async function realMs(): Promise<number> {
  const [row] = await server.db.query<{ ms: number }>(
    'select extract(epoch from clock_timestamp()) * 1000 as ms',
  );
  return Number(row?.ms);
}

type Row = { state: string; event_id: string; reason: string | null };
const listPeople = (): Promise<Row[]> =>
  server.db.query<Row>('select state, event_id, reason from campaign_people order by event_id');
type Made = {
  key: string;
  trigger: Record<string, unknown>;
  variables: { event: Record<string, unknown> };
  ms: number;
};
const listMade = (): Promise<Made[]> =>
  server.db.query<Made>(
    'select key, trigger, variables, extract(epoch from due_at) * 1000 as ms from messages where campaign_id is not null order by id',
  );

describe('An event', () => {
  test('starts nothing before the campaign is started', async () => {
    await server.send([abandon('neha', 'early', { product: 'Ring', value: 50 })]);
    await server.settle();
    await good('POST', 'campaigns/cart/start');
    assert.deepEqual(await listPeople(), []);
  });

  test('starts one message, which knows of it', async () => {
    await server.send([
      abandon('neha', 'ring', { product: 'Ring', value: 50 }),
      abandon('neha', 'pin', { product: 'Pin', value: 5 }),
    ]);
    await server.settle();
    assert.deepEqual(await listPeople(), [{ state: 'made', event_id: 'ring', reason: null }]);
    const [made] = await listMade();
    assert.ok(made !== undefined);
    assert.deepEqual(made.variables.event.properties, { product: 'Ring', value: 50 });
    assert.equal((made.trigger.event as { message_id: string }).message_id, 'ring');
    assert.match(made.key, /^campaign\/\d+\/ring\/\d+$/);
    for (let tries = 0; ; tries += 1, await sleep(50)) {
      const [sent] = await server.db.query<{ state: string }>(
        'select state from messages where campaign_id is not null',
      );
      if (sent?.state === 'sent') break;
      assert.ok(tries < 200, `It is ${sent?.state}`);
    }
  });

  test('that was not collected for the message starts none, and is counted', async () => {
    await server.send([abandon('sarah', 'desk', { product: 'Desk', value: 900 })]);
    await server.settle();
    // What came before the consent is not covered by it, nor is what came before a withdrawal.
    await permit('sarah');
    const rows = await listPeople();
    assert.deepEqual(
      rows.find((one) => one.event_id === 'desk'),
      { state: 'refused', event_id: 'desk', reason: 'not_collected_for' },
    );
    assert.equal((await listMade()).length, 1);
  });

  test('starts one message, whatever was written down of it when the server ended', async () => {
    await server.send(
      Array.from({ length: 30 }, (_, i) => abandon('max', `chair-${i}`, { product: 'Chair', value: 20 + i })),
    );
    await server.settle();
    assert.equal((await listMade()).length, 31);
    // As if the server never came to write down how far it is.
    await forgetPosition();
    await server.restart();
    await server.settle();
    assert.equal((await listMade()).length, 31);
    // As if it had ended before it came to these.
    await server.db.query(`delete from campaign_people where event_id in ('chair-3', 'chair-4')`);
    await server.db.query(`delete from messages where key like '%/chair-3/%'`);
    await server.restart();
    await server.settle();
    assert.equal((await listMade()).length, 31);
  });

  test('starts nothing where it is history, or while the campaign is paused', async () => {
    await server.collect('/v1/import', {
      batch: [abandon('neha', 'old', { product: 'Ring', value: 50 }, { timestamp: '2020-01-01T00:00:00Z' })],
    });
    await good('POST', 'campaigns/cart/pause');
    await server.send([abandon('neha', 'paused', { product: 'Ring', value: 50 })]);
    await server.settle();
    await good('POST', 'campaigns/cart/resume');
    // Not when it is looked at once more either.
    await server.restart();
    await server.send([abandon('neha', 'again', { product: 'Ring', value: 50 })]);
    await server.settle();
    const known = (await listPeople()).map(({ event_id }) => event_id);
    assert.deepEqual(
      ['old', 'paused', 'again'].filter((one) => known.includes(one)),
      ['again'],
    );
  });

  test('waits as long as the campaign says, from when it happened', async () => {
    const later = { ...plan, slug: 'later', when: { ...when, event: 'Cart Left', where: [], delay: 'PT2H' } };
    await good('POST', 'campaigns', later);
    await good('POST', 'campaigns/later/start');
    // Of what happened before the consent nothing may be used.
    await server.advance('PT2H');
    const happened = new Date((await realMs()) + 3_600_000);
    const ahead = new Date(happened.getTime() + 86_400_000);
    await server.send(
      [happened, ahead].map((timestamp, i) =>
        aTrack({ userId: 'neha', messageId: `left-${i}`, event: 'Cart Left', properties: {}, timestamp }),
      ),
    );
    await server.settle();
    const rows = (await listMade()).filter(({ key }) => key.includes('/left-'));
    const hours = rows.map(({ ms }) => Math.round((Number(ms) - happened.getTime()) / 3_600_000));
    // An hour ago it happened, two hours it waits; and what a clock said that is ahead happened now.
    assert.deepEqual(hours, [2, 3]);
    await good('POST', 'campaigns/later/cancel');
  });
});

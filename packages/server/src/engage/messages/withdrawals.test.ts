// A thousand people are written to and take their consent back in the same moments, through a real mail server: nothing goes out after
// a withdrawal was committed, and every message says what became of it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { anIdentify, startTestServer, type TestServer } from '../../testing/index.ts';
import { startMailServer, type TestMailServer } from '../../testing/mail-server.ts';

const people = 1000;
const addressOf = (i: number): string => `person-${i}@shop.example`;

let server: TestServer;
let mailServer: TestMailServer;
/** When the last byte of each came, by the address. In milliseconds of this process. */
const arrivedMs = new Map<string, number[]>();

before(async () => {
  [server, mailServer] = await Promise.all([
    startTestServer(),
    startMailServer({
      onData(stream, { envelope }, done) {
        stream.resume();
        stream.on('end', () => {
          const address = envelope.rcptTo[0]?.address ?? '';
          arrivedMs.set(address, [...(arrivedMs.get(address) ?? []), performance.now()]);
          done();
        });
      },
    }),
  ]);
  const good = async (path: string, body: object): Promise<void> => {
    const answer = await server.api('POST', path, body);
    assert.ok(answer.status < 300, `${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  };
  await good('/api/channels/email/accounts', {
    ...{ slug: 'main', title: 'Mail server', provider: 'smtp' },
    settings: {
      host: '127.0.0.1',
      port: mailServer.port,
      security: 'none',
      from_address: 'shop@shop.example',
    },
  });
  await good('/api/brands', { slug: 'shop', name: 'Shop' });
  await good('/api/topics', {
    ...{ slug: 'offers', brand: 'shop', titles: { en: 'Offers' }, descriptions: {}, channels: ['email'] },
    ...{ purpose: 'marketing.email', default: 'in', order: 1 },
  });
  await good('/api/templates', {
    ...{ slug: 'offer', title: 'Offer', topic: 'offers' },
    contents: {
      email: { en: { subject: 'Offer', html: '<p>New</p><a href="{{ links.unsubscribe }}">No more</a>' } },
    },
  });
  await good('/api/templates/offer/publish', {});
  const consent = { consent: { categoryPreferences: { marketing: true } } };
  const identifies = Array.from({ length: people }, (_, i) =>
    anIdentify({ userId: `u${i}`, traits: { email: addressOf(i) }, context: consent }),
  );
  for (let i = 0; i < people; i += 250) await server.send(identifies.slice(i, i + 250));
  await server.settle();
  // As PostgreSQL does by itself within a minute.
  await server.db.query('analyze');
  await inLanes(20, (i) => say(i, 'given'));
});
after(() => Promise.all([server.stop(), mailServer.stop()]));

async function say(i: number, state: 'given' | 'withdrawn'): Promise<number> {
  const subject = { type: 'user_id', value: `u${i}` };
  const body = { subject, purpose: 'marketing.email', state, method: 'form' };
  const answer = await server.api('POST', '/api/consents', body);
  assert.equal(answer.status, 201);
  // What lay in the socket of the mail server when the answer came is read in the next turns of this process, which is both.
  for (let turn = 0; turn < 10; turn += 1) await nextTurn();
  return performance.now();
}

test('nothing goes out after a withdrawal was committed', { timeout: 200_000 }, async () => {
  const saidMs = new Map<string, number>();
  // The order in which they are taken back is another one than that in which they are written to.
  const withdrawals = inLanes(25, async (i) => {
    const one = (i * 617) % people;
    saidMs.set(addressOf(one), await say(one, 'withdrawn'));
  });
  await inLanes(25, async (i) => {
    const to = { type: 'email', value: addressOf(i) };
    const answer = await server.api('POST', '/api/messages', { to, template: 'offer', key: `race-${i}` });
    assert.equal(answer.status, 201);
  });
  await withdrawals;
  const states = await settled();
  const late = [...arrivedMs].flatMap(([address, times]) =>
    times.flatMap((ms) =>
      ms > (saidMs.get(address) ?? 0) ? [[address, ms - (saidMs.get(address) ?? 0)]] : [],
    ),
  );
  assert.deepEqual(late, [], 'arrived after its withdrawal had been answered, by so many milliseconds');
  assert.deepEqual(
    [...arrivedMs.values()].filter(({ length }) => length > 1),
    [],
    'twice',
  );
  const count = (state: string): number => states.find((one) => one.state === state)?.count ?? 0;
  assert.equal(count('sent'), arrivedMs.size, 'what is said to be sent arrived, and nothing else did');
  assert.equal(count('sent') + count('refused'), people);
  assert.ok(count('refused') > 50 && count('sent') > 50, `a race has both: ${JSON.stringify(states)}`);
});

async function settled(): Promise<{ state: string; count: number }[]> {
  for (;;) {
    const states = await server.db.query<{ state: string; count: number }>(
      'select state, count(*)::int4 as count from messages group by state',
    );
    if (!states.some(({ state }) => ['queued', 'sending', 'deferred'].includes(state))) return states;
    await sleep(100);
  }
}

/** For each of the people; so many at once. */
async function inLanes(lanes: number, work: (i: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (let i = next++; i < people; i = next++) await work(i);
    }),
  );
}

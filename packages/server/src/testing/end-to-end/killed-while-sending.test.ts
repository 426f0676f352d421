// A server is killed again and again while it sends, through a real mail server: nobody gets two, nobody is forgotten.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startMailServer, type TestMailServer } from '../mail-server.ts';
import { anIdentify } from '../messages.ts';
import { prepareSpawnedServer, type SpawnedServer } from './spawned-server.ts';

const people = 1500;
const kills = 5;
const addressOf = (i: number): string => `person-${i}@shop.example`;

let server: SpawnedServer;
let mailServer: TestMailServer;

before(async () => {
  mailServer = await startMailServer();
  server = await prepareSpawnedServer();
  await server.start();
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
  await good('/api/templates', {
    ...{ slug: 'receipt', title: 'Receipt', purpose: 'message.transactional' },
    contents: { email: { en: { subject: 'Your receipt', html: '<p>Thank you</p>' } } },
  });
  await good('/api/templates/receipt/publish', {});
  const identifies = Array.from({ length: people }, (_, i) =>
    anIdentify({ userId: `u${i}`, traits: { email: addressOf(i) } }),
  );
  for (let i = 0; i < people; i += 250) await server.send(identifies.slice(i, i + 250));
  await good('/api/pipeline/settle', { timeout_ms: 30_000 });
});
after(async () => {
  await server.clear();
  await mailServer.stop();
});

/** Asks for the message of each until it is answered: a server that was killed answers nothing. */
async function ask(i: number): Promise<void> {
  const body = { to: { type: 'user_id', value: `u${i}` }, template: 'receipt', key: `receipt-${i}` };
  for (;;) {
    const answer = await server.api('POST', '/api/messages', body).catch(() => undefined);
    if (answer !== undefined && answer.status < 300) return;
    await sleep(50);
  }
}

test('nobody gets two and nobody is forgotten', { timeout: 200_000 }, async () => {
  let next = 0;
  const asking = Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let i = next++; i < people; i = next++) await ask(i);
    }),
  );
  for (let kill = 0; kill < kills; kill += 1) {
    const before = mailServer.mails.length;
    // In the middle of it: some have gone since the last start, and others are under way.
    while (mailServer.mails.length < before + 40) await sleep(1);
    await sleep((kill * 37) % 23);
    await server.kill();
    await server.start();
  }
  await asking;
  await settled();
  const counts = new Map<string, number>();
  for (const { to } of mailServer.mails) counts.set(to[0] ?? '', (counts.get(to[0] ?? '') ?? 0) + 1);
  const missing = Array.from({ length: people }, (_, i) => addressOf(i)).filter((one) => !counts.has(one));
  const twice = [...counts].filter(([, count]) => count > 1);
  assert.deepEqual({ missing, twice }, { missing: [], twice: [] });
});

/** Nothing waits and nothing is in hand. */
async function settled(): Promise<void> {
  for (;;) {
    const left = await Promise.all(
      ['queued', 'sending', 'deferred'].map((state) =>
        server.api('GET', `/api/messages?state=${state}&limit=1`),
      ),
    );
    if (left.every(({ body }) => JSON.stringify(body.items) === '[]')) return;
    await sleep(100);
  }
}

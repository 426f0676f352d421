// The commands of docs/templates.md do what the page says, in their order.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { errorTable } from '@rapport/protocol';
import { anIdentify, startTestServer, type TestServer } from '../../testing/index.ts';

const page = join(import.meta.dirname, '../../../../../docs/templates.md');

let server: TestServer;
before(async () => {
  server = await startTestServer();
  await server.api('POST', '/api/brands', { slug: 'rowan', name: 'Rowan & Wren' });
  const topic = { slug: 'offers', brand: 'rowan', titles: { en: 'Offers' }, channels: ['email'] };
  await server.api('POST', '/api/topics', { ...topic, purpose: 'marketing.*' });
  await server.send([anIdentify({ userId: 'sarah', traits: { email: 'sarah@shop.example', locale: 'pl' } })]);
  await server.settle();
});
after(() => server.stop());

test('each of them', async () => {
  const text = await readFile(page, 'utf8');
  const commands = [
    ...text.matchAll(/^curl -X (\w+) \$RAPPORT(\S+) [^']*'content-type: application\/json'[^']*'([^']*)'/gm),
  ];
  assert.equal(commands.length, 5);
  const answers: [number, Record<string, unknown>][] = [];
  for (const [, method = '', path = '', body = ''] of commands) {
    const answer = await server.api<Record<string, unknown>>(method, path, JSON.parse(body) as object);
    answers.push([answer.status, answer.body]);
  }
  assert.deepEqual(
    answers.map(([status]) => status),
    [201, 200, 201, 200, errorTable.test_not_sent.status],
  );
  const [, published, offer, preview, sent] = answers.map(([, body]) => body) as Record<string, unknown>[];
  assert.equal(published?.published, 1);
  assert.equal(offer?.view, 'offer-mail');
  assert.match(JSON.stringify(preview), /Zamówienie A-1/);
  // A fresh installation has no account by which a test could go.
  assert.equal((sent?.error as { code: string } | undefined)?.code, 'test_not_sent');
});

// The requests that real client packages made, recorded on the wire, sent again as they were: accepted, stored once,
// and on the right person. Only keys and ids are exchanged, so that the recordings do not meet each other.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import {
  findSampleData,
  type Headers,
  type Sent,
  type SourceBody,
  startTestServer,
  type TestServer,
  toBasic,
  unlessSampleData,
} from '../../testing/index.ts';
import { posthog, snowplow } from './adapters/index.ts';

type RecordedRequest = { method: string; url: string; headers: Headers; body: unknown };
type Recording = { name: string; requests: RecordedRequest[] };

const skip = unlessSampleData('sdk-captures');

const recordings = skip ? [] : readRecordings(findSampleData('sdk-captures') as string);

function readRecordings(folder: string): Recording[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => ({
      name: name.replace(/\.json$/, ''),
      requests: JSON.parse(readFileSync(join(folder, name), 'utf8')).requests,
    }));
}

let server: TestServer;
before(async () => {
  server = await startTestServer();
  // The recordings name times of this evening.
  await server.api('POST', '/api/test/clock', { set: '2026-11-21T23:30:00Z' });
});
after(() => server.stop());

/** The recording as this source and these people would have made it. */
function toOwn({ name, requests }: Recording, source: SourceBody): RecordedRequest[] {
  const own = JSON.stringify(requests)
    .replaceAll(/"(u1|u2|an1)"/g, `"$1 of ${name}"`)
    .replaceAll('a@x.io', `a@${name}.example`)
    .replaceAll('"writeKey":"WK"', `"writeKey":"${source.write_key}"`)
    .replaceAll('/v1/projects/WK/', `/v1/projects/${source.write_key}/`)
    .replaceAll('"Basic V0s6"', JSON.stringify(toBasic(source.write_key)))
    .replaceAll('"Basic WK"', JSON.stringify(toBasic(source.write_key)))
    .replaceAll('"aid":"app"', `"aid":"${source.write_key}"`)
    .replaceAll('"phc_k"', `"${source.write_key}"`)
    // Told of a group alone, nobody would be there to belong to it.
    .replaceAll('"$company_g1"', `"u1 of ${name}"`)
    .replaceAll('"k:s"', `"${source.write_key}:s"`);
  return JSON.parse(own) as RecordedRequest[];
}

const connectionHeaders = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'accept-encoding',
]);

function replay({ method, url, headers, body }: RecordedRequest) {
  const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => !connectionHeaders.has(name)));
  if (method === 'GET') return server.request('GET', url, undefined, kept);
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return server.request('POST', url, headers['content-encoding'] === 'gzip' ? gzipSync(bytes) : bytes, kept);
}

function messagesOf(requests: RecordedRequest[]): Sent[] {
  const bodies = requests.filter(({ method }) => method === 'POST').map(({ body }) => body as Sent);
  return bodies.flatMap((body) => {
    const { batch } = toBatch(body);
    return Array.isArray(batch) ? (batch as Sent[]) : [body];
  });
}

/** What becomes tracking messages on arrival comes back as these. */
function toBatch(body: Sent): Sent {
  if (body.api_key !== undefined) return asJson(posthog.translate(body)) as Sent;
  return Array.isArray(body.data) ? (asJson(snowplow.translate(body)) as Sent) : body;
}

const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('Recorded clients', { skip, timeout: 120_000 }, () => {
  for (const recording of recordings) {
    test(recording.name, async () => {
      const source = await server.createSource(recording.name);
      const requests = toOwn(recording, source);
      // Twice: clients send again what they are not sure of.
      for (const request of [...requests, ...requests]) {
        const answer = await replay(request);
        assert.equal(answer.status, 200, `${request.method} ${request.url}: ${answer.text}`);
        if (request.method === 'POST') assert.equal(answer.text, '{"success":true}');
      }
      await server.settle();
      await assertStored(recording.name, messagesOf(requests));
    });
  }

  test('Nothing of all that went to quarantine', async () =>
    assert.deepEqual(await server.listQuarantine(), []));
});

async function assertStored(name: string, messages: Sent[]): Promise<void> {
  const firstOf = new Map<unknown, Sent>();
  for (const message of messages) {
    if (!firstOf.has(message.messageId)) firstOf.set(message.messageId, message);
  }
  const person = await server.getPerson('user_id', `u1 of ${name}`);
  const events = await server.listEvents('user_id', `u1 of ${name}`);
  assert.deepEqual(
    events.map((event) => event.message_id).sort(),
    [...firstOf.keys()].sort(),
    'each message is on the timeline, once',
  );
  for (const event of events) assert.deepEqual(event.raw, firstOf.get(event.message_id), 'as it was sent');

  for (const [type, value] of findIds(messages)) {
    const found = await server.findPerson(type, value);
    assert.equal(found?.id, person.id, `${type} ${value} is the same person`);
  }
  const identify = messages.find((message) => message.type === 'identify');
  if (identify !== undefined) assert.equal(person.attributes.email?.value, `a@${name}.example`);
}

/** Every identifier that the messages name. They all belong to one person, who uses an old id after an alias. */
function findIds(messages: Sent[]): [string, string][] {
  const ids: [string, string][] = [];
  for (const { type, userId, anonymousId, traits } of messages) {
    if (typeof userId === 'string') ids.push(['user_id', userId]);
    if (typeof anonymousId === 'string') ids.push(['anonymous_id', anonymousId]);
    const email = (traits as Sent | undefined)?.email;
    if (type === 'identify' && typeof email === 'string') ids.push(['email', email]);
  }
  return ids;
}

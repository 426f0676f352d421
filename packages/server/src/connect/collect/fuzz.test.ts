// Ten thousand requests of every kind that is wrong, and right ones among them: collect answers each with a status that
// is the sender's business, the pipeline takes in all of it, nothing that was accepted is lost, memory stays bounded.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { type FuzzRequest, fuzzRequest, idPlaceholder } from '../../testing/fuzz-requests.ts';
import { type EventBody, type List, startTestServer, type TestServer } from '../../testing/index.ts';

const groupCount = 400;
const groupSize = 25;
const warmUpGroups = 200;
const growthBytesMax = 450 * 1024 * 1024;
/** To repeat a failure: the seed stands in its message. */
const seed = Number(process.env.RAPPORT_TEST_FUZZ_SEED ?? Date.now() % 2 ** 31);

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

/** Ids of messages that were acknowledged and must be there. */
const acknowledged = new Set<string>();
const statuses = new Map<number, number>();
let count = 0;
let rssAfterWarmUp = 0;
let rssAtEnd = 0;

const nextId = (): string => {
  count += 1;
  return `fuzz-${String(count).padStart(idPlaceholder.length - 5, '0')}`;
};

/** The body with an id for each placeholder. A damaged body may hold none that can be found; that is fine. */
function withIds(body: Buffer, ids: string[]): Buffer {
  const placeholder = Buffer.from(idPlaceholder);
  const own = Buffer.from(body);
  for (let at = own.indexOf(placeholder); at !== -1; at = own.indexOf(placeholder, at + 1)) {
    const id = nextId();
    ids.push(id);
    own.write(id, at);
  }
  return own;
}

async function sendOne({ method, path, headers, body, valid }: FuzzRequest): Promise<void> {
  const ids: string[] = [];
  const own = withIds(body, ids);
  const answer = await server.request(
    method,
    path,
    ['GET', 'HEAD'].includes(method) ? undefined : own,
    headers,
  );
  statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
  assert.ok(
    [200, 204, 400, 401, 404, 405].includes(answer.status),
    `${method} ${path}: ${answer.status} ${answer.text}`,
  );
  if (answer.status === 200 && method === 'POST') assert.equal(answer.text, '{"success":true}');
  if (answer.status >= 400 && method !== 'HEAD') {
    assert.match(String(answer.body.error?.message), /^.{5,}/, answer.text);
    assert.ok(answer.text.length < 2000, 'no piece of the body comes back');
  }
  if (answer.status === 200 && valid > 0) for (const id of ids) acknowledged.add(id);
}

/** The seed and the fault; a whole group of bodies would fill the screen. */
function reportShortly(run: fc.RunDetails<[FuzzRequest[]]>): void {
  if (!run.failed) return;
  const { message } = run.errorInstance as Error;
  throw new Error(`seed ${run.seed}, path ${run.counterexamplePath}: ${message}`, {
    cause: run.errorInstance,
  });
}

describe('Fuzz', { timeout: 200_000 }, () => {
  test(`${groupCount * groupSize} requests, each answered as the sender's fault or success (seed ${seed})`, async () => {
    let groups = 0;
    const group = fc.array(fuzzRequest, { minLength: groupSize, maxLength: groupSize });
    await fc.assert(
      fc.asyncProperty(group, async (requests) => {
        await Promise.all(requests.map(sendOne));
        groups += 1;
        if (groups === warmUpGroups) rssAfterWarmUp = process.memoryUsage().rss;
      }),
      { numRuns: groupCount, seed, endOnFailure: true, reporter: reportShortly },
    );
    const told = [...statuses].sort().map(([status, n]) => `${n} × ${status}`);
    assert.ok((statuses.get(200) ?? 0) > 3000 && (statuses.get(400) ?? 0) > 1000, told.join(', '));
    assert.ok(acknowledged.size > 2000, `${acknowledged.size} valid messages were accepted`);
  });

  test(`the pipeline takes in all of it (seed ${seed})`, async () => {
    await server.settle(60_000);
    rssAtEnd = process.memoryUsage().rss;
    const { body } = await server.api<{
      state: string;
      inbox: { requests_waiting: number };
      errors: unknown[];
    }>('GET', '/api/pipeline');
    assert.deepEqual([body.state, body.inbox.requests_waiting, body.errors], ['running', 0, []]);
    assert.deepEqual(await server.listQuarantine('reason=not_processable'), []);
  });

  test(`each acknowledged message is there, once (seed ${seed})`, async () => {
    const stored: string[] = [];
    let cursor = '';
    do {
      const { body, status } = await server.api<List<EventBody>>(
        'GET',
        `/api/events?purpose=service&limit=1000${cursor}`,
      );
      assert.equal(status, 200);
      stored.push(...body.items.map((event) => event.message_id));
      cursor = body.next_cursor === null ? '' : `&cursor=${body.next_cursor}`;
    } while (cursor !== '');
    const ids = new Set(stored);
    const lost = [...acknowledged].filter((id) => !ids.has(id));
    const aside = new Map((await server.listQuarantine()).map((row) => [row.message_id, row.reason.code]));
    const fate = lost.map((id) => `${id}: ${aside.get(id) ?? 'nowhere'}`);
    assert.deepEqual(fate.slice(0, 5), [], `${lost.length} are not on any timeline`);
    const ours = stored.filter((id) => id.startsWith('fuzz-'));
    assert.equal(new Set(ours).size, ours.length, 'none is there twice');
  });

  test(`people, timelines and quarantine can all be read back (seed ${seed})`, async () => {
    const { body } = await server.api<List<{ id: string }>>('GET', '/api/profiles?purpose=service&limit=200');
    assert.ok(body.items.length > 50);
    for (const { id } of body.items.slice(0, 60)) {
      await server.getPerson('profile_id', id);
      await server.listEvents('profile_id', id, 'purpose=service&limit=100');
      await server.getGraph('profile_id', id);
    }
    const aside = await server.listQuarantine();
    assert.ok(aside.length > 500, `${aside.length} are in quarantine`);
    for (const row of aside.slice(0, 100)) {
      assert.equal((await server.api('GET', `/api/quarantine/${row.id}?purpose=service`)).status, 200);
    }
  });

  test(`memory stays bounded (seed ${seed})`, () => {
    const growth = rssAtEnd - rssAfterWarmUp;
    assert.ok(
      growth < growthBytesMax,
      `${Math.round(growth / 1024 / 1024)} MB more than after the first half`,
    );
  });
});

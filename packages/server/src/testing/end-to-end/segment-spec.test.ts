// Every example of Segment's own documentation goes in: what is a message comes back unchanged, what is not is set
// aside for the right reason.
import assert from 'node:assert/strict';
import { after, before, describe, it, type TestContext } from 'node:test';
import {
  type EventBody,
  type List,
  type QuarantinedBody,
  startTestServer,
  type TestServer,
  toBasic,
} from '../index.ts';
import { unlessSampleData } from '../sample-data.ts';
import {
  type Case,
  type Fields,
  findFault,
  listExamples,
  type Sorted,
  sortExamples,
} from './spec-examples.ts';

const examples = listExamples();

describe('The examples of the Segment documentation', { skip: unlessSampleData('segment-spec') }, () => {
  let server: TestServer;
  let sorted: Sorted;
  let valid: Case[];
  let invalid: (Case & { reason: string })[];
  let events: Map<string, EventBody>;
  let aside: QuarantinedBody[];

  before(async () => {
    server = await startTestServer();
    sorted = sortExamples(examples);
    const judged = sorted.cases.map((one) => ({ ...one, reason: findFault(one) }));
    valid = judged.filter((one) => one.reason === undefined);
    invalid = judged.filter((one): one is Case & { reason: string } => one.reason !== undefined);
    // The examples name addresses, which a source shortens unless told otherwise.
    const source = await server.createSource('Examples', 'server', { ip: 'keep' });
    for (const { path, body } of sorted.bodies) {
      const answer = await server.collect(path, body, { authorization: toBasic(source.write_key) });
      assert.equal(answer.status, 200, `${path} ${JSON.stringify(body)}: ${answer.text}`);
    }
    await server.settle();
    events = new Map((await listAllEvents()).map((event) => [event.message_id, event]));
    aside = await server.listQuarantine();
  });
  after(() => server?.stop());

  async function listAllEvents(): Promise<EventBody[]> {
    const list = await server.api<List<EventBody>>('GET', '/api/events?purpose=service&limit=1000');
    assert.equal(list.body.next_cursor, null);
    return list.body.items;
  }

  it('are messages for the most part', (t: TestContext) => {
    assert.ok(valid.length > 150, `${valid.length}`);
    assert.ok(invalid.length > 10, `${invalid.length}`);
    t.diagnostic(`${examples.length} examples hold ${sorted.cases.length} messages`);
    t.diagnostic(`${valid.length} valid: ${toCounts(valid.map((one) => `${one.type}`))}`);
    t.diagnostic(`${invalid.length} invalid: ${toCounts(invalid.map((one) => one.reason))}`);
    const others = [...sorted.skipped].map(([kind, count]) => `${count} ${kind}`);
    t.diagnostic(`not sent, because it is no message: ${others.join(', ')}`);
  });

  it('that are valid become events, and only they', () => {
    const expected = valid.map((one) => String(one.message.messageId));
    assert.deepEqual([...events.keys()].sort(), expected.sort());
  });

  it('come back unchanged, with nothing added but the context of the batch around them', async () => {
    for (const one of valid) {
      const event = events.get(String(one.message.messageId)) as EventBody;
      const { body } = await server.api<EventBody>('GET', `/api/events/${event.id}?purpose=service`);
      assert.deepEqual(body.raw, asJson({ ...one.message, ...one.shared }), one.where);
    }
  });

  it('show in the timeline of their person what they told', async () => {
    for (const one of valid) {
      const { message } = one;
      // The visitor of the examples signs in as many: what was done before belongs to the first of them.
      const visitor = ['profile_id', events.get(String(message.messageId))?.profile_id];
      const [type, value] = typeof message.userId === 'string' ? ['user_id', message.userId] : visitor;
      const timeline = await timelineOf(type as string, String(value));
      const [event, ...more] = timeline.filter((shown) => shown.message_id === message.messageId);
      assert.equal(more.length, 0, one.where);
      assert.equal(event?.type, one.type, one.where);
      assert.equal(event?.event, one.type === 'track' ? message.event : null, one.where);
      assert.deepEqual(event?.properties, asJson(message.properties ?? {}), one.where);
      assert.deepEqual(event?.context, asJson(message.context ?? one.shared.context ?? {}), one.where);
    }
  });

  const timelines = new Map<string, Promise<EventBody[]>>();
  function timelineOf(type: string, value: string): Promise<EventBody[]> {
    const key = `${type} ${value}`;
    const known = timelines.get(key) ?? server.listEvents(type, value);
    timelines.set(key, known);
    return known;
  }

  it('that are not valid are in quarantine with the reason, and as they were sent', async () => {
    const byId = new Map(aside.map((row) => [row.message_id, row]));
    assert.equal(aside.length, invalid.length);
    for (const one of invalid) {
      const row = byId.get(String(one.message.messageId));
      assert.equal(row?.reason.code, one.reason, one.where);
      const { body } = await server.api<QuarantinedBody>('GET', `/api/quarantine/${row?.id}?purpose=service`);
      assert.deepEqual(JSON.parse(body.body ?? ''), asJson(one.message), one.where);
    }
  });
});

const asJson = (value: unknown): Fields => JSON.parse(JSON.stringify(value)) as Fields;

function toCounts(names: string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => `${count} ${name}`).join(', ');
}

// The same message twice is one event: in a batch, in another, much later, but never across sources.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  anIdentify,
  aTrack,
  type SourceBody,
  startTestServer,
  type TestServer,
} from '../../testing/index.ts';

let server: TestServer;
let shop: SourceBody;
before(async () => {
  server = await startTestServer({ env: { RAPPORT_DEDUPLICATION_DAYS: '7' } });
  shop = await server.createSource('Shop server');
});
after(() => server.stop());

async function countOf(userId: string): Promise<number> {
  await server.settle();
  return (await server.findPerson('user_id', userId))?.event_count ?? 0;
}

describe('14. Replays', () => {
  test('Twice in one batch: the first counts', async () => {
    const first = aTrack({ userId: 'in one batch', event: 'First' });
    await server.send([first, aTrack({ userId: 'in one batch' }), { ...first, event: 'Second' }]);
    assert.equal(await countOf('in one batch'), 2);
    const events = await server.listEvents('user_id', 'in one batch');
    assert.deepEqual(events.map(({ event }) => event).sort(), ['First', 'Product Viewed']);
  });

  test('In several batches, settled or not', async () => {
    const messages = Array.from({ length: 5 }, () => aTrack({ userId: 'in batches' }));
    for (let i = 0; i < 3; i += 1) await server.send(messages);
    assert.equal(await countOf('in batches'), 5);
    await server.send(messages);
    await server.send([...messages].reverse());
    assert.equal(await countOf('in batches'), 5);
  });

  test('At the same moment over many connections', async () => {
    const message = aTrack({ userId: 'in parallel' });
    await Promise.all(Array.from({ length: 40 }, () => server.send([message])));
    assert.equal(await countOf('in parallel'), 1);
  });

  test('Single call and batch are the same message, and a retry header changes nothing', async () => {
    const message = aTrack({ userId: 'retried' });
    await server.collect('/v1/track', message);
    await server.collect('/v1/batch', { batch: [message] }, { 'x-retry-count': '1' });
    assert.equal(await countOf('retried'), 1);
  });

  test('Each source has ids of its own', async () => {
    const message = aTrack({ userId: 'of two sources' });
    await server.send([message]);
    await server.send([message], shop.write_key);
    await server.send([message], shop.write_key);
    assert.equal(await countOf('of two sources'), 2);
  });

  test('Ids are compared whole: case, blanks and length matter', async () => {
    const id = 'x'.repeat(254);
    const ids = [`${id}a`, `${id}b`, `${id}A`, id, 'same', ' same', 'same '];
    await server.send(ids.map((messageId) => aTrack({ userId: 'alike', messageId })));
    assert.equal(await countOf('alike'), ids.length);
  });

  test('Without an id each is new', async () => {
    const unnamed = aTrack({ userId: 'without id', messageId: undefined });
    await server.send([unnamed, unnamed]);
    await server.send([unnamed]);
    assert.equal(await countOf('without id'), 3);
  });

  test('A duplicate changes nothing else: no attribute, no count, no link', async () => {
    const told = anIdentify({ userId: 'told once', traits: { plan: 'silver' } });
    await server.send([told]);
    await server.settle();
    await server.send([{ ...told, anonymousId: 'another device', traits: { plan: 'gold' } }]);
    assert.equal(await countOf('told once'), 1);
    assert.equal((await server.getPerson('user_id', 'told once')).attributes.plan?.value, 'silver');
    assert.equal(await server.findPerson('anonymous_id', 'another device'), undefined);
  });

  test('The pipeline counts them', async () => {
    const read = async () =>
      (await server.api<{ totals: Record<string, number> }>('GET', '/api/pipeline')).body.totals;
    const before = await read();
    const message = aTrack({ userId: 'counted' });
    await server.send([message, message, message]);
    await server.settle();
    const after = await read();
    assert.equal((after.duplicates as number) - (before.duplicates as number), 2);
    assert.equal((after.resolved as number) - (before.resolved as number), 3);
    assert.equal((after.appended as number) - (before.appended as number), 1);
    const sources = await server.api<{ items: SourceBody[] }>('GET', '/api/sources');
    const total = sources.body.items.reduce((sum, source) => sum + source.events_total, 0);
    assert.equal(total, after.appended);
  });
});

describe('The window', { timeout: 60_000 }, () => {
  test('An id is remembered for the whole window, also over a restart, and forgotten after two', async () => {
    const early = aTrack({ userId: 'over days', timestamp: undefined });
    const late = aTrack({ userId: 'over days' });
    await server.send([early]);
    await server.settle();
    await server.advance('P6D');
    await server.send([late, early]);
    assert.equal(await countOf('over days'), 2);
    await server.advance('P2D');
    await server.send([aTrack({ userId: 'somebody else' })]);
    await server.settle();
    await server.send([late]);
    assert.equal(
      await countOf('over days'),
      2,
      'eight days after the start the table has turned; late is in the other',
    );
    for (const days of ['P8D', 'P8D']) {
      await server.advance(days);
      await server.send([aTrack({ userId: 'somebody else' })]);
      await server.settle();
    }
    await server.send([early]);
    assert.equal(await countOf('over days'), 3, 'after two windows it is a new event');
  });
});

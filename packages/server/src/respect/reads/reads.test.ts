// The log of reads, page by page.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { anIdentify, startTestServer, type TestServer } from '../../testing/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

type Page = { items: { id: string }[]; next_cursor: string | null };

test('the newest read comes first, also where ids have more digits than the ones before', async () => {
  await server.sendInTurn([anIdentify({ userId: 'anna', traits: { town: 'Łódź' } })]);
  for (let i = 0; i < 12; i += 1) await server.getPerson('user_id', 'anna', 'service');
  const found: number[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const path: string = `/api/reads?limit=5${cursor === '' ? '' : `&cursor=${cursor}`}`;
    const { body }: { body: Page } = await server.api<Page>('GET', path);
    found.push(...body.items.map(({ id }) => Number(id)));
    cursor = body.next_cursor;
  }
  assert.equal(found.length, 12);
  assert.deepEqual(
    found,
    found.toSorted((x, y) => y - x),
  );
});

// Cutting rows into batches, and acknowledging them in order however they come back.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { type Batch, toBatches } from './batches.ts';
import { deliverInOrder } from './deliver-in-order.ts';
import { type FileRow, Problem } from './model.ts';
import { openRejectFile } from './reject-file.ts';
import { tempFolder } from './test-files.ts';

/** Rows of the given sizes; a negative size is a broken row. */
async function* rowsOf(sizes: number[]): AsyncGenerator<FileRow> {
  for (const [index, size] of sizes.entries()) {
    const row = index + 1;
    if (size < 0) yield { row, problem: new Problem('quotes_broken'), original: 'x'.repeat(-size) };
    else yield { row, cells: new Map([['text', 'x'.repeat(size)]]) };
  }
}

const mapRow = ({ row, cells }: { row: number; cells: Map<string, unknown> }) => [
  { row, text: cells.get('text') },
];

test('every row is in one batch, in order, and no batch is larger than its limits', async () => {
  const limits = { messagesMax: 5, bytesMax: 400, messageBytesMax: 200 };
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.integer({ min: -300, max: 300 }).filter((size) => size !== 0),
        { maxLength: 60 },
      ),
      async (sizes) => {
        const batches = await Array.fromAsync(toBatches(rowsOf(sizes), mapRow, () => 0, limits));
        const seen: number[] = [];
        for (const { messages, rejects, lastRow, rows } of batches) {
          const numbers = [
            ...messages.map((text) => (JSON.parse(text) as { row: number }).row),
            ...rejects.map(({ row }) => row),
          ];
          seen.push(...numbers.sort((a, b) => a - b));
          assert.equal(lastRow, seen.at(-1));
          assert.equal(rows, numbers.length);
          assert.ok(rows <= limits.messagesMax);
          const bytes = messages.reduce((sum, text) => sum + Buffer.byteLength(text) + 1, 0);
          assert.ok(bytes <= limits.bytesMax);
          assert.ok(messages.every((text) => text.length <= limits.messageBytesMax));
          assert.ok(
            rejects.every(({ problem }) => ['quotes_broken', 'message_too_large'].includes(problem.code)),
          );
        }
        assert.deepEqual(
          seen,
          sizes.map((_, index) => index + 1),
        );
      },
    ),
  );
});

async function* numbered(count: number): AsyncGenerator<Batch> {
  for (let lastRow = 1; lastRow <= count; lastRow += 1)
    yield { messages: [], rejects: [], lastRow, rows: 1, bytesRead: 0 };
}

test('acknowledgements come in order, with several batches on their way', async () => {
  const acknowledged: number[] = [];
  let flying = 0;
  let most = 0;
  const complete = await deliverInOrder(
    numbered(30),
    async ({ lastRow }) => {
      flying += 1;
      most = Math.max(most, flying);
      await sleep((lastRow * 7) % 5);
      flying -= 1;
    },
    async ({ lastRow }) => {
      acknowledged.push(lastRow);
    },
    { inFlightMax: 4 },
  );
  assert.equal(complete, true);
  assert.equal(most, 4);
  assert.deepEqual(
    acknowledged,
    Array.from({ length: 30 }, (_, index) => index + 1),
  );
});

test('a failure ends the delivery behind what was acknowledged before it', async () => {
  const acknowledged: number[] = [];
  const send = async ({ lastRow }: Batch): Promise<void> => {
    await sleep(lastRow === 6 ? 20 : 1);
    if (lastRow === 6) throw new Error('gone');
  };
  await assert.rejects(
    deliverInOrder(numbered(30), send, async ({ lastRow }) => void acknowledged.push(lastRow), {
      inFlightMax: 4,
    }),
    /gone/,
  );
  assert.deepEqual(acknowledged, [1, 2, 3, 4, 5]);
});

test('a stop waits for what is on its way', async () => {
  const stop = new AbortController();
  const acknowledged: number[] = [];
  const complete = await deliverInOrder(
    numbered(1000),
    () => sleep(1),
    async ({ lastRow }) => {
      acknowledged.push(lastRow);
      if (lastRow === 10) stop.abort();
    },
    { inFlightMax: 4, signal: stop.signal },
  );
  assert.equal(complete, false);
  assert.ok(acknowledged.length >= 10 && acknowledged.length <= 14, `${acknowledged.length} batches`);
});

test('the reject file keeps what was acknowledged and drops the rest', async (t) => {
  const path = join(await tempFolder(t), 'rejects.csv');
  const reject = (row: number) => ({
    row,
    problem: new Problem('json_broken'),
    original: `{"row", "${row}\n`,
  });
  const first = await openRejectFile(path, 0);
  assert.equal(await first.append([]), 0);
  const kept = await first.append([reject(1), reject(2)]);
  await first.append([reject(3)]);
  const second = await openRejectFile(path, kept);
  await second.append([reject(3), reject(4)]);
  const rows: string[][] = parse(await readFile(path, 'utf8'));
  assert.deepEqual(rows[0], ['row', 'reason', 'message', 'original']);
  assert.deepEqual(
    rows.slice(1).map(([row, reason, , original]) => [row, reason, original]),
    [1, 2, 3, 4].map((row) => [String(row), 'json_broken', `{"row", "${row}\n`]),
  );
  await openRejectFile(path, 0);
  await assert.rejects(readFile(path), /ENOENT/, 'a new run begins a new file');
  await writeFile(path, 'my own notes');
  await assert.rejects(openRejectFile(path, 0), /no reject file/);
});

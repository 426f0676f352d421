// The embedded ClickHouse behind our client: tokens, types, roles, limits.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type ClickHouse, openClickHouse } from './index.ts';

let path: string;
let clickhouse: ClickHouse;
before(async () => {
  path = await mkdtemp(join(tmpdir(), 'rapport-test-'));
  clickhouse = await openClickHouse({ path });
  await clickhouse.command(
    `create table numbers_kept (id UInt64, text String, at DateTime64(3, 'UTC'), nullable Nullable(Int32), data JSON)
     engine = MergeTree order by id settings non_replicated_deduplication_window = 100`,
  );
});
after(async () => {
  await clickhouse.close();
  await rm(path, { recursive: true, force: true });
});

const toLines = (rows: object[]): Buffer => Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n'));
const row = (id: number, given: object = {}) => ({
  id,
  text: `row ${id}`,
  at: '2026-03-01 12:00:00.123',
  ...given,
});

async function count(where = '1'): Promise<number> {
  const [answer] = await clickhouse.query<{ n: number }>(
    `select count() as n from numbers_kept where ${where}`,
  );
  return Number(answer?.n);
}

describe('Inserting', () => {
  test('The same token again adds nothing, another token does', async () => {
    const lines = toLines([row(1), row(2), row(3)]);
    for (let i = 0; i < 5; i += 1) await clickhouse.insert('numbers_kept', lines, 'first');
    assert.equal(await count(), 3);
    await clickhouse.insert('numbers_kept', lines, 'second');
    assert.equal(await count(), 6);
    await clickhouse.insert('numbers_kept', toLines([row(4)]), 'first');
    assert.equal(await count('id = 4'), 0, 'it is the token that counts, not the rows');
  });

  test('A token is remembered over a restart', async () => {
    const lines = toLines([row(10), row(11)]);
    await clickhouse.insert('numbers_kept', lines, 'before the restart');
    await clickhouse.close();
    clickhouse = await openClickHouse({ path });
    await clickhouse.insert('numbers_kept', lines, 'before the restart');
    assert.equal(await count('id in (10, 11)'), 2);
  });

  test('All rows of a block, or none', async () => {
    const lines = Buffer.concat([toLines([row(20), row(21)]), Buffer.from('\n{"id":"no number"}')]);
    await assert.rejects(clickhouse.insert('numbers_kept', lines, 'broken'));
    assert.equal(await count('id in (20, 21)'), 0);
    await clickhouse.insert('numbers_kept', toLines([row(20), row(21)]), 'broken');
    assert.equal(await count('id in (20, 21)'), 2, 'a token of a block that failed may be used again');
  });

  test('Values come back as they went in', async () => {
    const text = 'quotes " \' ` \\ \n\t \u0001 漢字 😀 \ufffd {x:String}';
    const data = { a: 1, b: { c: 'x' }, list: [1, 2] };
    await clickhouse.insert(
      'numbers_kept',
      toLines([row(30, { text, nullable: null, data, unknown: 'left out' })]),
      'values',
    );
    const [back] = await clickhouse.query<Record<string, unknown>>(
      'select text, toUnixTimestamp64Milli(at) as ms, nullable, data.a as a, data.b.c as c from numbers_kept where id = 30',
    );
    assert.equal(back?.text, text);
    assert.equal(Number(back?.ms), Date.UTC(2026, 2, 1, 12, 0, 0, 123));
    assert.deepEqual([back?.nullable, Number(back?.a), back?.c], [null, 1, 'x']);
  });

  test('A block of many rows', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => row(100_000 + i));
    await clickhouse.insert('numbers_kept', toLines(rows), 'many');
    assert.equal(await count('id >= 100000'), 20_000);
  });
});

describe('Asking', () => {
  test('Parameters are values, never SQL', async () => {
    const mean = "'; drop table numbers_kept; --";
    const rows = await clickhouse.query('select {text:String} as text, {ids:Array(UInt64)} as ids', {
      text: mean,
      ids: [1, 2],
    });
    assert.deepEqual(rows, [{ text: mean, ids: [1, 2] }]);
    for (const text of ['', '\\', '\\N', '\t', '\n', "\\'", '😀', '%', '\0']) {
      assert.deepEqual(
        await clickhouse.query('select {text:String} as text', { text }),
        [{ text }],
        JSON.stringify(text),
      );
    }
  });

  test('A role does not wait for another', { timeout: 60_000 }, async () => {
    const heavy = clickhouse.query(
      'select sum(sipHash64(number)) as s from numbers(3000000000)',
      {},
      { role: 'heavy', secondsMax: 3 },
    );
    let heavyIsRunning = true;
    const ended = heavy
      .then(
        () => undefined,
        () => undefined,
      )
      .then(() => {
        heavyIsRunning = false;
      });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const startedAt = performance.now();
    await clickhouse.insert('numbers_kept', toLines([row(40)]), 'beside a heavy one');
    assert.equal(await count('id = 40'), 1);
    const ms = performance.now() - startedAt;
    assert.ok(heavyIsRunning, 'the heavy one was still running');
    assert.ok(ms < 2500, `${ms} ms`);
    await ended;
  });

  test('A question that takes too long ends with an error, and the next one is answered', {
    timeout: 60_000,
  }, async () => {
    const startedAt = performance.now();
    await assert.rejects(
      clickhouse.query('select sum(sipHash64(number)) from numbers(100000000000)', {}, { secondsMax: 1 }),
    );
    assert.ok(performance.now() - startedAt < 10_000);
    assert.ok((await count()) > 0);
  });

  test('What is no SQL is an error that names its code', async () => {
    await assert.rejects(clickhouse.query('select from nothing'), { code: '62' });
    await assert.rejects(clickhouse.query('select * from not_there'), { code: '60' });
    const codes: unknown[] = [];
    for (const line of ['{"id":"no number"}', '{"id":1', '{"id":1,"at":"no time"}']) {
      const error = await clickhouse
        .insert('numbers_kept', Buffer.from(line), line)
        .catch((cause: unknown) => cause);
      codes.push(
        (error as { clickhouseCode?: unknown }).clickhouseCode ?? (error as { code?: unknown }).code,
      );
    }
    assert.ok(
      codes.every((code) => /^\d+$/.test(String(code))),
      String(codes),
    );
  });
});

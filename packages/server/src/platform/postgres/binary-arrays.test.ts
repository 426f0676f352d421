// Binary arrays, read back by the real PostgreSQL: every type, every length, with and without null.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { createTestDatabase, type TestDatabase } from '../../testing/index.ts';
import { binaryArray, binaryColumns } from './index.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(() => database.drop());

type TypeName = Parameters<typeof binaryArray>[0];

/** What PostgreSQL reads from the parameter, element by element, in this text form. */
async function readBack(type: TypeName, values: readonly unknown[], form = 'v::text'): Promise<unknown[]> {
  const rows = await database.db.query<{ v: unknown }>(
    `select ${form} as v from unnest($1::${type}[]) with ordinality u(v, place) order by place`,
    [binaryArray(type, values as never)],
  );
  return rows.map((row) => row.v);
}

/** Random arrays of the type come back as they were sent. */
async function assertRoundTrip<Value>(
  type: TypeName,
  value: fc.Arbitrary<Value>,
  toText: (value: Value) => unknown,
  form?: string,
): Promise<void> {
  const values = fc.array(fc.option(value, { freq: 5 }), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(values, async (given) => {
      const expected = given.map((one) => (one === null ? null : toText(one)));
      assert.deepEqual(await readBack(type, given, form), expected);
    }),
    { numRuns: 60 },
  );
}

const storableText = fc.string({ unit: 'grapheme', maxLength: 60 }).map((text) => text.replaceAll('\0', ''));

describe('Binary arrays', () => {
  test('int2, int4, int8', async () => {
    await assertRoundTrip('int2', fc.integer({ min: -32_768, max: 32_767 }), String);
    await assertRoundTrip('int4', fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), String);
    await assertRoundTrip('int8', fc.maxSafeInteger(), String);
    await assertRoundTrip('int8', fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), String);
  });

  test('bool and uuid', async () => {
    await assertRoundTrip('bool', fc.boolean(), (value) => (value ? 'true' : 'false'));
    const bytes = fc
      .uint8Array({ minLength: 16, maxLength: 16 })
      .map((part) => Buffer.from(part).toString('latin1'));
    const toHex = (value: string): string => Buffer.from(value, 'latin1').toString('hex');
    await assertRoundTrip('uuid', bytes, toHex, `replace(v::text, '-', '')`);
  });

  test('text and bytea', async () => {
    await assertRoundTrip('text', storableText, (value) => value, 'v');
    const bytes = fc.uint8Array({ maxLength: 100 }).map((part) => Buffer.from(part));
    await assertRoundTrip('bytea', bytes, (value) => value.toString('hex'), `encode(v, 'hex')`);
  });

  test('timestamptz', async () => {
    const ms = fc.integer({ min: Date.UTC(1900), max: Date.UTC(2299) });
    await assertRoundTrip('timestamptz', ms, String, '(extract(epoch from v) * 1000)::int8::text');
    const [fraction] = await readBack('timestamptz', [1500.9], '(extract(epoch from v) * 1000)::int8::text');
    assert.equal(fraction, '1500', 'parts of a millisecond are cut off');
  });

  test('json and jsonb', async () => {
    const json = fc
      .jsonValue({ maxDepth: 3, stringUnit: 'grapheme' })
      .filter((value) => !JSON.stringify(value).includes('\\u0000'));
    for (const type of ['json', 'jsonb'] as const)
      await assertRoundTrip(
        type,
        json.map((value) => JSON.stringify(value)),
        (text) => JSON.parse(text) as unknown,
        'v',
      );
  });

  test('Nothing, only null, and very many', async () => {
    for (const type of ['int8', 'text', 'bytea', 'json', 'jsonb', 'uuid', 'timestamptz', 'bool'] as const) {
      assert.deepEqual(await readBack(type, []), [], type);
      assert.deepEqual(await readBack(type, [null, null]), [null, null], type);
    }
    const many = Array.from({ length: 100_000 }, (_, i) => i * 1_000_003);
    assert.deepEqual((await readBack('int8', many)).map(Number), many);
  });

  test('Several columns side by side, as statements for a whole batch use them', async () => {
    const rows = await database.db.query<{ a: number; b: string | null; c: Date }>(
      'select * from unnest($1::int8[], $2::text[], $3::timestamptz[]) n(a, b, c)',
      [binaryArray('int8', [1, 2]), binaryArray('text', ['ä', null]), binaryArray('timestamptz', [0, 1])],
    );
    assert.deepEqual(rows, [
      { a: 1, b: 'ä', c: new Date(0) },
      { a: 2, b: null, c: new Date(1) },
    ]);
  });

  test('Rows as columns, in the order in which their fields are named', async () => {
    const told = [
      { at: 0, name: 'ä', id: 1 },
      { at: 1, name: null, id: 2 },
    ];
    const rows = await database.db.query<{ a: number; b: string | null; c: Date }>(
      'select * from unnest($1::int8[], $2::text[], $3::timestamptz[]) n(a, b, c)',
      binaryColumns(told, { id: 'int8', name: 'text', at: 'timestamptz' }),
    );
    assert.deepEqual(rows, [
      { a: 1, b: 'ä', c: new Date(0) },
      { a: 2, b: null, c: new Date(1) },
    ]);
    assert.deepEqual(binaryColumns(told.slice(2), { id: 'int8' }), [binaryArray('int8', [])]);
  });

  test('A number that is no whole number, or too large for its type, never goes out wrong', () => {
    assert.throws(() => binaryArray('int8', [1.5]));
    assert.throws(() => binaryArray('int8', [Number.NaN]));
    assert.throws(() => binaryArray('int4', [2 ** 31]));
    assert.throws(() => binaryArray('int2', [40_000]));
    assert.throws(() => binaryArray('timestamptz', [Number.NaN]));
  });
});

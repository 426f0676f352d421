// Opening files: what kind they are, in which encoding and dialect, and plain words for what cannot be imported.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { FileError } from '../model.ts';
import { readAll, tempFile, tempFolder } from '../test-files.ts';
import { openFile } from './open-file.ts';

const people = 'id,name\n1,Zoë\n2,Łukasz\n';
const western = 'id,name\n1,Zoë\n2,Jürgen\n';
const utf16 = (text: string, bigEndian = false): Buffer => {
  const bytes = Buffer.from(text, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
};

describe('delimited text', () => {
  const dialects: [name: string, content: string, description: RegExp][] = [
    ['commas', 'id,name\n1,"a, b"\n2,c\n', /2 columns separated by commas/],
    ['semicolons with decimal commas', 'id;price\n1;2,50\n2;3,75\n', /2 columns separated by semicolons/],
    ['tabs', 'id\tname\n1\ta, b\n2\tc; d\n', /2 columns separated by tabs/],
    ['bars', 'id|name\n1|a\n2|b\n', /2 columns separated by bars/],
    ['blanks', ' id  name\n 1  anna\n 2   ben\n', /2 columns separated by blanks/],
    ['one column', 'email\nanna@example.com\nben@example.com\n', /one column/],
    ['old Macintosh line ends', 'id,name\r1,a\r2,b\r', /2 columns separated by commas/],
    ['no line end at the end', 'id,name\n1,a\n2,b', /2 columns separated by commas/],
  ];
  for (const [name, content, description] of dialects) {
    test(`recognises ${name}`, async (t) => {
      const file = await openFile(await tempFile(t, 'people.csv', content));
      assert.match(file.description, description);
      const { rows, broken } = await readAll(file);
      assert.deepEqual([rows.length, broken.length], [2, 0]);
    });
  }

  test('blanks after delimiters are layout when they always stand there', async (t) => {
    const file = await openFile(
      await tempFile(t, 'people.csv', 'id, name\nrec-1, "Smith, Anna"\nrec-2, Ben\n'),
    );
    assert.deepEqual((await readAll(file)).rows, [
      [1, { id: 'rec-1', name: 'Smith, Anna' }],
      [2, { id: 'rec-2', name: 'Ben' }],
    ]);
  });

  test('quotes in columns of tabs may be plain characters', async (t) => {
    const file = await openFile(await tempFile(t, 'sizes.tsv', 'id\tsize\n1\t"A" road\n2\t"open\n3\tx\n'));
    assert.deepEqual(
      (await readAll(file)).rows.map(([, cells]) => cells.size),
      ['"A" road', '"open', 'x'],
    );
  });

  test('without a header line columns are numbered, and that is said', async (t) => {
    const file = await openFile(await tempFile(t, 'orders.csv', '7,2024-01-05,12.50\n8,2024-01-06,3.00\n'));
    assert.deepEqual(
      file.columns.map(({ name }) => name),
      ['column_1', 'column_2', 'column_3'],
    );
    assert.match(file.notes.join(), /first line holds values/);
    assert.equal((await readAll(file)).rows.length, 2);
    const forced = await openFile(
      await tempFile(t, 'orders.csv', '7,2024-01-05,12.50\n8,2024-01-06,3.00\n'),
      { header: true },
    );
    assert.deepEqual(
      forced.columns.map(({ name }) => name),
      ['7', '2024-01-05', '12.50'],
    );
  });

  test('column names become filled and different; names of object members are names like others', async (t) => {
    const file = await openFile(await tempFile(t, 'odd.csv', 'id,name,name,,__proto__\n1,a,b,c,d\n'));
    assert.deepEqual(
      file.columns.map(({ name }) => name),
      ['id', 'name', 'name_2', 'column_4', '__proto__'],
    );
    for await (const row of file.rows()) assert.equal('cells' in row && row.cells.get('__proto__'), 'd');
  });

  test('types and time formats are judged by the first rows', async (t) => {
    const content =
      'code,amount,vip,day,when,either\n007,12.50,true,19970131,31/12/2024 10:00,03/04/2024\n008,-3,false,19970201,01/02/2024 9:30,05/06/2024\n';
    const { columns } = await openFile(await tempFile(t, 'types.csv', content));
    assert.deepEqual(
      columns.map(({ name, type, format }) => [name, type, format]),
      [
        ['code', 'text', undefined],
        ['amount', 'number', undefined],
        ['vip', 'boolean', undefined],
        ['day', 'date', 'yyyyMMdd'],
        ['when', 'date', 'd/M/yyyy H:mm'],
        // 3 April or 4 March: nobody can tell.
        ['either', 'text', undefined],
      ],
    );
  });
});

describe('encodings', () => {
  const forms: [name: string, bytes: Buffer, expected: string, guessed: boolean][] = [
    ['UTF-8', Buffer.from(people), people, false],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${people}`), people, false],
    ['UTF-16LE with a byte order mark', utf16(`\uFEFF${people}`), people, false],
    ['UTF-16BE with a byte order mark', utf16(`\uFEFF${people}`, true), people, false],
    ['UTF-16LE without one', utf16(people), people, true],
    ['UTF-16BE without one', utf16(people, true), people, true],
    ['Latin-1', Buffer.from(western, 'latin1'), western, true],
    [
      'Windows-1252',
      Buffer.from('id,name\n1,5 \x80 \x93x\x94\n2,b\n', 'latin1'),
      'id,name\n1,5 € “x”\n2,b\n',
      true,
    ],
  ];
  for (const [name, bytes, expected, guessed] of forms) {
    test(`${name} is read${guessed ? ', with a note' : ''}`, async (t) => {
      const file = await openFile(await tempFile(t, 'people.csv', bytes));
      const names = (await readAll(file)).rows.map(([, cells]) => cells.name);
      assert.deepEqual(
        names,
        expected
          .trim()
          .split('\n')
          .slice(1)
          .map((line) => line.split(',')[1]),
      );
      assert.equal(file.notes.length > 0, guessed, file.notes.join());
    });
  }

  test('damaged bytes cost their row; a replacement character that somebody wrote does not', async (t) => {
    // Behind the sample, so that the file counts as UTF-8.
    const filler = 'x,'.padEnd(99, 'ä').concat('\n').repeat(4000);
    const bytes = Buffer.concat([
      Buffer.from(`id,name\n${filler}1,a\uFFFDb\n`),
      Buffer.from([0x32, 0x2c, 0xff, 0xfe, 0x0a]),
      Buffer.from('3,ok\n'),
    ]);
    const { rows, broken } = await readAll(await openFile(await tempFile(t, 'people.csv', bytes)));
    assert.deepEqual(
      broken.map(({ row, problem }) => [row, problem.code]),
      [[4002, 'encoding_broken']],
    );
    assert.deepEqual(
      rows.slice(-2).map(([, cells]) => cells.name),
      ['a\uFFFDb', 'ok'],
    );
  });

  test('a character that lies across two reads stays whole', async (t) => {
    const text = `id,name\n${Array.from({ length: 60_000 }, (_, index) => `${index},漢字😀é\n`).join('')}`;
    const { rows, broken } = await readAll(await openFile(await tempFile(t, 'people.csv', text)));
    assert.equal(broken.length, 0);
    assert.equal(rows.length, 60_000);
    assert.ok(rows.every(([, cells]) => cells.name === '漢字😀é'));
  });
});

describe('broken rows are set aside, the file goes on', () => {
  test('wrong numbers of cells, open quotes, blank lines', async (t) => {
    const content = 'id,name,city\n1,a,b\n2,a\n\n3,a,b,c\n4,"open,b\n5,"a"x,b\n6,a,b\n';
    const { rows, broken } = await readAll(await openFile(await tempFile(t, 'people.csv', content)));
    assert.deepEqual(
      rows.map(([row, cells]) => [row, cells.id]),
      [
        [1, '1'],
        [6, '6'],
      ],
    );
    assert.deepEqual(
      broken.map(({ row, problem, original }) => [row, problem.code, original]),
      [
        [2, 'too_few_cells', '2,a'],
        [3, 'too_many_cells', '3,a,b,c'],
        [4, 'quotes_broken', '4,"open,b'],
        [5, 'quotes_broken', '5,"a"x,b'],
      ],
    );
  });

  test('a cell of a megabyte and NUL bytes are read as they are', async (t) => {
    const long = 'x'.repeat(1_048_576);
    const { rows, broken } = await readAll(
      await openFile(await tempFile(t, 'people.csv', `id,name\n1,"${long}"\n2,a\0b\n`)),
    );
    assert.equal(broken.length, 0);
    assert.deepEqual(
      rows.map(([, cells]) => cells.name),
      [long, 'a\0b'],
    );
  });

  test('bad lines of NDJSON', async (t) => {
    const content = '{"id":1,"big":12345678901234567890,"nested":{"a":[1]}}\n{"id":2\n[3]\n"4"\n\n{"id":5}\n';
    const file = await openFile(await tempFile(t, 'people.ndjson', content));
    const { rows, broken } = await readAll(file);
    // Digits that a double would lose stay text.
    assert.deepEqual(rows, [
      [1, { id: 1, big: '12345678901234567890', nested: { a: [1] } }],
      [5, { id: 5 }],
    ]);
    assert.deepEqual(
      broken.map(({ row, problem }) => [row, problem.code]),
      [
        [2, 'json_broken'],
        [3, 'not_a_json_object'],
        [4, 'not_a_json_object'],
      ],
    );
    assert.deepEqual(
      file.columns.map(({ name, type }) => [name, type]),
      [
        ['id', 'number'],
        ['big', 'text'],
        ['nested.a', 'json'],
      ],
    );
  });
});

describe('compressed text', () => {
  const forms: [name: string, pack: (text: string) => Buffer][] = [
    ['gzip', (text) => gzipSync(text)],
    ['zstd', (text) => zstdCompressSync(text)],
  ];
  for (const [name, pack] of forms) {
    test(`${name}, also in several parts, whatever the file is called`, async (t) => {
      const parts = Buffer.concat([pack('id,name\n1,a\n'), pack('2,b\n')]);
      const file = await openFile(await tempFile(t, 'people', parts));
      assert.match(file.description, new RegExp(name));
      assert.equal((await readAll(file)).rows.length, 2);
      assert.equal(file.bytesRead(), parts.length);
      const json = await openFile(await tempFile(t, 'people', pack('{"id":1}\n{"id":2}\n')));
      assert.equal(json.format, 'ndjson');
      assert.equal((await readAll(json)).rows.length, 2);
    });

    test(`${name} that is cut off gives the rows before, then says so`, async (t) => {
      const lines = Array.from({ length: 200_000 }, (_, index) => `${index},${Math.sin(index)}\n`);
      const packed = pack(`id,value\n${lines.join('')}`);
      const file = await openFile(await tempFile(t, 'values', packed.subarray(0, packed.length / 2)));
      let rows = 0;
      await assert.rejects(
        async () => {
          for await (const _row of file.rows()) rows += 1;
        },
        (error) => error instanceof FileError && /damaged or cut off/.test(error.message),
      );
      assert.ok(rows > 1000, `${rows} rows were read`);
    });
  }
});

test('reading may begin after any row', async (t) => {
  const content = `id\n${Array.from({ length: 1000 }, (_, index) => `${index + 1}\n`).join('')}`;
  const file = await openFile(await tempFile(t, 'ids.csv', content), { delimiter: ',' });
  const { rows } = await readAll(file, 990);
  assert.deepEqual(
    rows.map(([row, cells]) => [row, cells.id]),
    Array.from({ length: 10 }, (_, index) => [991 + index, String(991 + index)]),
  );
});

describe('what cannot be imported is said in plain words', () => {
  const cases: [name: string, content: string | Uint8Array, message: RegExp][] = [
    ['an empty file', '', /empty/],
    ['a JSON array', '[\n{"id":1}]', /jq -c/],
    ['a spreadsheet', Buffer.from('PK\x03\x04rest of it', 'latin1'), /Save the sheet as CSV/],
    ['a database', 'SQLite format 3\0', /Export the table/],
    ['Parquet that is cut off', `PAR1${'x'.repeat(100)}`, /Parquet file is damaged/],
    ['Arrow that is cut off', `ARROW1\0\0${'x'.repeat(100)}`, /Arrow file is damaged/],
    ['packed Parquet', gzipSync('PAR1 and so on'), /Unpack it first/],
    ['blank lines only', '\n\n  \n', /empty/],
  ];
  for (const [name, content, message] of cases) {
    test(name, async (t) => {
      const path = await tempFile(t, 'file', content);
      await assert.rejects(
        openFile(path),
        (error) => error instanceof FileError && message.test(error.message),
      );
    });
  }

  test('no file, and a folder', async (t) => {
    const folder = await tempFolder(t);
    await assert.rejects(openFile(join(folder, 'absent.csv')), /There is no file/);
    await assert.rejects(openFile(folder), /is a folder/);
    await writeFile(join(folder, 'x'), 'a');
  });
});

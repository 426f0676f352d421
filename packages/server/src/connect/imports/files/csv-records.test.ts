// Cutting text into records: the rules of RFC 4180, any cutting into pieces, and the way back after broken rows.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { parseCells } from './csv-dialect.ts';
import { type CsvRecord, type Dialect, RecordSplitter } from './csv-records.ts';

const comma: Dialect = { delimiter: ',', quoted: true, escape: '"', trim: false, newline: '\n' };

function split(text: string, dialect: Dialect = comma, cuts: number[] = []): CsvRecord[] {
  const splitter = new RecordSplitter(dialect);
  const edges = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
  const pieces = edges.slice(1).map((edge, index) => text.slice(edges[index], edge));
  return [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.end()];
}

const texts = (records: CsvRecord[]): string[] =>
  records.map(({ text, problem }) => (problem === undefined ? text : `!${problem.code}: ${text}`));

describe('records of well-formed text', () => {
  test('a record ends where its line ends, unless a quote is open', () => {
    assert.deepEqual(texts(split('a,b\r\n1,"x\r\ny"\r\n2,"said ""hi"""\n3,\n')), [
      'a,b',
      '1,"x\r\ny"',
      '2,"said ""hi"""',
      '3,',
    ]);
  });

  test('a quote inside an unquoted cell is a character like others', () => {
    assert.deepEqual(texts(split('1,12" disk\n2,5\'6"\n')), ['1,12" disk', '2,5\'6"']);
  });

  test('blanks around quotes belong to the layout when the dialect says so', () => {
    assert.deepEqual(texts(split('1, "a\nb" ,2\n', { ...comma, trim: true })), ['1, "a\nb" ,2']);
    assert.deepEqual(parseCells(['1, "a\nb" ,2'], { ...comma, trim: true }), [['1', 'a\nb', '2']]);
  });

  test('a backslash escapes quotes in that dialect', () => {
    const dialect: Dialect = { ...comma, escape: '\\' };
    assert.deepEqual(texts(split('1,"a \\"b\\", c"\n2,x\n', dialect)), ['1,"a \\"b\\", c"', '2,x']);
    assert.deepEqual(parseCells(['1,"a \\"b\\", c"'], dialect), [['1', 'a "b", c']]);
  });

  const cell = fc.oneof(
    fc.string({ unit: fc.constantFrom('a', ' ', ',', '"', '\n', '\r', ';', 'é', '漢', '😀') }),
    fc.string({ unit: 'binary' }),
  );
  const table = fc
    .integer({ min: 1, max: 5 })
    .chain((columns) =>
      fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { maxLength: 8 }),
    );

  test('any table comes back as it was written, however the text is cut into pieces', () => {
    fc.assert(
      fc.property(
        table,
        fc.array(fc.nat(), { maxLength: 6 }),
        fc.constantFrom(',', ';', '\t', '|'),
        fc.constantFrom('\n', '\r\n'),
        (rows, cuts, delimiter, newline) => {
          const dialect: Dialect = { ...comma, delimiter };
          const written = rows
            .map(
              (cells) =>
                `${cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(delimiter)}${newline}`,
            )
            .join('');
          const records = split(written, dialect, cuts);
          assert.deepEqual(parseCells(texts(records), dialect), rows);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('of any text nothing is lost, and well-formed records read as csv-parse reads the whole', () => {
    const chars = fc.string({ unit: fc.constantFrom('a', 'b', ',', '"', '\n', ' ') });
    fc.assert(
      fc.property(chars, fc.array(fc.nat(), { maxLength: 4 }), (text, cuts) => {
        const records = split(text, comma, cuts);
        assert.deepEqual(records.map(({ text: line }) => line).join('\n'), text.replace(/\n$/, ''));
        assert.deepEqual(texts(records), texts(split(text)), 'the pieces do not matter');
        const filled = records.filter(({ text: line }) => line !== '');
        if (filled.some(({ problem }) => problem !== undefined)) return;
        const whole: string[][] = parse(text, {
          relax_quotes: true,
          relax_column_count: true,
          skip_empty_lines: true,
        });
        assert.deepEqual(parseCells(texts(filled), comma), whole);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('broken records', () => {
  test('an open quote costs its line, and what it swallowed is read again', () => {
    assert.deepEqual(texts(split('1,ok\n2,"open\n3,ok\n4,ok\n')), [
      '1,ok',
      '!quotes_broken: 2,"open',
      '3,ok',
      '4,ok',
    ]);
  });

  test('a quote that closes in the middle of a cell costs its line', () => {
    assert.deepEqual(texts(split('1,"a" b,c\n2,x,y\n')), ['!quotes_broken: 1,"a" b,c', '2,x,y']);
    assert.deepEqual(texts(split('1,"open\n2,"x",y\n3,z\n')), ['!quotes_broken: 1,"open', '2,"x",y', '3,z']);
  });

  test('a line of five million characters is set aside without being kept', () => {
    const records = split(
      `1,ok\n2,${'x'.repeat(5_000_000)}\n3,ok\n`,
      comma,
      [1_000_000, 2_000_000, 3_000_000, 4_500_000],
    );
    assert.deepEqual(
      records.map(({ problem }) => problem?.code),
      [undefined, 'row_too_long', undefined],
    );
    assert.equal(records[1]?.text.length, 1000);
    assert.equal(records[2]?.text, '3,ok');
  });

  test('an open quote before five million characters costs its line only', () => {
    const lines = Array.from({ length: 500_000 }, (_, index) => `${index},abcdef`);
    const records = split(`0,"open\n${lines.join('\n')}\n`, comma, [1_000_000, 4_500_000]);
    assert.equal(records.length, 500_001);
    assert.equal(records[0]?.problem?.code, 'quotes_broken');
    assert.equal(records.filter(({ problem }) => problem !== undefined).length, 1);
  });
});

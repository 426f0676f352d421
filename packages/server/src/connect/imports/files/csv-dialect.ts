// Which delimiter and which quoting a text uses: the candidate that gives every record the same number of cells.
import { parse } from 'csv-parse/sync';
import { type CsvRecord, type Dialect, RecordSplitter } from './csv-records.ts';

/** Records of well-formed text to cells. */
export function parseCells(records: string[], dialect: Dialect): string[][] {
  if (dialect.delimiter === ' ') return records.map(splitBlanks);
  if (records.length === 0) return [];
  const cells: string[][] = parse(records.join(dialect.newline), {
    delimiter: dialect.delimiter,
    quote: dialect.quoted ? '"' : null,
    escape: dialect.quoted ? dialect.escape : null,
    ltrim: dialect.trim,
    rtrim: dialect.trim,
    relax_quotes: true,
    relax_column_count: true,
    record_delimiter: dialect.newline,
  });
  if (cells.length !== records.length) {
    throw new Error(`The CSV parser made ${cells.length} rows of ${records.length} records`);
  }
  return cells;
}

const splitBlanks = (line: string): string[] =>
  (line.match(/"(?:[^"]|"")*"|\S+/g) ?? []).map((cell) =>
    cell.length > 1 && cell.startsWith('"') && cell.endsWith('"')
      ? cell.slice(1, -1).replaceAll('""', '"')
      : cell,
  );

export const isBlank = (record: CsvRecord): boolean =>
  record.problem === undefined && record.text.trim() === '';

const delimiters = [',', ';', '\t', '|'];

/** In the order of trust: a later one wins only by giving more records the same number of cells. */
const quotings: Pick<Dialect, 'quoted' | 'escape' | 'trim'>[] = [
  { quoted: true, escape: '"', trim: false },
  { quoted: true, escape: '"', trim: true },
  { quoted: true, escape: '\\', trim: false },
  { quoted: false, escape: '"', trim: false },
];

const recordsToJudge = 200;

/** The dialect of a text by its beginning; `whole` says whether the sample is all there is. */
export function detectDialect(sample: string, whole: boolean, delimiter?: string): Dialect {
  const newline = sample.includes('\n') || !sample.includes('\r') ? '\n' : '\r';
  const chars = delimiter === undefined ? delimiters : [delimiter];
  const base: Dialect = { delimiter: delimiter ?? ',', newline, quoted: true, escape: '"', trim: false };
  let best = { dialect: base, cells: 1, agreement: 0 };
  for (const quoting of quotings) {
    // Text with commas or semicolons needs quotes; in columns of tabs or bars they may be plain characters.
    const able = chars.filter((char) => quoting.quoted || char === '\t' || char === '|');
    const judged = able.map((char) => judge(sample, whole, { delimiter: char, newline, ...quoting }));
    const [first] = judged
      .filter(({ cells }) => cells > 1)
      .sort((a, b) => b.agreement - a.agreement || b.cells - a.cells);
    if (first !== undefined && first.agreement > best.agreement) best = first;
  }
  if (delimiter !== undefined || best.agreement >= 0.9) return withTrim(best.dialect, sample);
  const blanks: Dialect = { delimiter: ' ', newline, quoted: true, escape: '"', trim: true };
  const { cells, agreement } = judge(sample, whole, blanks);
  return cells > 1 && agreement === 1 ? blanks : best.dialect;
}

/** Where nearly every delimiter is followed by a blank, the blanks are layout, not content. */
function withTrim(dialect: Dialect, sample: string): Dialect {
  const all = sample.split(dialect.delimiter).length - 1;
  const spaced = sample.split(`${dialect.delimiter} `).length - 1;
  return spaced >= all * 0.9 && all > 0 ? { ...dialect, trim: true } : dialect;
}

type Judged = { dialect: Dialect; cells: number; agreement: number };

/** How many cells the first record has, and the share of records that have as many. */
function judge(sample: string, whole: boolean, dialect: Dialect): Judged {
  const splitter = new RecordSplitter(dialect);
  const records = splitter.push(sample);
  if (whole) records.push(...splitter.end());
  const judged = records.filter((record) => !isBlank(record)).slice(0, recordsToJudge);
  const sound = judged.filter((record) => record.problem === undefined).map((record) => record.text);
  const counts = parseCells(sound, dialect).map((cells) => cells.length);
  const cells = counts[0] ?? 0;
  return {
    dialect,
    cells,
    agreement: counts.filter((count) => count === cells).length / Math.max(judged.length, 1),
  };
}

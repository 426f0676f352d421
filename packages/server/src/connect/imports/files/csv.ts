// Delimited text: CSV, TSV, and columns separated by blanks.

import { FileError, type FileRow, Problem } from '../model.ts';
import { type Bytes, type Compression, readBytes, readSample } from './bytes.ts';
import { isHeader, toColumnNames } from './column-names.ts';
import { detectDialect } from './csv-dialect.ts';
import type { Dialect } from './csv-records.ts';
import { type CsvRow, toCsvRows } from './csv-rows.ts';
import type { OpenedFile, OpenOptions } from './opened-file.ts';
import { sampleColumns } from './sample-columns.ts';
import { damaged, decode, detectEncoding, type Encoding } from './text.ts';

const sampleBytes = 256 * 1024;
/** Enough to judge the dialect, little enough to try many. */
export const judgedLength = 64 * 1024;

const delimiterNames: Record<string, string> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
  ' ': 'blanks',
};

/** Opens delimited text. Throws a FileError when there is not even one line. */
export async function openCsv(
  path: string,
  compression: Compression,
  options: OpenOptions,
): Promise<Omit<OpenedFile, 'bytes'>> {
  const { sample, whole } = await readSample(path, compression, sampleBytes);
  const { encoding, guessed } = toEncoding(sample, options);
  const text = (await Array.fromAsync(decode(oneChunk(sample), encoding))).join('');
  const dialect = detectDialect(
    text.slice(0, judgedLength),
    whole && text.length <= judgedLength,
    options.delimiter,
  );
  const layout = { path, compression, encoding, dialect };
  const first = await readFirstRecord(layout);
  const header = options.header ?? isHeader(first);
  const names = header ? toColumnNames(first) : first.map((_, index) => `column_${index + 1}`);

  let reading: Bytes | undefined;
  const file = {
    format: 'csv' as const,
    description: describe(layout, header, names.length),
    notes: toNotes(encoding, guessed, header),
    bytesRead: () => reading?.bytesRead() ?? 0,
    rows(after = 0): AsyncIterable<FileRow> {
      reading = readBytes(path, compression);
      return toFileRows(toCsvRows(decode(reading, encoding), dialect), names, header, after);
    },
  };
  return { ...file, columns: await sampleColumns(file.rows(), names, 'text') };
}

type Layout = { path: string; compression: Compression; encoding: Encoding; dialect: Dialect };

function toEncoding(sample: Buffer, options: OpenOptions): { encoding: Encoding; guessed: boolean } {
  return options.encoding === undefined
    ? detectEncoding(sample)
    : { encoding: options.encoding, guessed: false };
}

async function* oneChunk(chunk: Buffer): AsyncGenerator<Buffer> {
  yield chunk;
}

async function readFirstRecord({ path, compression, encoding, dialect }: Layout): Promise<string[]> {
  for await (const { cells, problem } of toCsvRows(decode(readBytes(path, compression), encoding), dialect)) {
    if (problem === undefined) return cells;
    throw new FileError(`The first line cannot be read: ${problem.message}`);
  }
  throw new FileError('The file is empty.');
}

/** Numbers the rows and gives each cell the name of its column. */
export async function* toFileRows(
  csv: AsyncIterable<CsvRow>,
  names: string[],
  header: boolean,
  after: number,
): AsyncGenerator<FileRow> {
  let row = header ? -1 : 0;
  for await (const { cells, text, problem } of csv) {
    row += 1;
    if (row <= after) continue;
    const wrong = problem ?? findProblem(cells, text, names);
    if (wrong !== undefined) yield { row, problem: wrong, original: text };
    else
      yield { row, cells: new Map(cells.map((cell, index) => [names[index] ?? '', cell])), original: text };
  }
}

function findProblem(cells: string[], text: string, names: string[]): Problem | undefined {
  if (text.includes(damaged)) return new Problem('encoding_broken');
  if (cells.length === names.length) return undefined;
  const found = `it has ${cells.length} instead of ${names.length}`;
  return cells.length < names.length
    ? new Problem('too_few_cells', `The row has too few cells: ${found}.`)
    : new Problem(
        'too_many_cells',
        `The row has too many cells: ${found}. Text that holds the delimiter must be quoted.`,
      );
}

function describe({ compression, encoding, dialect }: Layout, header: boolean, columns: number): string {
  const packed = compression === 'none' ? '' : `, ${compression}`;
  const delimiter = delimiterNames[dialect.delimiter] ?? `"${dialect.delimiter}"`;
  const by = columns === 1 ? 'one column' : `${columns} columns separated by ${delimiter}`;
  return `Text, ${by}, ${encoding.toUpperCase()}${header ? '' : ', no header line'}${packed}`;
}

function toNotes(encoding: Encoding, guessed: boolean, header: boolean): string[] {
  const notes: string[] = [];
  if (guessed) {
    notes.push(
      encoding === 'windows-1252'
        ? 'The file is not valid UTF-8, so it is read as Windows-1252 (Latin-1). If letters look wrong in the preview, save it as UTF-8 or name its encoding.'
        : `The file has no byte order mark but looks like ${encoding.toUpperCase()}, and is read so.`,
    );
  }
  if (!header) notes.push('The first line holds values, so the columns are numbered: column_1, column_2, …');
  return notes;
}

// Rows of text that comes as a stream and is read once: NDJSON or delimited text, packed or not. What it is shows in its first
// bytes.
import { Readable } from 'node:stream';
import { FileError, type FileRow } from '../model.ts';
import { detectCompression, unpackAll } from './bytes.ts';
import { isHeader, toColumnNames } from './column-names.ts';
import { judgedLength, toFileRows } from './csv.ts';
import { detectDialect } from './csv-dialect.ts';
import { toCsvRows } from './csv-rows.ts';
import { toNdjsonRows } from './ndjson.ts';
import { decode, detectEncoding } from './text.ts';

export type StreamedFile = { format: 'csv' | 'ndjson'; rows: AsyncIterable<FileRow> };

const sampleBytes = 256 * 1024;
/** Parquet, Arrow, and archives such as spreadsheets. */
const binaryHeads = ['PAR1', 'ARROW1', 'PK\x03\x04'];

/** Throws a FileError that says what to do when it is neither; so does reading the rows, where the stream is damaged. */
export async function openStream(source: AsyncIterable<Buffer>): Promise<StreamedFile> {
  const packed = await peek(source, 4);
  const compression = detectCompression(packed.sample);
  const plain = await peek(unpackAll(Readable.from(packed.all), compression), sampleBytes);
  if (plain.sample.length === 0) throw new FileError('The file is empty.');
  const head = plain.sample.subarray(0, 8).toString('latin1');
  if (binaryHeads.some((one) => head.startsWith(one)))
    throw new FileError('The file is neither NDJSON nor CSV. Export it as one of them.');
  const { encoding } = detectEncoding(plain.sample);
  const sample = (await Array.fromAsync(decode(oneChunk(plain.sample), encoding))).join('');
  const text = decode(plain.all, encoding);
  const start = sample.trimStart();
  if (/^\[\s*(\{|\])/.test(start))
    throw new FileError(
      `The file is one JSON array. Write one object a line instead: jq -c '.[]' FILE > FILE.ndjson`,
    );
  if (start.startsWith('{')) return { format: 'ndjson', rows: toNdjsonRows(text) };
  const judged = sample.slice(0, judgedLength);
  const dialect = detectDialect(judged, plain.whole && sample.length <= judgedLength);
  for await (const { cells, problem } of toCsvRows(oneText(judged), dialect)) {
    if (problem !== undefined) throw new FileError(`The first line cannot be read: ${problem.message}`);
    if (!isHeader(cells)) throw new FileError('The first line must name the columns.');
    const rows = toFileRows(toCsvRows(text, dialect), toColumnNames(cells), true, 0);
    return { format: 'csv', rows };
  }
  throw new FileError('The file is empty.');
}

async function* oneChunk(chunk: Buffer): AsyncGenerator<Buffer> {
  yield chunk;
}
async function* oneText(text: string): AsyncGenerator<string> {
  yield text;
}

/** The first bytes, at least so many where there are so many, and all of them as a stream. */
async function peek(
  source: AsyncIterable<Buffer>,
  length: number,
): Promise<{ sample: Buffer; whole: boolean; all: AsyncIterable<Buffer> }> {
  const reading = source[Symbol.asyncIterator]();
  const chunks: Buffer[] = [];
  let [bytes, whole] = [0, false];
  while (bytes < length && !whole) {
    const { value, done } = await reading.next();
    if (done === true) whole = true;
    else {
      chunks.push(value);
      bytes += value.length;
    }
  }
  async function* all(): AsyncGenerator<Buffer> {
    try {
      for (let chunk = chunks.shift(); chunk !== undefined; chunk = chunks.shift()) yield chunk;
      while (!whole) {
        const { value, done } = await reading.next();
        if (done === true) return;
        yield value;
      }
    } finally {
      await reading.return?.();
    }
  }
  return { sample: Buffer.concat(chunks), whole, all: all() };
}

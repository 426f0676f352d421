// Rows as Parquet: a row group for each page of rows, so that the whole is never in memory.
//
// The engine could write Parquet of rows that it holds, but what is exported has been through the gate and is here and not there. So this
// writes the few parts of the format that texts need: columns of optional texts, each a plain page, compressed with gzip.
// What is no text is JSON. The metadata at the end is Thrift's compact protocol (`thrift.ts`).
//
//   PAR1 ▸ row group: column, column, … ▸ row group … ▸ metadata ▸ its length ▸ PAR1
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { toText } from './csv.ts';
import { int32, int64, listOf, string, struct, varint, wire } from './thrift.ts';

const compress = promisify(gzip);
const mark = Buffer.from('PAR1');

/** Numbers by which the format calls things. */
const byteArray = 6;
const [required, optional] = [0, 1];
const utf8 = 0;
const [plain, runLengths] = [0, 3];
const gzipped = 2;
const dataPage = 0;

type RowGroup = { columns: Buffer[]; bytes: number; rows: number };

export async function* toParquet(
  names: readonly string[],
  pages: AsyncIterable<unknown[][]>,
): AsyncGenerator<Buffer> {
  yield mark;
  let offset = mark.length;
  const groups: RowGroup[] = [];
  for await (const rows of pages) {
    if (rows.length === 0) continue;
    const group: RowGroup = { columns: [], bytes: 0, rows: rows.length };
    for (const [i, name] of names.entries()) {
      const { bytes, size } = await toColumn(rows.map((row) => toText(row[i])));
      group.columns.push(describeColumn(name, { offset, rows: rows.length, written: bytes.length, size }));
      group.bytes += size;
      offset += bytes.length;
      yield bytes;
    }
    groups.push(group);
  }
  const metadata = describeFile(names, groups);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(metadata.length);
  yield Buffer.concat([metadata, length, mark]);
}

/** One page: which rows have a value, then the values. `size`: before it was compressed. */
async function toColumn(texts: readonly (string | undefined)[]): Promise<{ bytes: Buffer; size: number }> {
  const values = texts.flatMap((text) => (text === undefined ? [] : toPrefixed(Buffer.from(text))));
  const page = Buffer.concat([toPrefixed(toRuns(texts.map((text) => text !== undefined))), ...values].flat());
  const body = await compress(page);
  const about = struct(int32(1, texts.length), int32(2, plain), int32(3, runLengths), int32(4, runLengths));
  const header = struct(int32(1, dataPage), int32(2, page.length), int32(3, body.length), [
    5,
    wire.struct,
    about,
  ]);
  return { bytes: Buffer.concat([header, body]), size: header.length + page.length };
}

function toPrefixed(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** Runs of rows that have a value, and of rows that have none. */
function toRuns(has: readonly boolean[]): Buffer {
  const runs: Buffer[] = [];
  for (let start = 0; start < has.length; ) {
    let end = start;
    while (end < has.length && has[end] === has[start]) end += 1;
    runs.push(varint((end - start) * 2), Buffer.of(has[start] ? 1 : 0));
    start = end;
  }
  return Buffer.concat(runs);
}

type Written = { offset: number; rows: number; written: number; size: number };

function describeColumn(name: string, { offset, rows, written, size }: Written): Buffer {
  const metadata = struct(
    int32(1, byteArray),
    listOf(2, wire.int32, [varint(plain * 2), varint(runLengths * 2)]),
    listOf(3, wire.binary, [toName(name)]),
    int32(4, gzipped),
    int64(5, rows),
    int64(6, size),
    int64(7, written),
    int64(9, offset),
  );
  return struct(int64(2, offset), [3, wire.struct, metadata]);
}

const toName = (name: string): Buffer => {
  const bytes = Buffer.from(name);
  return Buffer.concat([varint(bytes.length), bytes]);
};

function describeFile(names: readonly string[], groups: readonly RowGroup[]): Buffer {
  const root = struct(int32(3, required), string(4, 'members'), int32(5, names.length));
  const leaves = names.map((name) =>
    struct(int32(1, byteArray), int32(3, optional), string(4, name), int32(6, utf8)),
  );
  const rowGroups = groups.map(({ columns, bytes, rows }) =>
    struct(listOf(1, wire.struct, columns), int64(2, bytes), int64(3, rows)),
  );
  return struct(
    int32(1, 1),
    listOf(2, wire.struct, [root, ...leaves]),
    int64(
      3,
      groups.reduce((sum, { rows }) => sum + rows, 0),
    ),
    listOf(4, wire.struct, rowGroups),
    string(6, 'Rapport'),
  );
}

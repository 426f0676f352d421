// What hyparquet needs to make values of pages: unpackers, and readers of times that know about time zones.
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import type { Compressors, ParquetParsers, SchemaElement } from 'hyparquet';
import { DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import { compressors } from 'hyparquet-compressors';
import { toDayText, toTimeText } from './plain-cells.ts';

/** By Node where Node can, by JavaScript where it cannot. */
export const pageCompressors: Compressors = {
  ...compressors,
  GZIP: (input) => gunzipSync(input),
  BROTLI: (input) => brotliDecompressSync(input),
  ZSTD: (input) => zstdDecompressSync(input),
};

/** A time that is not adjusted to UTC has no zone: it is given without `Z`, and the mapping says where it was. */
export function toParsers(element: SchemaElement): ParquetParsers {
  const type = element.logical_type;
  const local = type?.type === 'TIMESTAMP' && !type.isAdjustedToUTC;
  const toText = (ms: number): string | null => toTimeText(ms, local);
  return {
    ...DEFAULT_PARSERS,
    timestampFromMilliseconds: (millis) => toText(Number(millis)),
    timestampFromMicroseconds: (micros) => toText(Number(micros / 1000n)),
    timestampFromNanoseconds: (nanos) => toText(Number(nanos / 1_000_000n)),
    dateFromDays: (days) => toDayText(days * 86_400_000),
    jsonFromBytes: readJson,
  };
}

/** JSON that is broken stays text: one bad cell must not end the import. */
function readJson(bytes: Uint8Array | undefined): unknown {
  if (bytes === undefined) return undefined;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

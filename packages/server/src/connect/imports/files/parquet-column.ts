// One leaf column of a Parquet row group, read page by page.
//
// hyparquet reads a whole column chunk, or any slice of it by starting over; a row group of a million rows would be
// a gigabyte of JavaScript values, or be decoded again for each slice. Its page decoder is used here instead, with a
// cursor that keeps one decoded page. In format version 1 a list may go on in the next page, so the last list of a
// page is held back until the next page has been seen.
import type { FileHandle } from 'node:fs/promises';
import type { ColumnChunk, DecodedArray, SchemaTree } from 'hyparquet';
import { parquetHeader, readPage } from 'hyparquet/src/column.js';
import { convert } from 'hyparquet/src/convert.js';
import { getTreePath, isFlatColumn } from 'hyparquet/src/schema.js';
import { FileError } from '../model.ts';
import { pageCompressors, toParsers } from './parquet-values.ts';

type ColumnDecoder = Parameters<typeof readPage>[2];

export type ColumnCursor = {
  path: string[];
  /** The next values, at most `count`, in order. An empty list means that the column is at its end. */
  take(count: number): Promise<unknown[]>;
};

const windowBytes = 256 * 1024;

export function openColumnCursor(file: FileHandle, chunk: ColumnChunk, tree: SchemaTree): ColumnCursor {
  const meta = chunk.meta_data;
  if (meta === undefined || chunk.file_path !== undefined)
    throw new FileError('The Parquet file keeps columns in other files or encrypts them.');
  const schemaPath = getTreePath(tree, meta.path_in_schema);
  const element = schemaPath.at(-1)?.element;
  if (element === undefined)
    throw new FileError('The Parquet file has a column that its schema does not know.');
  const decoder: ColumnDecoder = {
    pathInSchema: meta.path_in_schema,
    type: meta.type,
    element,
    schemaPath,
    codec: meta.codec,
    parsers: toParsers(element),
    compressors: pageCompressors,
  };
  const flat = isFlatColumn(schemaPath);
  const pages = readPages(
    file,
    decoder,
    Number(meta.dictionary_page_offset || meta.data_page_offset),
    Number(meta.total_compressed_size),
    flat,
  );
  let page: ArrayLike<unknown> = [];
  let next = 0;

  return {
    path: meta.path_in_schema,
    async take(count) {
      const taken: unknown[] = [];
      while (taken.length < count) {
        if (next >= page.length) {
          const { value, done } = await pages.next();
          if (done) break;
          page = value;
          next = 0;
          continue;
        }
        const end = Math.min(page.length, next + count - taken.length);
        for (; next < end; next += 1) taken.push(page[next]);
      }
      return taken;
    },
  };
}

async function* readPages(
  file: FileHandle,
  decoder: ColumnDecoder,
  start: number,
  length: number,
  flat: boolean,
): AsyncGenerator<ArrayLike<unknown>> {
  const end = start + length;
  let window = new DataView(new ArrayBuffer(0));
  let windowStart = start;
  let at = start;
  let dictionary: DecodedArray | undefined;
  let held: unknown[] = [];

  async function ensure(bytes: number): Promise<void> {
    if (at + bytes <= windowStart + window.byteLength) return;
    const size = Math.min(Math.max(bytes, windowBytes), end - at);
    const buffer = new Uint8Array(size);
    await file.read(buffer, 0, size, at);
    window = new DataView(buffer.buffer);
    windowStart = at;
  }

  while (at < end - 1) {
    await ensure(Math.min(windowBytes / 4, end - at));
    const reader = { view: window, offset: at - windowStart };
    const header = parquetHeader(reader);
    at = windowStart + reader.offset;
    await ensure(header.compressed_page_size);
    const body = { view: window, offset: at - windowStart };
    const { data } = readPage(
      body,
      header,
      decoder,
      dictionary,
      flat || held.length === 0 ? undefined : held,
      0,
    );
    at += header.compressed_page_size;
    if (data === undefined) continue;
    if (header.type === 'DICTIONARY_PAGE') dictionary = convert(data, decoder);
    else if (flat) yield data;
    else {
      // Without levels there is nothing that could go on: the page did not build upon what was held back.
      if (data !== held && held.length > 0) yield held;
      held = data.slice(-1) as unknown[];
      yield data.slice(0, -1);
    }
  }
  if (held.length > 0) yield held;
}

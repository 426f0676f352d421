// Arrow IPC, as file (Feather) and as stream: record batch by record batch.
import { type FileHandle, open } from 'node:fs/promises';
import { zstdDecompressSync } from 'node:zlib';
import {
  CompressionType,
  compressionRegistry,
  type Field,
  type RecordBatch,
  RecordBatchReader,
  type Schema,
} from 'apache-arrow';
import { FileError, type FileRow } from '../model.ts';
import { compileArrowCell } from './arrow-cells.ts';
import { decompressLz4Frames } from './lz4-frame.ts';
import type { OpenedFile } from './opened-file.ts';
import { sampleColumns } from './sample-columns.ts';

compressionRegistry.set(CompressionType.LZ4_FRAME, { decode: decompressLz4Frames });
compressionRegistry.set(CompressionType.ZSTD, { decode: (data) => new Uint8Array(zstdDecompressSync(data)) });

export async function openArrow(path: string, bytes: number): Promise<Omit<OpenedFile, 'bytes'>> {
  const { schema, kind, batches } = await describe(path);
  const names = schema.fields.map((field) => field.name);
  let batchesRead = 0;
  const file = {
    format: 'arrow' as const,
    description: `Arrow ${kind}, ${names.length} columns`,
    notes: [],
    bytesRead: () => (batches === undefined ? 0 : Math.round((bytes * batchesRead) / Math.max(batches, 1))),
    async *rows(after = 0): AsyncGenerator<FileRow> {
      batchesRead = 0;
      yield* readRows(path, after, () => {
        batchesRead += 1;
      });
    },
  };
  return { ...file, columns: await sampleColumns(file.rows(), names, 'typed') };
}

async function describe(path: string): Promise<{ schema: Schema; kind: string; batches?: number }> {
  return withReader(path, async (reader) => {
    const { schema } = reader;
    return reader.isFile()
      ? { schema, kind: 'file', batches: reader.numRecordBatches }
      : { schema, kind: 'stream' };
  });
}

async function withReader<Result>(
  path: string,
  use: (reader: RecordBatchReader) => Promise<Result>,
): Promise<Result> {
  const handle = await open(path);
  try {
    return await use(await openReader(handle));
  } finally {
    await handle.close();
  }
}

async function openReader(handle: FileHandle): Promise<RecordBatchReader> {
  try {
    const reader = await RecordBatchReader.from(handle);
    await reader.open();
    if (reader.schema === undefined) throw new Error('it has no schema');
    return reader;
  } catch (error) {
    throw new FileError(`The Arrow file is damaged or cut off (${(error as Error).message}).`, error);
  }
}

async function* readRows(path: string, after: number, onBatch: () => void): AsyncGenerator<FileRow> {
  const handle = await open(path);
  let row = 0;
  try {
    const reader = await openReader(handle);
    for await (const batch of reader as AsyncIterable<RecordBatch>) {
      if (row + batch.numRows > after) yield* batchRows(batch, row, after);
      row += batch.numRows;
      onBatch();
    }
  } catch (error) {
    if (error instanceof FileError) throw error;
    throw new FileError(
      `The Arrow file cannot be read after row ${row} (${(error as Error).message}).`,
      error,
    );
  } finally {
    await handle.close();
  }
}

function* batchRows(batch: RecordBatch, before: number, after: number): Generator<FileRow> {
  const columns = batch.schema.fields.map((field: Field, index: number) => ({
    name: field.name,
    toCell: compileArrowCell(field.type),
    vector: batch.getChildAt(index),
  }));
  for (let i = Math.max(0, after - before); i < batch.numRows; i += 1) {
    yield {
      row: before + i + 1,
      cells: new Map(columns.map(({ name, toCell, vector }) => [name, toCell(vector?.get(i))])),
    };
  }
}

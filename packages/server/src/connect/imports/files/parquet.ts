// Parquet: row group by row group, a slice of rows at a time, each page decoded once.
import { type FileHandle, open } from 'node:fs/promises';
import {
  asyncBufferFromFile,
  type FileMetaData,
  parquetMetadataAsync,
  parquetSchema,
  type RowGroup,
  type SchemaTree,
} from 'hyparquet';
import { assembleNested } from 'hyparquet/src/assemble.js';
import { DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import { type Cell, FileError, type FileRow } from '../model.ts';
import type { OpenedFile } from './opened-file.ts';
import { type ColumnCursor, openColumnCursor } from './parquet-column.ts';
import { toCell } from './plain-cells.ts';
import { sampleColumns } from './sample-columns.ts';

const rowsPerSlice = 1000;

export async function openParquet(path: string, bytes: number): Promise<Omit<OpenedFile, 'bytes'>> {
  const metadata = await readMetadata(path);
  const tree = parquetSchema(metadata);
  const names = tree.children.map((child) => child.element.name);
  const rowsTotal = Number(metadata.num_rows);
  let rowsRead = 0;
  const file = {
    format: 'parquet' as const,
    description: `Parquet, ${names.length} columns, ${rowsTotal.toLocaleString('en')} rows in ${metadata.row_groups.length} row groups`,
    notes: [],
    rowsTotal,
    bytesRead: () => Math.round((bytes * rowsRead) / Math.max(rowsTotal, 1)),
    async *rows(after = 0): AsyncGenerator<FileRow> {
      for await (const row of readRows(path, metadata, tree, after)) {
        rowsRead = row.row;
        yield row;
      }
    },
  };
  return { ...file, columns: await sampleColumns(file.rows(), names, 'typed') };
}

async function readMetadata(path: string): Promise<FileMetaData> {
  try {
    return await parquetMetadataAsync(await asyncBufferFromFile(path));
  } catch (error) {
    throw new FileError(`The Parquet file is damaged or cut off (${(error as Error).message}).`, error);
  }
}

async function* readRows(
  path: string,
  metadata: FileMetaData,
  tree: SchemaTree,
  after: number,
): AsyncGenerator<FileRow> {
  const handle = await open(path);
  let row = 0;
  try {
    for (const group of metadata.row_groups) {
      const rowsInGroup = Number(group.num_rows);
      if (row + rowsInGroup > after) {
        for await (const cells of readGroup(handle, group, tree)) {
          row += 1;
          if (row > after) yield { row, cells };
        }
      } else row += rowsInGroup;
    }
  } catch (error) {
    if (error instanceof FileError) throw error;
    throw new FileError(
      `The Parquet file cannot be read after row ${row} (${(error as Error).message}).`,
      error,
    );
  } finally {
    await handle.close();
  }
}

async function* readGroup(
  handle: FileHandle,
  group: RowGroup,
  tree: SchemaTree,
): AsyncGenerator<Map<string, Cell>> {
  const cursors = group.columns.map((chunk) => openColumnCursor(handle, chunk, tree));
  const columns = tree.children.map((child) => ({
    name: child.element.name,
    child,
    leaves: cursors.filter((cursor) => cursor.path[0] === child.element.name),
  }));
  for (let left = Number(group.num_rows); left > 0; left -= rowsPerSlice) {
    const count = Math.min(left, rowsPerSlice);
    const slices: [string, unknown[]][] = [];
    for (const { name, child, leaves } of columns)
      slices.push([name, await takeColumn(child, leaves, count)]);
    for (let i = 0; i < count; i += 1)
      yield new Map(slices.map(([name, values]) => [name, toCell(values[i])]));
  }
}

/** The next values of a top-level column; a structure is put together from its leaves. */
async function takeColumn(child: SchemaTree, leaves: ColumnCursor[], count: number): Promise<unknown[]> {
  const parts = new Map<string, unknown[]>();
  for (const leaf of leaves) {
    const values = await leaf.take(count);
    if (values.length !== count)
      throw new Error(`column ${leaf.path.join('.')} ends ${count - values.length} rows early`);
    parts.set(leaf.path.join('.'), values);
  }
  if (child.children.length > 0) assembleNested(parts, child, DEFAULT_PARSERS);
  return parts.get(child.element.name) ?? [];
}

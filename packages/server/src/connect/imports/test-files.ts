// For the tests of imports: files in a folder that goes away, and all rows of a file.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { OpenedFile } from './files/opened-file.ts';
import type { BrokenRow, Cell } from './model.ts';

/** A folder that is removed when the test ends. */
export async function tempFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rapport-imports-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A file with this content, removed when the test ends. */
export async function tempFile(t: TestContext, name: string, content: string | Uint8Array): Promise<string> {
  const path = join(await tempFolder(t), name);
  await writeFile(path, content);
  return path;
}

export type ReadResult = {
  /** Row number, and its cells by name. */
  rows: [row: number, cells: Record<string, Cell>][];
  broken: BrokenRow[];
};

/** Everything that a file gives. */
export async function readAll(file: OpenedFile, after = 0): Promise<ReadResult> {
  const result: ReadResult = { rows: [], broken: [] };
  for await (const row of file.rows(after)) {
    if ('problem' in row) result.broken.push(row);
    else result.rows.push([row.row, Object.fromEntries(row.cells)]);
  }
  return result;
}

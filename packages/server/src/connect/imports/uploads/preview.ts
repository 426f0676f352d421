// What the console shows of an uploaded file before it is imported.
import { openFile } from '../files/open-file.ts';
import { guessMapping, type MappingJson } from '../guess-mapping.ts';
import type { Cell, Column } from '../model.ts';

export type UploadPreview = {
  format: string;
  description: string;
  notes: string[];
  columns: Column[];
  rows: { [column: string]: Cell }[];
  guessed_mapping: MappingJson;
};

const rowsShown = 20;
const cellLengthMax = 500;

/** Throws a FileError when the file cannot be imported. `fileName` is what people call it. */
export async function previewUpload(path: string, fileName: string): Promise<UploadPreview> {
  const file = await openFile(path, { name: fileName });
  const rows: UploadPreview['rows'] = [];
  for await (const row of file.rows()) {
    if ('cells' in row)
      rows.push(Object.fromEntries(Array.from(row.cells, ([name, cell]) => [name, shorten(cell)])));
    if (rows.length === rowsShown || row.row === 1000) break;
  }
  const { format, description, notes, columns } = file;
  return { format, description, notes, columns, rows, guessed_mapping: guessMapping(columns) };
}

const shorten = (cell: Cell): Cell =>
  typeof cell === 'string' && cell.length > cellLengthMax ? `${cell.slice(0, cellLengthMax)}…` : cell;

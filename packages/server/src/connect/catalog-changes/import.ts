// Imports files of objects as they stream in: some thousand rows at a time, each in a transaction of its own.
//
// Memory holds two batches, the one that is read and the one that is written. What was written stays when the stream breaks off:
// sending the file again tells the same once more, and changes nothing else.
import { AppError } from '@rapport/protocol';
import type { Database } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type CatalogTypeRow, fromCell, getCatalogType } from '../catalog/index.ts';
import { FileError, type FileRow, openStream, type StreamedFile } from '../imports/index.ts';
import { type Deps, type Said, type Teller, tellSaid } from './said.ts';

export type ImportReject = { row: number; problem: string };
export type Imported = { rows: number; stored: number; rejected: number; rejects: ImportReject[] };

const batchRowsMax = 4000;
const batchLengthMax = 8 * 1024 * 1024;
const rejectsKept = 100;
/** After so many rows the database looks at what it has, since its plans are those of a smaller table until then. */
const analyzeAt = [10_000, 100_000];

export async function importObjects(
  scope: Scope<Database>,
  typeName: string,
  source: AsyncIterable<Buffer>,
  teller: Teller,
  deps: Deps,
): Promise<Imported> {
  const type = await getCatalogType(scope, typeName);
  const imported: Imported = { rows: 0, stored: 0, rejected: 0, rejects: [] };
  const reject = (row: number, problem: string): void => {
    imported.rejected += 1;
    if (imported.rejects.length < rejectsKept) imported.rejects.push({ row, problem });
  };
  let writing: Promise<void> = Promise.resolve();

  async function write(batch: readonly Said[]): Promise<void> {
    const { stored, rejects } = await tellSaid(scope, typeName, batch, teller, deps);
    const before = imported.stored;
    imported.stored += stored;
    for (const { place, problem } of rejects) reject(place, problem);
    if (analyzeAt.some((count) => before < count && imported.stored >= count))
      await scope.db.query('analyze catalog_objects, catalog_references');
  }

  try {
    const file = await openStream(source);
    for await (const { said, problems, rows } of toBatches(file, type)) {
      imported.rows += rows;
      for (const { row, problem } of problems) reject(row, problem);
      await writing;
      writing = write(said);
      writing.catch(() => {});
    }
  } catch (error) {
    throw error instanceof FileError ? toFault(error, imported) : error;
  } finally {
    await writing.catch(() => {});
  }
  await writing;
  imported.rejects.sort((one, other) => one.row - other.row);
  return imported;
}

const toFault = ({ message }: FileError, { stored }: Imported): AppError =>
  new AppError(
    'upload_invalid',
    stored === 0 ? message : `${message} ${stored} objects before that are kept.`,
  );

type Batch = { said: Said[]; problems: ImportReject[]; rows: number };

async function* toBatches(file: StreamedFile, type: CatalogTypeRow): AsyncGenerator<Batch> {
  let batch: Batch = { said: [], problems: [], rows: 0 };
  let length = 0;
  for await (const row of file.rows) {
    batch.rows += 1;
    length += row.original?.length ?? 0;
    const read = toSaid(row, file.format, type);
    if ('problem' in read) batch.problems.push(read);
    else batch.said.push(read);
    if (batch.rows < batchRowsMax && length < batchLengthMax) continue;
    yield batch;
    batch = { said: [], problems: [], rows: 0 };
    length = 0;
  }
  if (batch.rows > 0) yield batch;
}

/** Names of columns that say something beside the fields, where no field is called so. */
const asides = ['person', 'person_type', 'person_value', 'at'] as const;

/** What a row says. A line of JSON may have the form of the API, or name the fields beside the id. */
export function toSaid(
  row: FileRow,
  format: StreamedFile['format'],
  type: CatalogTypeRow,
): Said | ImportReject {
  if ('problem' in row) return { row: row.row, problem: row.problem.message };
  const isField = (name: string): boolean => Object.hasOwn(type.fields, name);
  const cells = row.cells as ReadonlyMap<string, unknown>;
  const fields: Record<string, unknown> = Object.create(null);
  const aside: Partial<Record<(typeof asides)[number], unknown>> = {};
  const isNested = format === 'ndjson' && isObject(cells.get('fields')) && !isField('fields');
  for (const [name, cell] of cells) {
    if (name === 'id' && !isField('id')) continue;
    if (isNested && name === 'fields') Object.assign(fields, cell);
    else if (isAside(name) && !isField(name)) aside[name] = cell;
    else if (format === 'ndjson') fields[name] = cell;
    // An empty cell tells nothing.
    else if (cell !== '') {
      const kind = isField(name) ? type.fields[name]?.kind : undefined;
      const value = kind === undefined ? cell : fromCell(kind, String(cell));
      // What the cell says is no value of this kind: it stays text, and is refused as such.
      fields[name] = value === undefined ? cell : value;
    }
  }
  const person = aside.person ?? toPerson(aside.person_type, aside.person_value);
  return {
    place: row.row,
    id: cells.get('id'),
    fields: { ...fields },
    person,
    at: aside.at === '' ? undefined : aside.at,
  };
}

const isAside = (name: string): name is (typeof asides)[number] =>
  (asides as readonly string[]).includes(name);

const toPerson = (type: unknown, value: unknown): unknown =>
  value === undefined || value === '' || value === null ? undefined : { type, value };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

// The words of an import: cells, columns, rows, and the reasons for which a row is set aside.
import { type QuarantineCode, quarantineTable } from '@rapport/protocol';

/** What a cell can hold once a reader has made plain JSON of it. Times are ISO text. */
export type Cell = string | number | boolean | null | Cell[] | { [name: string]: Cell };

export type ColumnType = 'text' | 'number' | 'boolean' | 'date' | 'json';

/** A column as the sample shows it. `format` is set where the examples are times in a known form. */
export type Column = { name: string; type: ColumnType; format?: string; examples: string[] };

/** `row` counts the records of the file from 1; a header and blank lines do not count. */
export type ReadRow = { row: number; cells: Map<string, Cell>; original?: string };
/** A record that could not be read. */
export type BrokenRow = { row: number; problem: Problem; original: string };
export type FileRow = ReadRow | BrokenRow;

const reasons = {
  quotes_broken:
    'A quote is opened and not closed, or closed in the middle of a cell. Quotes inside a quoted cell must be doubled.',
  too_few_cells: 'The row has fewer cells than there are columns.',
  too_many_cells:
    'The row has more cells than there are columns. Text that holds the delimiter must be quoted.',
  row_too_long: 'The row is longer than 4 million characters.',
  encoding_broken: 'The row holds bytes that are not text in the encoding of the file.',
  json_broken: 'The line is not valid JSON.',
  not_a_json_object: 'The line is JSON but not an object.',
  value_missing: 'A required cell is empty.',
  not_a_date: 'The cell is not a time in the given format.',
  not_a_number: 'The cell is not a number.',
  not_a_boolean: 'The cell is neither yes nor no.',
  not_json: 'The cell is not valid JSON.',
  not_text: 'The cell is a list or an object where one value is needed.',
  nul_character: 'The cell holds a NUL character, which no database keeps as text.',
} as const;

export type ReasonCode = keyof typeof reasons | QuarantineCode;

/** Every reason with its sentence: those of reading and converting, and those of the tracking messages. */
export const reasonTable: Record<ReasonCode, string> = { ...quarantineTable, ...reasons };

/** Why one row is set aside. A value, not an exception: rejects are an expected outcome. */
export class Problem {
  readonly code: ReasonCode;
  readonly message: string;

  constructor(code: ReasonCode, message: string = reasonTable[code]) {
    this.code = code;
    this.message = message;
  }
}

/** A row that was set aside, as it goes to the reject file. */
export type Reject = { row: number; problem: Problem; original: string };

/** A file that cannot be imported at all; the message says what to do. */
export class FileError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'FileError';
  }
}

export const recordLengthMax = 4 * 1024 * 1024;

/** The row as text for the reject file. */
export const toOriginal = (row: ReadRow): string =>
  row.original ?? JSON.stringify(Object.fromEntries(row.cells));

/** A value shortened for a message. */
export function excerpt(value: Cell | undefined): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null);
  return `"${text.length > 60 ? `${text.slice(0, 57)}…` : text}"`;
}

// What the columns of a file hold, judged by its first rows: type, time format and examples.

import { detectDateFormat } from '../dates.ts';
import type { Cell, Column, ColumnType, FileRow } from '../model.ts';
import { isPlainNumber } from '../plain-numbers.ts';

const rowsToSample = 200;
const examplesKept = 3;
const exampleLengthMax = 80;

/**
 * Reads the first rows and describes the columns. `names` comes first where the format knows it; columns that only
 * rows show (NDJSON) are added. `text` cells are judged by what they spell, `typed` cells by their type.
 */
export async function sampleColumns(
  rows: AsyncIterable<FileRow>,
  names: string[],
  cells: 'text' | 'typed',
): Promise<Column[]> {
  const values = new Map<string, Cell[]>(names.map((name) => [name, []]));
  let seen = 0;
  for await (const row of rows) {
    if (!('cells' in row)) continue;
    for (const [name, cell] of flatten(row.cells)) {
      const known = values.get(name);
      if (known === undefined) values.set(name, [cell]);
      else known.push(cell);
    }
    seen += 1;
    if (seen === rowsToSample) break;
  }
  return [...values].map(([name, found]) => describeColumn(name, found, cells));
}

/** Objects inside a cell become columns of their own: `address.city`. */
function* flatten(cells: Iterable<[string, Cell]>, prefix = '', depth = 0): Generator<[string, Cell]> {
  for (const [name, cell] of cells) {
    const path = `${prefix}${name}`;
    if (isObject(cell) && depth < 3 && Object.keys(cell).length > 0)
      yield* flatten(Object.entries(cell), `${path}.`, depth + 1);
    else yield [path, cell];
  }
}

const isObject = (cell: Cell): cell is { [name: string]: Cell } =>
  typeof cell === 'object' && cell !== null && !Array.isArray(cell);

function describeColumn(name: string, values: Cell[], cells: 'text' | 'typed'): Column {
  const filled = values.filter((value) => value !== null && value !== '');
  const examples = [...new Set(filled.map(toExample))].slice(0, examplesKept);
  const format = detectDateFormat(name, filled);
  if (format !== undefined) return { name, type: 'date', format, examples };
  return { name, type: cells === 'text' ? judgeText(filled) : judgeTyped(filled), examples };
}

function toExample(value: Cell): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > exampleLengthMax ? `${text.slice(0, exampleLengthMax - 1)}…` : text;
}

function judgeText(values: Cell[]): ColumnType {
  const texts = values.map((value) => String(value).trim());
  if (texts.length === 0) return 'text';
  if (texts.every(isPlainNumber)) return 'number';
  if (texts.every((text) => /^(true|false)$/i.test(text))) return 'boolean';
  return 'text';
}

function judgeTyped(values: Cell[]): ColumnType {
  const kinds = new Set(values.map((value) => (typeof value === 'object' ? 'json' : typeof value)));
  const [kind] = kinds;
  if (kinds.size !== 1) return kinds.size === 0 ? 'text' : kinds.has('json') ? 'json' : 'text';
  return kind === 'number' || kind === 'boolean' || kind === 'json' ? kind : 'text';
}

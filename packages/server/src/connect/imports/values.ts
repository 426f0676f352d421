// Cells to the values of a message: text, numbers, yes or no, times, JSON, or the problem with the cell.
import { compileDateReader, toIsoText } from './dates.ts';
import type { ValueField } from './mapping-schema.ts';
import { type Cell, type ColumnType, excerpt, Problem } from './model.ts';
import { isPlainNumber } from './plain-numbers.ts';

/** The value, undefined where the cell says nothing, or why it cannot be taken. */
export type Converter = (cell: Cell) => Cell | undefined | Problem;

/** Which texts mean "nothing here". */
export type IsEmpty = (cell: Cell | undefined) => cell is null | undefined | '';

export function compileEmpty(texts: string[] = []): IsEmpty {
  const empty = new Set(['', ...texts]);
  return function isEmpty(cell): cell is null | undefined | '' {
    if (cell === undefined || cell === null) return true;
    if (typeof cell !== 'string') return false;
    // Asked for every cell of every row: a cell that begins with a letter or a digit is settled without copying it.
    return texts.length === 0 && cell.charCodeAt(0) > 32 && cell.charCodeAt(0) < 127
      ? false
      : empty.has(cell.trim());
  };
}

/** The converter of one named value of a mapping. Without a type the cell stays as the file has it. */
export function compileConverter(field: ValueField): Converter {
  switch (field.type) {
    case 'number':
      return compileNumber(field.decimal);
    case 'boolean':
      return toBoolean;
    case 'date':
      return compileDate(field.format, field.timezone);
    case 'json':
      return toJson;
    case 'text':
      return toText;
    default:
      return (cell) => (holdsNul(cell) ? new Problem('nul_character') : cell);
  }
}

/** One value as text: ids and names. Blanks around it do not count. */
export function toText(cell: Cell): string | Problem {
  if (typeof cell === 'object')
    return new Problem('not_text', `${excerpt(cell)} is a list or an object where one value is needed.`);
  const text = String(cell).trim();
  return text.includes('\0') ? new Problem('nul_character') : text;
}

/** A time as ISO 8601 text in UTC. */
export function compileTimestamp(format?: string, timezone?: string): (cell: Cell) => string | Problem {
  const read = compileDateReader(format, timezone);
  return function toTimestamp(cell) {
    const moment = read(cell);
    return moment === undefined ? notADate(cell, format) : toIsoText(moment.ms);
  };
}

/** A day stays a day; a time becomes ISO 8601 text in UTC. */
function compileDate(format?: string, timezone?: string): Converter {
  const read = compileDateReader(format, timezone);
  return function toDate(cell) {
    const moment = read(cell);
    return moment === undefined ? notADate(cell, format) : (moment.day ?? toIsoText(moment.ms));
  };
}

const notADate = (cell: Cell, format = 'iso'): Problem =>
  new Problem(
    'not_a_date',
    `${excerpt(cell)} is not a time in the form ${format === 'iso' ? 'ISO 8601 (2024-12-31T23:59:00Z)' : format}.`,
  );

function compileNumber(decimal?: '.' | ','): Converter {
  const grouping = decimal === undefined ? /[^\s\S]/g : decimal === '.' ? /[,\s'’]/g : /[.\s'’]/g;
  return function toNumber(cell) {
    if (typeof cell === 'number') return cell;
    const text = typeof cell === 'string' ? cell.trim().replace(grouping, '') : '';
    const plain = decimal === ',' ? text.replace(',', '.') : text;
    const value = /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,3})?$/.test(plain) ? Number(plain) : Number.NaN;
    return Number.isFinite(value) ? value : new Problem('not_a_number', `${excerpt(cell)} is not a number.`);
  };
}

const yes = new Set(['true', 't', 'yes', 'y', '1', 'on']);
const no = new Set(['false', 'f', 'no', 'n', '0', 'off']);

function toBoolean(cell: Cell): Cell | Problem {
  if (typeof cell === 'boolean') return cell;
  const text = String(cell).trim().toLowerCase();
  if (yes.has(text)) return true;
  return no.has(text) ? false : new Problem('not_a_boolean', `${excerpt(cell)} is neither yes nor no.`);
}

function toJson(cell: Cell): Cell | Problem {
  if (typeof cell !== 'string') return cell;
  try {
    const value: Cell = JSON.parse(cell);
    return holdsNul(value) ? new Problem('nul_character') : value;
  } catch {
    return new Problem('not_json', `${excerpt(cell)} is not valid JSON.`);
  }
}

/** Whether a NUL hides anywhere in the value, also in names. */
export function holdsNul(cell: Cell): boolean {
  if (typeof cell === 'string') return cell.includes('\0');
  if (typeof cell !== 'object' || cell === null) return false;
  if (Array.isArray(cell)) return cell.some(holdsNul);
  return Object.entries(cell).some(([name, value]) => name.includes('\0') || holdsNul(value));
}

/** What nobody gave a type is read by the type its column shows; a cell that does not fit stays text. */
export function toLikelyValue(cell: Cell, type: ColumnType): Cell {
  if (typeof cell !== 'string') return cell;
  const text = cell.trim();
  if (type === 'number' && isPlainNumber(text)) return Number(text);
  if (type === 'boolean' && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  return cell;
}

// The properties, traits and context of a message: named columns with types, and the rest of the row.
import type { OpenedFile } from './files/opened-file.ts';
import type { Mapping, MessageMapping } from './mapping-schema.ts';
import { type Cell, type Column, excerpt, FileError, Problem, type ReadRow } from './model.ts';
import {
  type Converter,
  compileConverter,
  compileEmpty,
  holdsNul,
  type IsEmpty,
  toLikelyValue,
} from './values.ts';

type FieldName = 'properties' | 'traits' | 'context';
type Finder = (row: ReadRow) => Cell | undefined;

/** The cell of a column; `address.city` reaches into the objects of a cell when no column has that very name. */
export function findColumn(column: string): Finder {
  const path = column.split('.');
  if (path.length === 1) return ({ cells }) => cells.get(column);
  return function findPath({ cells }) {
    if (cells.has(column)) return cells.get(column);
    let cell = cells.get(path[0] ?? '');
    for (const name of path.slice(1)) {
      if (typeof cell !== 'object' || cell === null || Array.isArray(cell) || !Object.hasOwn(cell, name))
        return undefined;
      cell = cell[name];
    }
    return cell;
  };
}

/** Sets one field of a message from a row, or says why that cannot be done. */
export function compileFields(field: FieldName, mapping: MessageMapping, { columns }: { columns: Column[] }) {
  const fields = mapping[field];
  const isEmpty = compileEmpty(mapping.empty);
  const named = Object.entries(fields?.named ?? {}).map(([name, value]) =>
    compileNamed(name, value, isEmpty),
  );
  const used = fields?.rest ? listUsedColumns(mapping) : undefined;
  const types = new Map(columns.map(({ name, type }) => [name, type]));

  return function setFields(message: Record<string, unknown>, row: ReadRow): Problem | undefined {
    if (fields === undefined) return undefined;
    // A null prototype would not travel; entries make own fields of every name, also of `__proto__`.
    const entries: [string, Cell][] = [];
    if (used !== undefined) {
      for (const [name, cell] of row.cells) {
        if (used.has(name) || isEmpty(cell)) continue;
        if (name.includes('\0') || holdsNul(cell)) return new Problem('nul_character');
        entries.push([name, toLikelyValue(cell, types.get(name) ?? 'text')]);
      }
    }
    for (const read of named) {
      const value = read(row);
      if (value instanceof Problem) return value;
      if (value !== undefined) entries.push(value);
    }
    message[field] = Object.fromEntries(entries);
    return undefined;
  };
}

type NamedReader = (row: ReadRow) => [string, Cell] | Problem | undefined;

function compileNamed(
  name: string,
  field: NonNullable<MessageMapping['properties']>['named'][string],
  isEmpty: IsEmpty,
): NamedReader {
  const { column, value } = field;
  if (column === undefined) return () => [name, value ?? null];
  const find = findColumn(column);
  const convert: Converter = compileConverter(field);
  return function readNamed(row) {
    const cell = find(row);
    if (isEmpty(cell)) {
      return field.required
        ? new Problem('value_missing', `${name} (column ${column}) is required and empty.`)
        : undefined;
    }
    const converted = convert(cell);
    if (converted instanceof Problem)
      return new Problem(converted.code, `${name} (column ${column}): ${converted.message}`);
    return converted === undefined ? undefined : [name, converted];
  };
}

/** The columns that a mapping names anywhere; "rest" is all others. */
export function listUsedColumns(mapping: MessageMapping): Set<string> {
  const { userId, anonymousId, previousId, groupId, timestamp, messageId, event, name } = mapping;
  const single = [userId, anonymousId, previousId, groupId, timestamp, messageId, event, name].map(
    (field) => field?.column,
  );
  const named = [mapping.properties, mapping.traits, mapping.context].flatMap((fields) =>
    Object.values(fields?.named ?? {}),
  );
  const all = [...single, ...(messageId?.columns ?? []), ...named.map((field) => field.column)];
  return new Set(all.filter((column) => column !== undefined));
}

/**
 * Throws a FileError when the mapping names columns that the file does not have: one clear message instead of a reject
 * for each row. Columns of NDJSON may appear only later in the file; other formats know theirs.
 */
export function checkColumns(
  mapping: Mapping,
  { format, columns }: Pick<OpenedFile, 'format' | 'columns'>,
): void {
  if (format === 'ndjson') return;
  const known = new Set(columns.flatMap(({ name }) => [name, ...parentsOf(name)]));
  const used = mapping.flatMap((one) => (one.type === 'as-is' ? [] : [...listUsedColumns(one)]));
  const unknown = used.filter((column) => !known.has(column)).map(excerpt);
  if (unknown.length === 0) return;
  const names = columns.map(({ name }) => excerpt(name)).join(', ');
  throw new FileError(`The file has no column ${unknown.join(', ')}. Its columns are ${names}.`);
}

/** `address.city` lies in `address`. */
const parentsOf = (name: string): string[] =>
  name
    .split('.')
    .slice(1)
    .map((_, index) =>
      name
        .split('.')
        .slice(0, index + 1)
        .join('.'),
    );

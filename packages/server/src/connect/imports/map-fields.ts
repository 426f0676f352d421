// The properties, traits and context of a message: named columns with types, and the rest of the row.
import type { MessageMapping } from './mapping-schema.ts';
import { type Cell, type Column, excerpt, Problem, type ReadRow } from './model.ts';
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

/** Refuses a mapping that names columns the file does not have: one clear message instead of a reject for each row. */
export function findUnknownColumns(mapping: MessageMapping, columns: Column[]): string[] {
  const known = new Set(columns.map(({ name }) => name));
  const parents = new Set(
    [...known].flatMap((name) =>
      name.split('.').map((_, index, parts) => parts.slice(0, index + 1).join('.')),
    ),
  );
  return [...listUsedColumns(mapping)].filter((column) => !parents.has(column)).map(excerpt);
}

// Properties that definitions ask for, in columns of their own.
//
// To read one place in a JSON column of a few people's events costs five times as much as reading a plain column, and of
// everybody's twice as much. Which properties matter is known from the definitions, so each that one of them asks becomes a
// column, by the type that is asked. The column is worked out of `properties` by the engine itself: when an event is stored;
// for those stored before, in the background; and until then when it is read. So it never differs from what `properties` say,
// and whether it is there changes how long a question takes and nothing else.
import { createHash } from 'node:crypto';
import { parsePath } from '@rapport/protocol';
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import { changeInTurn } from './change-in-turn.ts';

/** A property as values of one type: null where it is missing or of another. */
export type PropertyPart = { path: string; type: 'text' | 'number' | 'truth' };

/** Each is a file of each part of the table: beyond so many, properties are read where they lie. */
export const propertyColumnsMax = 120;

const types: Record<PropertyPart['type'], string> = {
  text: 'Nullable(String)',
  number: 'Nullable(Float64)',
  truth: 'Nullable(Bool)',
};

/** Names with dots and names inside names are the same place in the JSON column. */
const namesOf = (path: string): string[] => parsePath(path).join('.').split('.');

export const toPropertyPlace = (path: string): string => `properties.${namesOf(path).join('.')}`;

/** The place of a path and those on the way to it, the first first, each with the names from there on. */
export function listPropertyPlaces(path: string): { place: string; inside: string[] }[] {
  const names = namesOf(path);
  return names.map((_, i) => ({
    place: `properties.${names.slice(0, i + 1).join('.')}`,
    inside: names.slice(i + 1),
  }));
}

/** The same inside the column, each name quoted. */
export const quotePlace = (path: string): string =>
  namesOf(path)
    .map((name) => `\`${name}\``)
    .join('.');

/** `text_…`: a name made of the place, since names of properties may be anything. */
export const toPropertyColumn = ({ path, type }: PropertyPart): string =>
  `${type}_${createHash('sha256').update(toPropertyPlace(path)).digest('hex').slice(0, 16)}`;

/** The columns there are. */
export async function listPropertyColumns(clickhouse: ClickHouse): Promise<ReadonlySet<string>> {
  const rows = await clickhouse.query<{ name: string }>(
    `select name from system.columns
     where database = currentDatabase() and table = 'events' and match(name, '^(text|number|truth)_[0-9a-f]{16}$')`,
  );
  return new Set(rows.map(({ name }) => name));
}

/** Adds those that are not there yet, as many as there is room for, and has the engine fill them for the events there are. */
export async function addPropertyColumns(
  clickhouse: ClickHouse,
  parts: readonly PropertyPart[],
): Promise<void> {
  const known = await listPropertyColumns(clickhouse);
  const missing = new Map(parts.filter(isNameable).map((part) => [toPropertyColumn(part), part]));
  for (const column of known) missing.delete(column);
  const added = [...missing].slice(0, Math.max(0, propertyColumnsMax - known.size));
  if (added.length === 0) return;
  const columns = added.map(
    ([name, part]) =>
      `add column if not exists ${name} ${types[part.type]} default ${toValue(part)} CODEC(ZSTD(1))`,
  );
  const filled = added.map(([name]) => `materialize column ${name}`);
  for (const changes of [columns, filled])
    await changeInTurn(clickhouse, () => clickhouse.command(`alter table events ${changes.join(', ')}`));
}

/** Some signs cannot be quoted in the text of a statement, nor can nothing: one such name would cost all others theirs. */
const isNameable = ({ path }: PropertyPart): boolean =>
  namesOf(path).every((name) => name !== '' && !/[\p{Cc}\p{Cs}\\`]/u.test(name));

/** A column's default takes no parameters: the place is quoted. */
function toValue({ path, type }: PropertyPart): string {
  const place = (of: string): string => `properties.${quotePlace(path)}.:\`${of}\``;
  if (type === 'text') return place('String');
  if (type === 'truth') return place('Bool');
  return `coalesce(${place('Float64')}, toFloat64(${place('Int64')}), toFloat64(${place('UInt64')}))`;
}

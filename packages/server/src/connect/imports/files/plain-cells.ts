// Values of typed file formats to plain JSON: large integers, times, bytes, lists, structures and maps.
import type { Cell } from '../model.ts';

/** Milliseconds since 1970 as ISO 8601 text; without `Z` where the file names no zone. */
export function toTimeText(ms: number, local: boolean): string | null {
  if (!Number.isFinite(ms) || Math.abs(ms) > 8.64e15) return null;
  const text = new Date(ms).toISOString();
  return local ? text.slice(0, -1) : text;
}

export const toDayText = (ms: number): string | null => toTimeText(ms, true)?.replace(/T.*$/, '') ?? null;

/** Integers beyond 2^53 stay exact as text; what JSON has no word for is nothing. */
export function toCell(value: unknown): Cell {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : null;
    case 'bigint':
      return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
    case 'object':
      return value === null ? null : objectToCell(value);
    default:
      return null;
  }
}

function objectToCell(value: object): Cell {
  if (Array.isArray(value)) return value.map(toCell);
  if (value instanceof Date) return toTimeText(value.getTime(), false);
  if (value instanceof Uint8Array)
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
  if (ArrayBuffer.isView(value) && Symbol.iterator in value)
    return Array.from(value as Iterable<unknown>, toCell);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, toCell(inner)]));
}

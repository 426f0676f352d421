// Arrow values to plain JSON, by the type that the schema gives them.
import { DataType } from 'apache-arrow';
import type { Cell } from '../model.ts';
import { toCell, toDayText, toTimeText } from './plain-cells.ts';

/** A converter for one column. Times come from the library as milliseconds since 1970. */
export function compileArrowCell(type: DataType): (value: unknown) => Cell {
  if (DataType.isDate(type))
    return (value) => (value === null || value === undefined ? null : toDayText(Number(value)));
  if (DataType.isTimestamp(type)) {
    const local = !type.timezone;
    return (value) => (value === null || value === undefined ? null : toTimeText(Number(value), local));
  }
  if (DataType.isDecimal(type))
    return (value) => (value instanceof Uint32Array ? toDecimal(value, type.scale) : null);
  if (DataType.isDictionary(type)) return compileArrowCell(type.dictionary);
  if (DataType.isList(type) || DataType.isFixedSizeList(type)) {
    const [child] = type.children;
    const inner = child === undefined ? toCell : compileArrowCell(child.type);
    return (value) => (isIterable(value) ? Array.from(value, inner) : null);
  }
  if (DataType.isStruct(type)) {
    const fields = type.children.map((child) => ({ name: child.name, inner: compileArrowCell(child.type) }));
    return (value) =>
      value === null || value === undefined
        ? null
        : Object.fromEntries(
            fields.map(({ name, inner }) => [name, inner((value as Record<string, unknown>)[name])]),
          );
  }
  if (DataType.isMap(type))
    return (value) =>
      isIterable(value)
        ? Object.fromEntries(
            Array.from(value as Iterable<[unknown, unknown]>, ([name, inner]) => [
              String(name),
              toCell(inner),
            ]),
          )
        : null;
  return toCell;
}

const isIterable = (value: unknown): value is Iterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.iterator in value;

/** Four little-endian words in two's complement, with a decimal point `scale` digits from the right. */
function toDecimal(words: Uint32Array, scale: number): Cell {
  const unsigned = [...words].reduceRight((sum, word) => (sum << 32n) | BigInt(word), 0n);
  const value = BigInt.asIntN(words.length * 32, unsigned);
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
  const text = `${value < 0n ? '-' : ''}${scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`}`;
  return digits.length <= 15 ? Number(text) : text;
}

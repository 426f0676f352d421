// Thrift's compact protocol, as far as the metadata of Parquet needs it: numbers from 0 on, texts, lists and structs.

/** Types on the wire. */
export const wire = { int32: 5, int64: 6, binary: 8, list: 9, struct: 12 } as const;

/** A field of a struct: its number, its type on the wire, its bytes. */
export type Field = readonly [id: number, type: number, bytes: Buffer];

/** Fields in the order of their numbers: each is told by its distance from the one before. */
export function struct(...fields: readonly Field[]): Buffer {
  const parts = fields.flatMap(([id, type, bytes], i) => {
    const distance = id - (fields[i - 1]?.[0] ?? 0);
    return [Buffer.of(distance * 16 + type), bytes];
  });
  return Buffer.concat([...parts, Buffer.of(0)]);
}

/** Seven bits a byte, the lowest first. */
export function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return Buffer.from([...bytes, rest]);
}

// Numbers have their sign in the lowest bit.
export const int32 = (id: number, value: number): Field => [id, wire.int32, varint(value * 2)];
export const int64 = (id: number, value: number): Field => [id, wire.int64, varint(value * 2)];

export function string(id: number, text: string): Field {
  const bytes = Buffer.from(text);
  return [id, wire.binary, Buffer.concat([varint(bytes.length), bytes])];
}

export function listOf(id: number, type: number, elements: readonly Buffer[]): Field {
  const { length } = elements;
  const head =
    length < 15 ? Buffer.of(length * 16 + type) : Buffer.concat([Buffer.of(240 + type), varint(length)]);
  return [id, wire.list, Buffer.concat([head, ...elements])];
}

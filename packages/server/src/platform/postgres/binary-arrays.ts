// Arrays as PostgreSQL's binary parameters.
//
// Set-based statements take whole columns: `unnest($1::int8[], $2::text[])`. Sent as text, the server has to
// parse every element again, and bytes are doubled by escaping. In the binary form an element is its length and
// its bytes. node-postgres sends a Buffer parameter in binary format, whatever its type, so the encoding below
// is all that is needed. Layout: array_recv in PostgreSQL's src/backend/utils/adt/arrayfuncs.c.

type Encoder<Value> = {
  oid: number;
  size(value: Value): number;
  write(to: Buffer, at: number, value: Value): void;
};

const postgresEpochMs = 946_684_800_000;

const encoders = {
  int8: fixed<number | bigint>(20, 8, writeInt8),
  int4: fixed<number>(23, 4, (to, at, value) => to.writeInt32BE(value, at)),
  int2: fixed<number>(21, 2, (to, at, value) => to.writeInt16BE(value, at)),
  bool: fixed<boolean>(16, 1, (to, at, value) => to.writeUInt8(value ? 1 : 0, at)),
  /** 16 characters each, whose codes are the bytes (`latin1`): texts are compared and kept in sets at less cost than buffers. */
  uuid: fixed<string>(2950, 16, (to, at, value) => to.write(value, at, 16, 'latin1')),
  /** Milliseconds since 1970. */
  timestamptz: fixed<number>(1184, 8, (to, at, value) => {
    const ms = Math.trunc(value) - postgresEpochMs;
    writeInt8(to, at, Number.isSafeInteger(ms * 1000) ? ms * 1000 : BigInt(ms) * 1000n);
  }),
  text: textual(25),
  /** JSON text. */
  json: textual(114),
  bytea: {
    oid: 17,
    size: (value: Buffer) => value.length,
    write: (to: Buffer, at: number, value: Buffer) => void value.copy(to, at),
  },
  /** JSON text; jsonb_recv wants a leading version byte. */
  jsonb: {
    oid: 3802,
    size: (value: string) => Buffer.byteLength(value) + 1,
    write: (to: Buffer, at: number, value: string) => {
      to[at] = 1;
      to.write(value, at + 1);
    },
  },
} satisfies Record<string, Encoder<never>>;

/** In two halves where it is a number: making a `bigint` of each would cost more than all else here. */
function writeInt8(to: Buffer, at: number, value: number | bigint): void {
  if (typeof value === 'bigint') {
    to.writeBigInt64BE(value, at);
    return;
  }
  if (!Number.isSafeInteger(value))
    throw new RangeError(`Not an integer that PostgreSQL could keep: ${value}`);
  const high = Math.floor(value / 2 ** 32);
  to.writeInt32BE(high, at);
  to.writeUInt32BE(value - high * 2 ** 32, at + 4);
}

function textual(oid: number): Encoder<string> {
  return {
    oid,
    size: (value) => Buffer.byteLength(value),
    write: (to, at, value) => void to.write(value, at),
  };
}

function fixed<Value>(oid: number, size: number, write: Encoder<Value>['write']): Encoder<Value> {
  return { oid, size: () => size, write };
}

type Encoders = typeof encoders;
type ValueOf<Name extends keyof Encoders> = Encoders[Name] extends Encoder<infer Value> ? Value : never;

/**
 * One-dimensional array of `type` as a binary parameter; cast the placeholder (`$1::int8[]`).
 * Text must hold no NUL character (PostgreSQL has none).
 */
export function binaryArray<Name extends keyof Encoders>(
  type: Name,
  values: readonly (ValueOf<Name> | null)[],
): Buffer {
  const encoder = encoders[type] as unknown as Encoder<ValueOf<Name>>;
  const sizes = new Int32Array(values.length);
  let total = 20 + 4 * values.length;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] as ValueOf<Name> | null;
    sizes[i] = value === null ? -1 : encoder.size(value);
    if (value !== null) total += sizes[i] as number;
  }
  const buffer = Buffer.allocUnsafe(total);
  const empty = values.length === 0;
  buffer.writeInt32BE(empty ? 0 : 1, 0);
  buffer.writeInt32BE(values.includes(null) ? 1 : 0, 4);
  buffer.writeInt32BE(encoder.oid, 8);
  if (empty) return buffer.subarray(0, 12);
  buffer.writeInt32BE(values.length, 12);
  buffer.writeInt32BE(1, 16);
  let at = 20;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] as ValueOf<Name> | null;
    const size = sizes[i] as number;
    buffer.writeInt32BE(size, at);
    at += 4;
    if (value === null) continue;
    encoder.write(buffer, at, value);
    at += size;
  }
  return buffer;
}

/** The fields of `Row` that may be a column of this type, and the types of such columns by field. */
type ColumnTypes<Row> = {
  [Field in keyof Row]?: {
    [Name in keyof Encoders]: Row[Field] extends ValueOf<Name> | null ? Name : never;
  }[keyof Encoders];
};

/** Rows as columns for `unnest`: a binary array for each field that is named, in that order. */
export function binaryColumns<Row extends object>(rows: readonly Row[], types: ColumnTypes<Row>): Buffer[] {
  return Object.entries(types).map(([field, type]) =>
    binaryArray(
      type as keyof Encoders,
      rows.map((row) => row[field as keyof Row] as never),
    ),
  );
}

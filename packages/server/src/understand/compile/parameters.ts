// What a query is given beside its text. No word that a person wrote ever stands in the text itself.

/** A value goes in as the engine's type; equal ones share a name, so that equal questions have equal texts. */
export type Bind = (type: ParameterType, value: unknown) => string;
type ParameterType =
  | 'String'
  | 'Bool'
  | 'Float64'
  | 'Int64'
  | 'UInt8'
  | 'UInt32'
  | 'UInt64'
  | 'Identifier'
  | 'Array(String)'
  | 'Array(Float64)'
  | 'Array(Int64)'
  | 'Array(UInt8)'
  | 'Array(UInt64)';

export type Parameters = { bind: Bind; values: Record<string, unknown> };

export function openParameters(): Parameters {
  const names = new Map<string, string>();
  const values: Record<string, unknown> = {};
  return {
    values,
    bind(type, value) {
      const key = `${type} ${JSON.stringify(value, (_name, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part))}`;
      let name = names.get(key);
      if (name === undefined) {
        name = `p${names.size}`;
        names.set(key, name);
        values[name] = toParameter(type, value);
      }
      return `{${name}:${type}}`;
    },
  };
}

/** A whole number beyond 2^53 would be refused as inexact; as a double it is what was meant. */
const toParameter = (type: ParameterType, value: unknown): unknown =>
  type === 'Float64' ? String(value) : value;

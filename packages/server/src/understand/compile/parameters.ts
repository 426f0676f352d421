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
      // A parameter is two more steps for the engine wherever it stands, and of these numbers there are many.
      if (type === 'Float64') return numberText(value);
      if (type === 'UInt8') return wholeText(value);
      const key = `${type} ${JSON.stringify(value, (_name, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part))}`;
      let name = names.get(key);
      if (name === undefined) {
        name = `p${names.size}`;
        names.set(key, name);
        values[name] = value;
      }
      return `{${name}:${type}}`;
    },
  };
}

/** A number as the engine reads a double: with a point, since whole numbers beyond 2^53 would be others. */
function numberText(value: unknown): string {
  const number = Number(value);
  if (!Number.isFinite(number)) throw new Error('A definition holds a number that is none');
  const text = String(number);
  return /[.e]/.test(text) ? text : `${text}.`;
}

/** A whole number in the text. */
export function wholeText(value: unknown): string {
  if (!Number.isSafeInteger(value)) throw new Error('A definition holds a number that is not whole');
  return String(value);
}

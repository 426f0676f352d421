// Texts as dates, and texts in lower case, as definitions mean them: stricter than the engine's own functions.

const shape = String.raw`^(\d{4})-(\d{2})-(\d{2})(?:T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?(?:Z|([+-])(0\d|1[0-4]):([0-5]\d)))?$`;
const pattern = `'${shape.replaceAll('\\', '\\\\')}'`;

/** Nullable(Int64): milliseconds since 1970 of a text that is a date; null for others. */
export function dateMsSql(text: string): string {
  const parts = `extractGroups(ifNull(${text}, ''), ${pattern})`;
  // The engine takes 30 February for 2 March: a day that exists is written the same again.
  const parse = `(g, d) -> if(empty(g) or toString(d) != concat(g[1], '-', g[2], '-', g[3]) or toInt32(g[1]) not between 1900 and 2299
    or (g[9] = '14' and g[10] != '00'), null,
    toInt64(toInt32(d)) * 86400000 + toInt64OrZero(g[4]) * 3600000 + toInt64OrZero(g[5]) * 60000 + toInt64OrZero(g[6]) * 1000
      + toInt64OrZero(substring(rightPad(g[7], 3, '0'), 1, 3)) - if(g[8] = '-', -1, 1) * (toInt64OrZero(g[9]) * 3600000 + toInt64OrZero(g[10]) * 60000))`;
  const day = `makeDate32(toInt32OrZero(g[1]), toInt32OrZero(g[2]), toInt32OrZero(g[3]))`;
  return `arrayMap(${parse}, [${parts}], arrayMap(g -> ${day}, [${parts}]))[1]`;
}

/**
 * Nullable(String): each code point in lower case, where that is one code point. The engine writes İ as two, and Σ by what
 * stands beside it; and it takes a missing text apart into none, which would be an empty text again.
 */
export const loweredSql = (text: string): string =>
  `if(isNull(${text}), null, arrayStringConcat(arrayMap(part -> lowerUTF8(part), splitByString('İ', replaceAll(assumeNotNull(${text}), 'Σ', 'σ'))), 'İ'))`;

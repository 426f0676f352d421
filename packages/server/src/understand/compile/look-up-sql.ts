// Look-ups as SQL: UInt8 of a row of events, whether a property names an object of the catalog that passes a test.
//
// Which objects pass is found out before (`understand/look-ups`) and comes here as their ids: no object is read while events
// are. What is left is whether one of the ids that the event names is one of those, which is a look into a set.
//
// An event names ids as the references of the catalog do: the property is one id or a list of them, and a list on the way to it
// stands for each of its elements: `products.product_id`. So at each name before the last a list is looked for as well.
import type { LookUp } from '@rapport/protocol';
import { listPropertyPlaces } from '../../connect/events/index.ts';
import type { Definition } from './definition-sql.ts';
import type { Bind } from './parameters.ts';
import type { Asking } from './test-sql.ts';
import { known, nowhere } from './value-sql.ts';

export function lookUpSql(
  lookUp: LookUp,
  { bind, lookedUp, parameterBytesMax }: Asking,
  row: Definition['row'],
): string {
  const ids = lookedUp(lookUp);
  if (ids.length === 0 || lookUp.property === nowhere) return '0';
  const texts = isOneOf(ids, (some) => bind('Array(String)', some), parameterBytesMax);
  const numbers = isOneOf(
    ids.filter((id) => isNumberText(id)),
    // Exact only this way: the engine reads the doubles of a list with less care than those of a text.
    (some) => `cast(${bind('Array(String)', some)}, 'Array(Float64)')`,
    parameterBytesMax,
  );
  const isText = `startsWith(v, '"') and ${texts('JSONExtractString(v)')}`;
  // 0 and −0 are one number, and two in a set.
  const isNumber = numbers(known('toFloat64OrNull(v) + 0'));
  const passes =
    isNumber === '0' ? isText : `((${isText}) or (isNotNull(toFloat64OrNull(v)) and ${isNumber}))`;
  return `arrayExists(v -> ${passes}, ${row(namedSql(lookUp.property, bind, row))})`;
}

/** The id that a number means: as JavaScript writes it. */
const isNumberText = (id: string): boolean => Number.isFinite(Number(id)) && String(Number(id)) === id;

/** Whether an expression is one of these, given in as many parameters as are needed. */
function isOneOf(
  ids: readonly string[],
  toSet: (some: readonly string[]) => string,
  bytesMax: number,
): (expression: string) => string {
  const sets = divide(ids, bytesMax).map(toSet);
  return (expression) =>
    sets.length === 0 ? '0' : `(${sets.map((set) => `${expression} in ${set}`).join(' or ')})`;
}

/** Quotes, a comma, and before each sign perhaps a backslash. */
const bytesOf = (id: string): number => 2 * Buffer.byteLength(id) + 3;

function divide(ids: readonly string[], bytesMax: number): string[][] {
  const parts: string[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const id of ids) {
    bytes += bytesOf(id);
    if (bytes > bytesMax || parts.length === 0) {
      parts.push([]);
      bytes = bytesOf(id);
    }
    parts.at(-1)?.push(id);
  }
  return parts;
}

/** Array(String): what lies at the path, and in each element of a list on the way or at its end, as JSON text. */
function namedSql(path: string, bind: Bind, row: Definition['row']): string {
  const places = listPropertyPlaces(path);
  const [own, ...before] = places.toReversed();
  const text = (place: string): string => row(`ifNull(toJSONString(${bind('Identifier', place)}), '')`);
  const inLists = before.map(({ place, inside }) =>
    inside.reduce(
      (found, name) => {
        const inner = `arrayMap(e -> JSONExtractRaw(e, ${bind('String', name)}), ${found})`;
        return `arrayFlatten(arrayMap(e -> ${elementsSql('e')}, ${inner}))`;
      },
      listSql(text(place)),
    ),
  );
  const at = elementsSql(text((own as { place: string }).place));
  return inLists.length === 0 ? at : `arrayConcat(${[at, ...inLists].join(', ')})`;
}

const listSql = (json: string): string =>
  `if(startsWith(${json}, '['), JSONExtractArrayRaw(${json}), cast([], 'Array(String)'))`;
/** Each element of a list; of what is none, it alone. */
const elementsSql = (json: string): string =>
  `if(startsWith(${json}, '['), JSONExtractArrayRaw(${json}), [${json}])`;

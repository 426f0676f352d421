// Look-ups as SQL: UInt8 of a row of events, whether a property names an object of the catalog that passes a test.
//
// Which objects pass is found out before (`understand/look-ups`) and comes here as their ids: no object is read while events
// are. What is left is whether one of the ids that the event names is one of those, which is a look into a set.
//
// An event names ids as the references of the catalog do: the property is one id or a list of them, and a list on the way to it
// stands for each of its elements: `products.product_id`. So at each name before the last a list is looked for as well.
//
// To turn a list of objects into text costs the engine a hundred times as much as to read one of their names where it lies. So of
// lists that hold nothing but objects, with one value each, just these values are read; the others, which are rare, go by their
// text. The engine works that out for their rows only, as long as it stands in no expression with a name.
import type { LookUp } from '@rapport/protocol';
import { listPropertyPlaces } from '../../connect/events/index.ts';
import type { Definition } from './definition-sql.ts';
import type { Bind } from './parameters.ts';
import type { Asking } from './test-sql.ts';
import { known, nowhere, type ValueSql } from './value-sql.ts';

/** `value`: what lies at the path of the property. */
export function lookUpSql(
  lookUp: LookUp,
  value: ValueSql,
  { bind, lookedUp, parameterBytesMax }: Asking,
  row: Definition['row'],
): string {
  const ids = lookedUp(lookUp);
  if (ids.length === 0 || lookUp.property === nowhere) return '0';
  const passing = toPassing(ids, bind, parameterBytesMax);
  const [own, ...before] = listPropertyPlaces(lookUp.property).toReversed();
  const place = bind('Identifier', own?.place);
  const inList = `arrayExists(v -> ${passing.json('v')}, JSONExtractArrayRaw(${textSql(place)}))`;
  const alone = `(${passing.text(value.text)} or ${passing.number(value.number)})`;
  const at = row(`if(${row(`startsWith(dynamicType(${place}), 'Array(')`)}, ${inList}, ${alone})`);
  const inLists = before.map((one) => row(inListSql(one, passing, bind, row)));
  return [at, ...inLists].join(' or ');
}

/** Whether an expression is one of the ids: a Nullable text, a Nullable number, or a value as JSON text. */
type Passing = Record<'text' | 'number' | 'json', (expression: string) => string>;

function toPassing(ids: readonly string[], bind: Bind, bytesMax: number): Passing {
  const texts = divide(ids, bytesMax).map((some) => bind('Array(String)', some));
  // Exact only this way: the engine reads the doubles of a list with less care than those of a text.
  const numbers = divide(ids.filter(isNumberText), bytesMax).map(
    (some) => `cast(${bind('Array(String)', some)}, 'Array(Float64)')`,
  );
  const isIn = (expression: string, sets: readonly string[]): string =>
    sets.length === 0 ? '0' : `(${sets.map((set) => known(`${expression} in ${set}`)).join(' or ')})`;
  const text = (expression: string): string => isIn(expression, texts);
  // 0 and −0 are one number, and two in a set.
  const number = (expression: string): string => isIn(`(toFloat64(${expression}) + 0)`, numbers);
  const json = (v: string): string =>
    `if(startsWith(${v}, '"'), ${text(`JSONExtractString(${v})`)}, ${number(`toFloat64OrNull(${v})`)})`;
  return { text, number, json };
}

/** The id that a number means: as JavaScript writes it. */
const isNumberText = (id: string): boolean => Number.isFinite(Number(id)) && String(Number(id)) === id;

/** Quotes, a comma, and before each sign perhaps a backslash. */
const bytesOf = (id: string): number => 2 * Buffer.byteLength(id) + 3;

/** In as many parameters as are needed. */
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

type Place = ReturnType<typeof listPropertyPlaces>[number];

/** UInt8: a list lies at the place, and inside one of its elements an id that passes. */
function inListSql({ place, inside }: Place, passing: Passing, bind: Bind, row: Definition['row']): string {
  const list = bind('Identifier', place);
  const objects = `${place}.:\`Array(JSON)\``;
  const at = (names: readonly string[], type = ''): string =>
    bind('Identifier', [objects, ...names].join('.') + type);
  const lists = inside.map(
    (_, i) => `arrayExists(d -> startsWith(dynamicType(d), 'Array('), ${at(inside.slice(0, i + 1))})`,
  );
  const type = row(`dynamicType(${list})`);
  const isOfObjects = `startsWith(${type}, 'Array(JSON')`;
  // Of an unusual type the list may be kept where its names cannot be read alone.
  const isOdd = row(
    `if(${isOfObjects}, empty(${at(inside)}) or ${lists.join(' or ')}, startsWith(${type}, 'Array(') and not startsWith(${type}, 'Array(Nullable('))`,
  );
  const numbers = ['Int64', 'UInt64', 'Float64'].map((of) =>
    existsSql(passing.number, at(inside, `.:\`${of}\``)),
  );
  const plain = [existsSql(passing.text, at(inside, '.:`String`')), ...numbers].join(' or ');
  const values = inside.reduce(
    (found, name) => {
      const inner = `arrayMap(e -> JSONExtractRaw(e, ${bind('String', name)}), ${found})`;
      return `arrayFlatten(arrayMap(e -> ${elementsSql('e')}, ${inner}))`;
    },
    `JSONExtractArrayRaw(${textSql(list)})`,
  );
  return `if(${isOdd}, ${existsSql(passing.json, values)}, ${plain})`;
}

const existsSql = (isOne: (expression: string) => string, values: string): string =>
  isOne('v') === '0' ? '0' : `arrayExists(v -> ${isOne('v')}, ${values})`;

const textSql = (place: string): string => `ifNull(toJSONString(${place}), '')`;
/** Each element of a list; of what is none, it alone. */
const elementsSql = (json: string): string =>
  `if(startsWith(${json}, '['), JSONExtractArrayRaw(${json}), [${json}])`;

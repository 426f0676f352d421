// What was compiled from a definition as lines that can be read: each clause on its own, as deep as it stands in brackets.

const clauses =
  'select|from|where|prewhere|group by|having|order by|settings|union all|(?:(?:any|left|right|inner|asof) )*join';
const token = new RegExp(String.raw`'(?:[^'\\]|\\.)*'|[()]|\s+(?:(${clauses})\b)?|[^\s()']+|'`, 'gi');

/** Nothing but white space changes, and none inside quotes. */
export function toLines(sql: string): string {
  let [depth, lines] = [0, ''];
  for (const [text, clause] of sql.trim().matchAll(token)) {
    if (text === '(') depth++;
    if (text === ')') depth--;
    if (clause !== undefined) lines += `\n${'  '.repeat(depth)}${clause}`;
    else lines += /^\s/.test(text) ? ' ' : text;
  }
  return lines;
}

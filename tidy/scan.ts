// Splits source text into code, strings and comments, so that a rule looks only at what it is about: `now()`
// in a comment is prose, in a string it may be SQL. It knows just enough of the grammar for that.

/** Three texts as long as the original; in each, what belongs to the other two is blank. Line breaks stay. */
export type Parts = { code: string; strings: string; comments: string };

type Kind = keyof Parts;

/** After these, a slash begins a regular expression and not a division. */
const beforeExpression =
  /(?:^|[(,=:[!&|?{;+~^%*-]|=>|\b(?:return|typeof|case|in|of|do|else|void|yield|await))$/;

/**
 * Splits TypeScript or JavaScript. The text between `${` and `}` of a template is code; regular expressions
 * count as strings, because nothing in them is a name.
 */
export function splitTypeScript(text: string): Parts {
  const marks = new Uint8Array(text.length);
  /** Open braces inside each `${` that we are in, innermost last. */
  const depths: number[] = [];
  let tail = '';
  let at = 0;
  const skip = (kind: Kind, length: number) => {
    marks.fill(kindNumber[kind], at, at + length);
    at += length;
    if (kind === 'strings') tail = 'x';
  };
  while (at < text.length) {
    const rest = text.slice(at, at + 2);
    const char = rest[0] ?? '';
    if (rest === '//') skip('comments', lengthTo(text, at, /\n|$/g, false));
    else if (rest === '/*') skip('comments', lengthTo(text, at + 2, /\*\//g) + 2);
    else if (char === "'" || char === '"')
      skip('strings', match(text, at, /(['"])(?:\\[\s\S]|(?!\1)[^\\\n])*\1?/y));
    else if (char === '`') skip('strings', templatePiece(text, at, depths));
    else if (char === '}' && depths.at(-1) === 0) {
      depths.pop();
      skip('strings', templatePiece(text, at, depths));
    } else if (char === '/' && beforeExpression.test(tail.trimEnd())) {
      skip('strings', match(text, at, /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/?[a-z]*/y));
    } else {
      const innermost = depths.length - 1;
      if (char === '{' && innermost >= 0) depths[innermost] = (depths[innermost] ?? 0) + 1;
      if (char === '}' && innermost >= 0) depths[innermost] = (depths[innermost] ?? 0) - 1;
      const seen = /\s/.test(char) ? ' ' : char;
      if (seen !== ' ' || !tail.endsWith(' ')) tail = (tail + seen).slice(-10);
      at += 1;
    }
  }
  return render(text, marks);
}

/** Splits SQL: line and block comments, quoted strings (also `$$` bodies, which are code here), the rest. */
export function splitSql(text: string): Parts {
  const marks = new Uint8Array(text.length);
  for (const found of text.matchAll(/--[^\n]*|\/\*[\s\S]*?\*\/|'(?:''|[^'])*'/g)) {
    const kind = found[0].startsWith("'") ? 'strings' : 'comments';
    marks.fill(kindNumber[kind], found.index, found.index + found[0].length);
  }
  return render(text, marks);
}

/** The number of the line in which a position lies, counted from 1. */
export function lineOf(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}

const kindNumber: Record<Kind, number> = { code: 0, strings: 1, comments: 2 };

/** The length of a template from a backtick or a closing brace up to its end or its next `${`. */
function templatePiece(text: string, start: number, depths: number[]): number {
  const length = match(text, start, /[`}](?:\\[\s\S]|\$(?!\{)|[^\\`$])*(?:`|\$\{)?/y);
  if (text.slice(start, start + length).endsWith('${')) depths.push(0);
  return length;
}

function match(text: string, start: number, pattern: RegExp): number {
  pattern.lastIndex = start;
  return pattern.exec(text)?.[0].length ?? 1;
}

function lengthTo(text: string, start: number, end: RegExp, including = true): number {
  end.lastIndex = start;
  const found = end.exec(text);
  if (found === null) return text.length - start;
  return found.index - start + (including ? found[0].length : 0);
}

function render(text: string, marks: Uint8Array): Parts {
  const parts: Parts = { code: '', strings: '', comments: '' };
  const kinds: Kind[] = ['code', 'strings', 'comments'];
  for (const kind of kinds) {
    const number = kindNumber[kind];
    parts[kind] = text.replace(/[^\n]/g, (char, position: number) =>
      marks[position] === number ? char : ' ',
    );
  }
  return parts;
}

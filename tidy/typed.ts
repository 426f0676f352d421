// The type checker is not talked out of its work.

import type { Rule } from './rule.ts';
import { lineOf, splitTypeScript } from './scan.ts';

export const noAny: Rule = {
  name: 'nothing has the type any, and no type error is silenced',
  check(path, text) {
    if (!/\.(tsx?|mjs)$/.test(path)) return [];
    const { code, comments } = splitTypeScript(text);
    return [
      [code, anyType, 'uses any; unknown and a parser are the honest way'] as const,
      [comments, silenced, 'silences the type checker'] as const,
    ].flatMap(([part, pattern, message]) =>
      [...part.matchAll(pattern)].map(({ index }) => ({ line: lineOf(text, index), message })),
    );
  },
};

/** `any` where a type stands, and the schema that gives it. Not `Promise.any(`, not a property called `any`. */
const anyType =
  /(?:[:<|&=]|\bas|\bsatisfies|\bextends|=>)\s*any\b(?!\s*[:(.?])|[,([]\s*any\b(?=\s*[>\]|&[])|\[\s*any\s*,|\bz\.any\(/g;

/** Comments that switch the checker off, and `any` in the types of a plain script. */
const silenced =
  /@ts-(?:ignore|nocheck|expect-error)\b|biome-ignore[^\n]*noExplicitAny|@(?:type|param|returns)\s*\{\s*any\b/g;

// The platform does not know what Rapport is about: its code could carry any other product.

import type { Rule } from './rule.ts';
import { lineOf } from './scan.ts';

/**
 * Words of the domain (ARCHITECTURE.md has the list of what each means). Left out are those that are also plain
 * words of computing, such as event, source, message, identifier, link, permission and view. A workspace is allowed: it is the tenant, and every
 * store function carries it.
 */
const domainWords = new Set([
  ...['profile', 'customer', 'consent', 'purpose', 'suppression', 'preference'],
  ...['segment', 'trait', 'audience', 'cohort', 'lineage', 'quarantine', 'inbox', 'stitching'],
  ...['journey', 'campaign', 'brand', 'unsubscribe'],
]);

export const platformIsNeutral: Rule = {
  name: 'no word of the domain stands in platform',
  check(path, text) {
    if (!/^packages\/server\/src\/platform\/.*\.ts$/.test(path)) return [];
    return [...text.matchAll(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g)]
      .filter(({ 0: word }) => domainWords.has(singular(word.toLowerCase())))
      .map(({ 0: word, index }) => ({ line: lineOf(text, index), message: `says "${word}"` }));
  },
};

function singular(word: string): string {
  return word.endsWith('s') ? word.slice(0, -1) : word;
}

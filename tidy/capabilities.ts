// A capability is a folder with a face and a page: index.ts for the code, README.md for the reader.

import type { Rule, Tree } from './rule.ts';
import { lineOf, splitSql } from './scan.ts';

const capability = /^packages\/server\/src\/(?:respect|connect|understand|engage)\/[^/]+\//;

export const capabilityFolders: Rule = {
  name: 'each capability has an index.ts and a README.md',
  check(path, _text, tree) {
    const folder = capability.exec(path)?.[0];
    if (folder === undefined || path !== firstUnder(folder, tree)) return [];
    return ['index.ts', 'README.md']
      .filter((name) => !tree.has(folder + name))
      .map((name) => ({ line: 1, message: `lies in ${folder}, which has no ${name}` }));
  },
};

export const capabilityPlaces: Rule = {
  name: 'server code lies in the platform, in a capability, or at the top with main.ts, which knows them all',
  check(path) {
    if (!path.startsWith('packages/server/src/') || path.endsWith('.md')) return [];
    const known = /^packages\/server\/src\/(?:[^/]+\.ts$|(?:cli|openapi|testing)\/|platform\/[^/]+\/)/;
    return known.test(path) || capability.test(path) ? [] : [{ line: 1, message: 'lies outside the house' }];
  },
};

export const tablesAreDescribed: Rule = {
  name: 'each table is named in the README of a server folder',
  check(path, text, tree) {
    if (!/^packages\/server\/migrations[^/]*\/.*\.sql$/.test(path)) return [];
    const described = describedNames(tree);
    return findTables(text)
      .filter(({ name }) => !described.has(name) && !isDroppedLater(name, path, tree))
      .map(({ name, line }) => ({
        line,
        message: `creates ${name}, which no README under packages/server names`,
      }));
  },
};

/** Tables and kept views that a migration creates. A partition belongs to its table and is left out. */
export function findTables(text: string): { name: string; line: number }[] {
  const { code } = splitSql(text);
  const create =
    /\bcreate\s+(?:or\s+replace\s+)?(?:unlogged\s+)?(?:table|materialized\s+view|dictionary)\s+(?:if\s+not\s+exists\s+)?(?:\w+\.)?["`]?(\w+)["`]?(\s+partition\s+of\b)?/gi;
  return [...code.matchAll(create)].flatMap(({ 1: name, 2: partition, index }) =>
    name === undefined || partition !== undefined ? [] : [{ name, line: lineOf(text, index) }],
  );
}

function isDroppedLater(name: string, path: string, tree: Tree): boolean {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const drop = new RegExp(
    `\\bdrop\\s+(?:table|view|materialized\\s+view|dictionary)\\s+(?:if\\s+exists\\s+)?${name}\\b`,
    'i',
  );
  return [...tree].some(
    ([other, text]) => other > path && other.startsWith(folder) && drop.test(splitSql(text).code),
  );
}

const described = new WeakMap<Tree, Set<string>>();

/** All names in backticks in the READMEs of the server. */
function describedNames(tree: Tree): Set<string> {
  const known = described.get(tree);
  if (known !== undefined) return known;
  const names = new Set<string>();
  for (const [path, text] of tree) {
    if (!/^packages\/server\/(?:.*\/)?README\.md$/.test(path)) continue;
    for (const { 1: name } of text.matchAll(/`(?:\w+\.)?(\w+)`/g)) names.add(name ?? '');
  }
  described.set(tree, names);
  return names;
}

function firstUnder(folder: string, tree: Tree): string | undefined {
  return [...tree.keys()].find((path) => path.startsWith(folder));
}

// Who may import whom. The layers of the server lie on each other in one order, a capability is entered through
// its index.ts, and the packages know of each other only what protocol says. Type imports count like others.

import { posix } from 'node:path';
import type { Finding, Rule, Tree } from './rule.ts';
import { lineOf, splitTypeScript } from './scan.ts';

const serverSource = 'packages/server/src/';
/** Lowest first: a layer imports itself and what is before it. */
const layers = ['platform', 'respect', 'connect', 'understand', 'engage'];

export const importDirection: Rule = {
  name: 'imports point down: platform ← respect ← connect ← understand ← engage ← main.ts and cli',
  check: (path, text) =>
    checkImports(path, text, ({ target }) =>
      target === undefined ? undefined : directionFault(path, target),
    ),
};

export const importEntry: Rule = {
  name: 'a capability is entered only through its index.ts',
  check: (path, text) =>
    checkImports(path, text, ({ target }) => {
      const unit = unitOf(target);
      if (unit === undefined || unit === unitOf(path)) return undefined;
      if (target === `${serverSource}${unit}/index.ts` || target === `${serverSource}${unit}`)
        return undefined;
      return `imports the inside of ${unit}; import its index.ts`;
    }),
};

export const importCircles: Rule = {
  name: 'no two capabilities need each other, not even by a detour',
  check(path, text, tree) {
    const own = unitOf(path);
    if (own === undefined || isTest(path)) return [];
    return checkImports(path, text, ({ target }) => {
      const unit = unitOf(target);
      if (unit === undefined || unit === own) return undefined;
      const way = findWay(unitGraph(tree), unit, own);
      return way === undefined ? undefined : `closes the circle ${[own, ...way].join(' → ')}`;
    });
  },
};

export const importSpecifiers: Rule = {
  name: 'a relative import names the file with its ending, as it is in the repository',
  check: (path, text) =>
    checkImports(path, text, ({ specifier, target }) =>
      target === undefined || /\.(tsx?|mjs|css|json|svg|png|woff2)(\?\w+)?$/.test(specifier)
        ? undefined
        : `imports '${specifier}', which does not end in .ts`,
    ),
};

export type Import = {
  line: number;
  specifier: string;
  /** The file it means, from the root of the repository; absent when it means a package. */
  target: string | undefined;
};

/** All static and dynamic imports of a TypeScript or JavaScript file; none for other files. */
export function findImports(path: string, text: string): Import[] {
  if (!/\.(tsx?|mjs)$/.test(path)) return [];
  const { code } = splitTypeScript(text);
  return [...code.matchAll(/(?<![.\w$])(?:from|import)\b/g)].flatMap(({ index }) => {
    const pattern = /(?:from|import(?:\s*\()?)\s*(['"])([^'"\n]+)\1/y;
    pattern.lastIndex = index;
    const specifier = pattern.exec(text)?.[2];
    return specifier === undefined
      ? []
      : [{ line: lineOf(text, index), specifier, target: resolve(path, specifier) }];
  });
}

/** Whether a file is run by tests only. */
export function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || /^packages\/(server\/src|console|browser)\/testing\//.test(path);
}

function resolve(path: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(path), specifier.replace(/\?\w+$/, ''));
  return undefined;
}

/** The capability a server file belongs to, such as `connect/inbox`; undefined outside the layers. */
function unitOf(path: string | undefined): string | undefined {
  if (!path?.startsWith(serverSource)) return undefined;
  const [layer = '', name = ''] = path.slice(serverSource.length).split('/');
  return layers.includes(layer) ? `${layer}/${name}` : undefined;
}

function directionFault(path: string, target: string): string | undefined {
  if (!target.startsWith(serverSource)) return undefined;
  const folder = target.slice(serverSource.length).split('/')[0] ?? '';
  if (folder === 'testing') {
    return isTest(path) || path.startsWith('bench/') ? undefined : 'imports testing, which is for tests only';
  }
  if (!path.startsWith(serverSource)) return undefined;
  const ownFolder = path.slice(serverSource.length).split('/')[0] ?? '';
  const [own, other] = [layers.indexOf(ownFolder), layers.indexOf(folder)];
  if (own === -1 || (own >= other && other !== -1)) return undefined;
  return `${ownFolder} imports ${folder}, which lies above it`;
}

const graphs = new WeakMap<Tree, Map<string, Set<string>>>();

/** Which capability imports which, tests left out. */
function unitGraph(tree: Tree): Map<string, Set<string>> {
  const known = graphs.get(tree);
  if (known !== undefined) return known;
  const graph = new Map<string, Set<string>>();
  for (const [path, text] of tree) {
    const unit = unitOf(path);
    if (unit === undefined || isTest(path)) continue;
    const targets = graph.get(unit) ?? new Set();
    graph.set(unit, targets);
    for (const { target } of findImports(path, text)) {
      const other = unitOf(target);
      if (other !== undefined && other !== unit) targets.add(other);
    }
  }
  graphs.set(tree, graph);
  return graph;
}

/** The shortest way from one capability to another along imports, both ends included. */
function findWay(graph: Map<string, Set<string>>, from: string, to: string): string[] | undefined {
  const ways = [[from]];
  const seen = new Set([from]);
  for (const way of ways) {
    const last = way.at(-1) ?? from;
    if (last === to) return way;
    for (const next of graph.get(last) ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return undefined;
}

/** Findings as a rule gives them, for the other files with rules about imports. */
export function checkImports(
  path: string,
  text: string,
  fault: (found: Import) => string | undefined,
): Finding[] {
  return findImports(path, text).flatMap((found) => {
    const message = fault(found);
    return message === undefined ? [] : [{ line: found.line, message }];
  });
}

// What the packages may know of each other and of the libraries below them.

import { builtinModules } from 'node:module';
import { checkImports, type Import, isTest } from './imports.ts';
import type { Rule, Tree } from './rule.ts';

export const packageBorders: Rule = {
  name: 'console knows only protocol, and protocol knows nobody and does no input or output',
  check: (path, text) => checkImports(path, text, (found) => borderFault(path, found)),
};

export const componentLibraryDoor: Rule = {
  name: 'the console reaches its component library only through src/ui',
  check: (path, text) =>
    checkImports(path, text, ({ specifier }) =>
      path.startsWith('packages/console/src/') &&
      !path.startsWith('packages/console/src/ui/') &&
      specifier.startsWith('@mantine/')
        ? `imports ${specifier}; import what src/ui makes of it`
        : undefined,
    ),
};

export const declaredDependencies: Rule = {
  name: 'a package imports only what its own package.json names',
  check: (path, text, tree) =>
    checkImports(path, text, ({ specifier, target }) => {
      if (target !== undefined || isBuiltin(specifier) || specifier.startsWith('#')) return undefined;
      const wanted = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
      const folder = packageOf(path);
      // Tests also use what the root installs for tests: browsers, generators of input, real clients.
      const folders = folder === '' || isTest(path) ? [folder, ''] : [folder];
      if (folders.some((each) => declares(tree, each, wanted))) return undefined;
      return `imports ${wanted}, which ${folder === '' ? '' : `${folder}/`}package.json does not name`;
    }),
};

function borderFault(path: string, { specifier, target }: Import): string | undefined {
  if (/^@rapport\/[^/]+\//.test(specifier)) return `imports the inside of a package: ${specifier}`;
  const own = packageOf(path);
  if (own !== '' && target !== undefined && packageOf(target) !== own) {
    // Tests may start the real server, and the browser that the console's tests start.
    const forTests = /^packages\/(server\/src|console\/testing)\//.test(target);
    return isTest(path) && forTests ? undefined : `imports ${target}, a file of another package`;
  }
  if (isTest(path)) return undefined;
  const ours = specifier.startsWith('@rapport/');
  if (own === 'packages/console') {
    if (ours && specifier !== '@rapport/protocol')
      return `imports ${specifier}; the console knows only protocol`;
    if (isBuiltin(specifier) && path.startsWith('packages/console/src/'))
      return `imports ${specifier} in a browser`;
  }
  if (own === 'packages/protocol') {
    if (ours) return `imports ${specifier}; protocol knows nobody`;
    if (isBuiltin(specifier)) return `imports ${specifier}; protocol does no input or output`;
  }
  return undefined;
}

/** The folder of the package that a file belongs to; empty for the root. */
function packageOf(path: string): string {
  return /^packages\/[^/]+(?=\/)/.exec(path)?.[0] ?? '';
}

function isBuiltin(specifier: string): boolean {
  return specifier.startsWith('node:') || builtinModules.includes(specifier);
}

function declares(tree: Tree, folder: string, name: string): boolean {
  const text = tree.get(folder === '' ? 'package.json' : `${folder}/package.json`);
  if (text === undefined) return false;
  const manifest: { name?: string; dependencies?: object; devDependencies?: object } = JSON.parse(text);
  return manifest.name === name || name in { ...manifest.dependencies, ...manifest.devDependencies };
}

// What is built with Vite, the console and the scripts for pages of other sites: whether a build is older than its sources, and building it.

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ownNode } from './packages.mjs';
import { quietly, run } from './steps.mjs';

/** What a change of does not change the build: tests, pages for readers, what is built or installed. */
const notBuilt = /^(node_modules|dist|dist-next|dist-old|screenshots|testing)$|\.test\.tsx?$|\.md$/;

/**
 * @typedef {{ name: string, folder: string, sources: string[], result: string }} Bundle
 * what it is called, the folder of its package, the folders that go into it, and a file of the build; all from the root
 */

/** @type {Bundle[]} */
export const bundles = [
  {
    name: 'the console',
    folder: 'packages/console',
    sources: ['packages/console', 'packages/protocol/src'],
    result: 'index.html',
  },
  {
    name: 'the card and the SDK',
    folder: 'packages/browser',
    sources: ['packages/browser'],
    result: 'rapport-view.js',
  },
];

/**
 * Whether what is built differs from what its sources, the wire types and the installed packages would
 * give now. Told by a hash of their contents, because file times say nothing after a clone or a checkout.
 * @param {string} root folder of the clone
 * @param {Bundle} bundle
 */
export function isStale(root, bundle) {
  const dist = join(root, bundle.folder, 'dist');
  if (!existsSync(join(dist, bundle.result)) || !existsSync(stampFile(dist))) return true;
  return readFileSync(stampFile(dist), 'utf8') !== sourcesHash(root, bundle);
}

/**
 * Builds it beside the old build and then puts it in its place, so that a running server never
 * serves half of it and a failed build leaves the old one.
 * @param {string} root folder of the clone
 * @param {Bundle} bundle
 */
export async function build(root, bundle) {
  const folder = join(root, bundle.folder);
  const [dist, next, old] = ['dist', 'dist-next', 'dist-old'].map((name) => join(folder, name));
  if (dist === undefined || next === undefined || old === undefined) return;
  const hash = sourcesHash(root, bundle);
  const vite = join(
    dirname(createRequire(join(folder, 'package.json')).resolve('vite/package.json')),
    'bin',
    'vite.js',
  );
  await quietly(
    `building ${bundle.name}${existsSync(dist) ? ', because its sources have changed' : ''}`,
    `Mend the error above in ${bundle.folder} and run the command again.`,
    () =>
      run(ownNode(root), [vite, 'build', '--outDir', 'dist-next', '--emptyOutDir', '--logLevel', 'warn'], {
        cwd: folder,
        env: { ...process.env, NODE_ENV: 'production' },
      }),
  );
  writeFileSync(stampFile(next), hash);
  rmSync(old, { recursive: true, force: true });
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(next, dist);
  rmSync(old, { recursive: true, force: true });
}

/** @param {string} dist */
function stampFile(dist) {
  return join(dist, '.built-from');
}

/**
 * @param {string} root
 * @param {Bundle} bundle
 */
function sourcesHash(root, { sources }) {
  const hash = createHash('sha256');
  const add = (/** @type {string} */ path) =>
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  for (const folder of sources) for (const path of filesUnder(root, folder)) add(path);
  add('package-lock.json');
  return hash.digest('hex');
}

/**
 * @param {string} root
 * @param {string} folder relative to the root
 * @returns {string[]} the files that go into the build, relative to the root, in a stable order
 */
function filesUnder(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => !notBuilt.test(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesUnder(root, path) : [path];
    });
}

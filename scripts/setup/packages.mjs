// The packages of the clone: whether what is installed is what package-lock.json says, and installing it.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPackages, readText } from './lock-file.mjs';
import { getNpm, installFromLock } from './npm.mjs';
import { quietly, SetupError } from './steps.mjs';

/**
 * Whether `node_modules` differs from what the lock file asks for. The answer comes from a stamp that holds
 * the lock file's hash, not from file times, which a clone or a checkout sets at will. Packages that somebody
 * installed by hand and that agree with the lock file are taken over as they are.
 * @param {string} root folder of the clone
 */
export function packagesAreStale(root) {
  const wanted = wantedStamp(root);
  if (existsSync(ownNode(root)) && readText(stampFile(root)) === wanted) return false;
  if (!installedAgreesWithLock(root) || ownNodeFault(root) !== undefined) return true;
  writeStamp(root, wanted);
  return false;
}

/**
 * Installs what the lock file says with `npm ci`, then makes sure that the pinned Node runtime is there.
 * @param {string} root folder of the clone
 */
export async function installPackages(root) {
  const npm = getNpm(root);
  await quietly(
    existsSync(stampFile(root))
      ? 'installing packages, because package-lock.json has changed (npm ci)'
      : 'installing packages, about 1.2 GB, once (npm ci)',
    'Mend what npm says above (network, disk space, rights in this folder) and run the command again.',
    () => installFromLock(root, npm),
  );
  const fault = ownNodeFault(root);
  if (fault !== undefined) {
    throw new SetupError(
      `npm has installed the packages, but not the Node runtime that Rapport is pinned to: ${fault}`,
      'It comes from the install script of the package "node". If `npm config get ignore-scripts` says true, run ' +
        '`npm ci --ignore-scripts=false`; otherwise run `npm rebuild node` and read what it says. There are ' +
        'runtimes for macOS and for Linux with glibc, on x64 and arm64.',
    );
  }
  writeStamp(root, wantedStamp(root));
}

/** @param {string} root */
export function ownNode(root) {
  return join(root, 'node_modules', '.bin', 'node');
}

/** @param {string} root */
function stampFile(root) {
  return join(root, 'node_modules', '.rapport-setup');
}

/** @param {string} root */
function wantedStamp(root) {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  return `${lock} ${process.platform}-${process.arch}\n`;
}

/**
 * @param {string} root
 * @param {string} stamp
 */
function writeStamp(root, stamp) {
  try {
    mkdirSync(join(root, 'node_modules'), { recursive: true });
    writeFileSync(stampFile(root), stamp);
  } catch {
    // Somebody who may only read this clone can still run what is installed; the next look just takes longer.
  }
}

/**
 * Whether npm's own record of what it installed names the packages and versions of the lock file. Packages that
 * the lock file calls optional may be absent: most of them are for other systems.
 * @param {string} root
 */
function installedAgreesWithLock(root) {
  const installed = readPackages(join(root, 'node_modules', '.package-lock.json'));
  const wanted = readPackages(join(root, 'package-lock.json'));
  if (installed === undefined || wanted === undefined) return false;
  const same = (/** @type {string} */ path) => installed[path]?.version === wanted[path]?.version;
  return (
    Object.keys(installed).every((path) => wanted[path] !== undefined && same(path)) &&
    Object.entries(wanted).every(
      ([path, entry]) =>
        !path.startsWith('node_modules/') || entry.optional || entry.devOptional || same(path),
    )
  );
}

/**
 * @param {string} root
 * @returns {string | undefined} what is wrong with the pinned Node, or undefined when it runs and is the pinned one
 */
function ownNodeFault(root) {
  const pinned = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).dependencies.node;
  if (!existsSync(ownNode(root))) return 'node_modules/.bin/node does not exist.';
  try {
    const version = execFileSync(ownNode(root), ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    if (version.trim() === `v${pinned}`) return undefined;
    return `node_modules/.bin/node is ${version.trim()}, not v${pinned}.`;
  } catch (error) {
    return `node_modules/.bin/node does not run (${error instanceof Error ? error.message.split('\n')[0] : error}).`;
  }
}

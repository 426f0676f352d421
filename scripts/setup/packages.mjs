// The packages of the clone: whether what is installed is what package-lock.json says, and installing it.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';
import { quietly, run, SetupError } from './steps.mjs';

const npmMajorMin = 10;

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
  const npm = outerNpm(root);
  assertNpmVersion(npm);
  await quietly(
    existsSync(stampFile(root))
      ? 'installing packages, because package-lock.json has changed (npm ci)'
      : 'installing packages, about 1.2 GB, once (npm ci)',
    'Mend what npm says above (network, disk space, rights in this folder) and run the command again.',
    () => install(root, npm),
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
 * @param {string} file
 * @typedef {{ version?: string, optional?: boolean, devOptional?: boolean, optionalDependencies?: object }} Locked
 * @returns {Record<string, Locked> | undefined}
 */
function readPackages(file) {
  const text = readText(file);
  return text === undefined ? undefined : JSON.parse(text).packages;
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

/**
 * Runs `npm ci`. npm 11 refuses a lock file that lacks packages for other systems, and whether it can be without
 * them depends on what the registry held for the one who wrote it. Then `npm install` does the same from the
 * same lock file, which it leaves as it is.
 * @param {string} root
 * @param {ReturnType<typeof outerNpm>} npm
 */
async function install(root, npm) {
  // Engines are not checked because the packages run under the pinned Node, not under the one npm runs with.
  // Development packages build the console and optional ones hold the databases' binaries: always both.
  const options = ['--loglevel=error', '--no-audit', '--no-fund', '--engine-strict=false'].concat([
    '--include=dev',
    '--include=optional',
  ]);
  const result = await run(npm.file, [...npm.args, 'ci', ...options], npm.options);
  if (result.code === 0 || !lacksOnlyOptional(root, result.output)) return result;
  return run(npm.file, [...npm.args, 'install', '--no-save', ...options], npm.options);
}

/**
 * Whether npm refused the lock file for nothing but packages that the locked ones call optional.
 * @param {string} root
 * @param {string} output of `npm ci`
 */
function lacksOnlyOptional(root, output) {
  const optional = Object.values(readPackages(join(root, 'package-lock.json')) ?? {}).flatMap((entry) =>
    Object.keys(entry.optionalDependencies ?? {}),
  );
  const missing = [...output.matchAll(/^npm (?:error|ERR!) Missing: (.+)@\S* from lock file$/gm)];
  const refused = /^npm (?:error|ERR!) (?:Missing|Invalid): /gm;
  return (
    missing.length > 0 &&
    missing.length === output.match(refused)?.length &&
    missing.every(({ 1: name = '' }) => optional.includes(name))
  );
}

/** @param {ReturnType<typeof outerNpm>} npm */
function assertNpmVersion({ file, args, options }) {
  const remedy = `Install Node 20 or newer, which brings npm (https://nodejs.org), and run the command again.`;
  let version = '';
  try {
    version = execFileSync(file, [...args, '--version'], {
      ...options,
      encoding: 'utf8',
      stdio: 'pipe',
    }).trim();
  } catch {
    throw new SetupError(
      'Rapport installs its packages with npm, and npm was not found or does not run.',
      remedy,
    );
  }
  if (Number.parseInt(version, 10) >= npmMajorMin) return;
  throw new SetupError(
    `Rapport needs npm ${npmMajorMin} or newer to install its packages; this is npm ${version}.`,
    remedy,
  );
}

/**
 * How to call npm: with the Node outside `node_modules`, because `npm ci` begins by removing the one inside.
 * @param {string} root
 * @returns {{ file: string, args: string[], options: import('node:child_process').SpawnOptions }}
 */
function outerNpm(root) {
  const { npm_execpath: npmCli = '', npm_node_execpath: node = '', PATH = '' } = process.env;
  const inside = join(root, 'node_modules') + sep;
  const path = PATH.split(delimiter).filter((folder) => !folder.startsWith(inside));
  const options = { cwd: root, env: { ...process.env, PATH: path.join(delimiter) } };
  // Under `npm run` these two variables name the npm and the Node that the caller chose.
  const known = npmCli.endsWith('npm-cli.js') && existsSync(node) && !node.startsWith(inside);
  return known ? { file: node, args: [npmCli], options } : { file: 'npm', args: [], options };
}

/**
 * @param {string} file
 * @returns {string | undefined} its text, or undefined when there is no such file
 */
function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

// Calling npm: which one, whether it is new enough, and the install itself.

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';
import { readPackages } from './lock-file.mjs';
import { run, SetupError } from './steps.mjs';

const npmMajorMin = 10;

/** @typedef {{ file: string, args: string[], options: import('node:child_process').SpawnOptions }} Npm how to call it */

/**
 * The npm to use: with the Node outside `node_modules`, because `npm ci` begins by removing the one inside.
 * @param {string} root folder of the clone
 * @returns {Npm}
 * @throws {SetupError} when there is no npm, or when it is too old
 */
export function getNpm(root) {
  const { npm_execpath: npmCli = '', npm_node_execpath: node = '', PATH = '' } = process.env;
  const inside = join(root, 'node_modules') + sep;
  const path = PATH.split(delimiter).filter((folder) => !folder.startsWith(inside));
  const options = { cwd: root, env: { ...process.env, PATH: path.join(delimiter) } };
  // Under `npm run` these two variables name the npm and the Node that the caller chose.
  const known = npmCli.endsWith('npm-cli.js') && existsSync(node) && !node.startsWith(inside);
  const npm = known ? { file: node, args: [npmCli], options } : { file: 'npm', args: [], options };
  assertNewEnough(npm);
  return npm;
}

/** @param {Npm} npm */
function assertNewEnough({ file, args, options }) {
  const remedy =
    'Install Node 20 or newer, which brings npm (https://nodejs.org), and run the command again.';
  let version = '';
  try {
    const given = {
      ...options,
      encoding: /** @type {const} */ ('utf8'),
      stdio: /** @type {const} */ ('pipe'),
    };
    version = execFileSync(file, [...args, '--version'], given).trim();
  } catch {
    throw new SetupError(
      'Rapport installs its packages with npm; npm was not found or does not run.',
      remedy,
    );
  }
  if (Number.parseInt(version, 10) >= npmMajorMin) return;
  throw new SetupError(`Rapport needs npm ${npmMajorMin} or newer; this is npm ${version}.`, remedy);
}

/**
 * Runs `npm ci`. npm 11 refuses a lock file that lacks packages for other systems, and whether it can hold them
 * depends on what the registry had for the one who wrote it. Then `npm install` does the same from the
 * same lock file, which it leaves as it is.
 * @param {string} root folder of the clone
 * @param {Npm} npm
 */
export async function installFromLock(root, npm) {
  const settings = ['--loglevel=error', '--no-audit', '--no-fund'];
  // The packages run under the pinned Node, so what they ask of the Node that npm runs with does not matter.
  settings.push('--engine-strict=false');
  // Development packages build the console, optional ones hold the databases' binaries: always both.
  settings.push('--include=dev', '--include=optional');
  const result = await run(npm.file, [...npm.args, 'ci', ...settings], npm.options);
  if (result.code === 0 || !lacksOnlyOptional(root, result.output)) return result;
  return run(npm.file, [...npm.args, 'install', '--no-save', ...settings], npm.options);
}

/**
 * Whether npm refused the lock file for nothing but packages that the locked ones call optional.
 * @param {string} root folder of the clone
 * @param {string} output of `npm ci`
 */
function lacksOnlyOptional(root, output) {
  const packages = Object.values(readPackages(join(root, 'package-lock.json')) ?? {});
  const optional = packages.flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
  const missing = [...output.matchAll(/^npm (?:error|ERR!) Missing: (.+)@\S* from lock file$/gm)];
  const refused = output.match(/^npm (?:error|ERR!) (?:Missing|Invalid): /gm) ?? [];
  const onlyOptional = missing.every(({ 1: name = '' }) => optional.includes(name));
  return missing.length > 0 && missing.length === refused.length && onlyOptional;
}

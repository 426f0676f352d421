// Every check there is, in one command: format and lint, types, house rules, then all tests. What this
// passes, CI passes: `.ci/run` calls it and nothing else. With arguments, only the tests under those paths:
//   npm test -- packages/server/src/connect packages/protocol/src/errors.test.ts

import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTests } from './test/run.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);

/** Test files are processes; more of them than cores only makes each slower, and each may hold databases. */
const concurrencyMax = 4;

const paths = process.argv.slice(2);
const startedAt = performance.now();
/** @type {string[]} */
const failed = [];

/**
 * @param {string} name
 * @param {() => boolean | Promise<boolean>} work true when the step has passed
 */
async function step(name, work) {
  const stepStartedAt = performance.now();
  process.stdout.write(`\n── ${name}\n`);
  const passed = await work();
  process.stdout.write(`── ${name}: ${passed ? 'passed' : 'FAILED'} in ${seconds(stepStartedAt)}\n`);
  if (!passed) failed.push(name);
}

/**
 * @param {string} program a program of node_modules/.bin
 * @param {string[]} args
 */
function passes(program, args) {
  const file = join('node_modules', '.bin', program);
  return spawnSync(file, args, { stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
}

/** @param {number} since milliseconds, as `performance.now()` gives them */
function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

/**
 * The test files to run: all, or those at and under the given paths.
 * @param {string[]} only paths of files and folders, relative to the root
 */
function testFiles(only) {
  const exclude = ['**/node_modules/**', '**/dist/**'];
  const all = globSync(['tidy/**/*.test.ts', 'packages/**/*.test.ts', 'bench/**/*.test.ts'], { exclude });
  const wanted = only.map((path) => path.replace(/^\.\//, '').replace(/\/$/, ''));
  return all
    .filter(
      (file) => wanted.length === 0 || wanted.some((path) => file === path || file.startsWith(`${path}/`)),
    )
    .sort();
}

const unknown = paths.find((path) => !existsSync(path));
if (unknown !== undefined) {
  process.stderr.write(`There is no file or folder ${unknown} to test.\n`);
  process.exit(1);
}

if (paths.length === 0) {
  const colors = process.stdout.isTTY ? 'force' : 'off';
  await step('format and lint (Biome)', () =>
    passes('biome', ['ci', '--error-on-warnings', '--max-diagnostics=100', `--colors=${colors}`]),
  );
  await step('types (tsc)', () => passes('tsc', ['-b']));
}
const files = testFiles(paths);
const kind = (/** @type {string} */ file) =>
  file.startsWith('tidy/') ? 'rules' : file.endsWith('.browser.test.ts') ? 'browser' : 'other';
const concurrency = Math.min(availableParallelism(), concurrencyMax);
await step('tests', () =>
  runTests([
    { title: 'house rules', files: files.filter((file) => kind(file) === 'rules'), concurrency },
    {
      title: 'unit and integration tests',
      files: files.filter((file) => kind(file) === 'other'),
      concurrency,
    },
    { title: 'browser tests', files: files.filter((file) => kind(file) === 'browser'), concurrency: 1 },
  ]),
);

process.stdout.write(
  failed.length === 0
    ? `\nAll checks passed in ${seconds(startedAt)}.\n`
    : `\nFAILED after ${seconds(startedAt)}: ${failed.join(', ')}.\n`,
);
process.exitCode = failed.length === 0 ? 0 : 1;

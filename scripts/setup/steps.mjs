// What the steps of the set-up share: an error with a remedy, and running a command under a one-line notice.

import { spawn } from 'node:child_process';

/** A set-up that cannot go on: what is wrong, and what the reader can do about it. */
export class SetupError extends Error {
  /**
   * @param {string} message what is wrong, a sentence
   * @param {string} remedy what to do now, a sentence
   */
  constructor(message, remedy) {
    super(message);
    this.remedy = remedy;
  }
}

/**
 * Runs a command quietly under one line: the notice first, the seconds behind it when it has ended.
 * Its output is shown only when it fails.
 * @param {string} notice what is being done, without a full stop
 * @param {string} remedy what to do when the command fails, a sentence
 * @param {string} file the program
 * @param {string[]} args its arguments
 * @param {import('node:child_process').SpawnOptions} options working directory and environment
 */
export async function runQuietly(notice, remedy, file, args, options) {
  const startedAt = performance.now();
  process.stdout.write(`rapport: ${notice} … `);
  const { code, output } = await run(file, args, options);
  if (code === 0) {
    process.stdout.write(`${((performance.now() - startedAt) / 1000).toFixed(1)} s\n`);
    return;
  }
  process.stdout.write(`failed\n\n${output.trimEnd()}\n`);
  throw new SetupError(`It stopped while ${notice}.`, remedy);
}

/**
 * @param {string} file
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<{ code: number, output: string }>}
 */
function run(file, args, options) {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const collect = (/** @type {Buffer} */ chunk) => {
      output += chunk;
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.on('error', (error) => resolve({ code: 1, output: `${output}${error.message}` }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

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
 * Does some work quietly under one line: the notice first, the seconds behind it when it has ended. What the work
 * has put out is shown only when it fails.
 * @param {string} notice what is being done, without a full stop
 * @param {string} remedy what to do when it fails, a sentence
 * @param {() => Promise<Result>} work
 */
export async function quietly(notice, remedy, work) {
  const startedAt = performance.now();
  process.stdout.write(`rapport: ${notice} … `);
  const { code, output } = await work();
  if (code === 0) {
    process.stdout.write(`${((performance.now() - startedAt) / 1000).toFixed(1)} s\n`);
    return;
  }
  process.stdout.write(`failed\n\n${output.trimEnd()}\n`);
  throw new SetupError(`It stopped while ${notice}.`, remedy);
}

/**
 * Runs a program to its end, without input. When this process is asked to end, the program is asked instead: it must
 * not go on writing into the clone behind the back of the next set-up.
 * @typedef {{ code: number, output: string }} Result exit code, and all output in the order it came
 * @param {string} file the program
 * @param {string[]} args its arguments
 * @param {import('node:child_process').SpawnOptions} options working directory and environment
 * @returns {Promise<Result>}
 */
export function run(file, args, options) {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const collect = (/** @type {Buffer} */ chunk) => {
      output += chunk;
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    const passOn = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
    process.on('SIGINT', passOn).on('SIGTERM', passOn);
    child.on('error', (error) => resolve({ code: 1, output: `${output}${error.message}` }));
    child.on('close', (code) => {
      process.off('SIGINT', passOn).off('SIGTERM', passOn);
      resolve({ code: code ?? 1, output });
    });
  });
}

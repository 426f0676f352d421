// Reading npm's records: the lock file, and what npm has noted about the last install in the same form.

import { readFileSync } from 'node:fs';

/** @typedef {{ version?: string, optional?: boolean, devOptional?: boolean, optionalDependencies?: object }} Locked */

/**
 * @param {string} file
 * @returns {Record<string, Locked> | undefined} place → package, or undefined when there is no such file
 */
export function readPackages(file) {
  const text = readText(file);
  return text === undefined ? undefined : JSON.parse(text).packages;
}

/**
 * @param {string} file
 * @returns {string | undefined} its text, or undefined when there is no such file
 */
export function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

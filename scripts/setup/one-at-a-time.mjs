// One set-up at a time in one clone: a lock folder with the holder's process id in it.
// It lies in the root of the clone and not in node_modules, because `npm ci` empties that.

import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { SetupError } from './steps.mjs';

const lockFolder = '.setup-lock';
const retryDelayMs = 200;
/** No set-up takes longer; also how long a holder that cannot be asked (another machine) is believed. */
const holderAgeMsMax = 20 * 60_000;

/**
 * Runs `work` while this process holds the lock of the clone, waiting for another holder to end first.
 * A lock whose holder has died is taken over.
 * @param {string} root folder of the clone
 * @param {() => Promise<void>} work
 */
export async function withLock(root, work) {
  const folder = join(root, lockFolder);
  await acquire(folder);
  try {
    await work();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} folder */
async function acquire(folder) {
  let told = false;
  while (!take(folder)) {
    const holder = readHolder(folder);
    if (isGone(folder, holder)) {
      clear(folder, holder);
      continue;
    }
    if (!told && holder !== '') {
      told = true;
      process.stdout.write(
        `rapport: waiting for the set-up that process ${holder.split('@')[0]} is doing here\n`,
      );
    }
    await delay(retryDelayMs);
  }
}

/**
 * @param {string} folder
 * @returns {boolean} whether the lock is now ours
 */
function take(folder) {
  try {
    mkdirSync(folder);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST') return false;
    throw new SetupError(
      `The set-up cannot write in this folder (${code}: ${folder}).`,
      'Run the command as the user who owns the folder, or make it writable.',
    );
  }
  writeFileSync(join(folder, 'holder'), `${process.pid}@${hostname()}`);
  return true;
}

/**
 * @param {string} folder
 * @returns {string} `pid@host`, or empty when the holder has not written its name yet or has just let go
 */
function readHolder(folder) {
  try {
    return readFileSync(join(folder, 'holder'), 'utf8');
  } catch {
    return '';
  }
}

/**
 * @param {string} folder
 * @param {string} holder
 * @returns {boolean} whether the holder can no longer let go by itself
 */
function isGone(folder, holder) {
  const [pid, host] = holder.split('@');
  const ageMs = Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  // A lock without a name is one that is being made this moment, or one whose maker died right there.
  if (holder === '') return ageMs > 5_000;
  if (host !== hostname()) return ageMs > holderAgeMsMax;
  try {
    process.kill(Number(pid), 0);
    return ageMs > holderAgeMsMax;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

/**
 * Removes a dead holder's lock. The rename makes sure that only one of several waiters does it, and the
 * second look that none removes the lock which another has just taken.
 * @param {string} folder
 * @param {string} holder the dead one
 */
function clear(folder, holder) {
  const aside = `${folder}-${process.pid}`;
  try {
    renameSync(folder, aside);
  } catch {
    return;
  }
  if (readHolder(aside) === holder) rmSync(aside, { recursive: true, force: true });
  else renameSync(aside, folder);
}

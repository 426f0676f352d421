// How files look from outside: length, names, the sentence they begin with, what a clone may not carry.

import type { Finding, Rule } from './rule.ts';
import { lineOf } from './scan.ts';

const linesMax = 600;
const architectureLinesMax = 300;
/** Written by tools or by other people, as they are. */
const notOurs = new Set(['package-lock.json', 'LICENSE']);
const isScript = (path: string) => /\.(tsx?|mjs)$/.test(path);

export const fileLength: Rule = {
  name: `no file is longer than ${linesMax} lines, and ARCHITECTURE.md not than ${architectureLinesMax}`,
  check(path, text) {
    const max = path === 'ARCHITECTURE.md' ? architectureLinesMax : linesMax;
    const lines = text.split('\n').length - 1;
    if (notOurs.has(path) || isData(path) || lines <= max) return [];
    return [{ line: max + 1, message: `has ${lines} lines; at most ${max} are allowed` }];
  },
};

export const openingSentence: Rule = {
  name: 'each source file begins with a comment that says what it is',
  check(path, text) {
    const begin = isScript(path)
      ? /^(?:#!.*\n)?(?:\/\/|\/\*\*?(?:\s*\*)?)\s*(?![\s@*]|biome-)\S+ \S+/
      : undefined;
    const expected = path.endsWith('.sql') ? /^-- *(?!!)\S+ \S+|^--!.*\n-- *\S+ \S+/ : begin;
    return expected === undefined || expected.test(text)
      ? []
      : [{ line: 1, message: 'has no opening sentence' }];
  },
};

/** Names that say nothing about what is inside; whatever is put there, more will follow. */
const emptyNames =
  /^(?:utils?|helpers?|common|types?|managers?|services?|misc|shared)$|-(?:utils?|helpers?|manager)$/;

export const telling: Rule = {
  name: 'files and folders are named for what they hold, in kebab-case',
  check(path) {
    return path.split('/').flatMap((segment): Finding[] => {
      const stem = segment.replace(/^\./, '').split('.')[0] ?? '';
      if (emptyNames.test(stem.toLowerCase()))
        return [{ line: 1, message: `"${segment}" does not say what it holds` }];
      if (isScript(path) && !/^\.?[a-z0-9$]+(?:[-.][a-z0-9$]+)*$/.test(segment)) {
        return [{ line: 1, message: `"${segment}" is not in kebab-case` }];
      }
      return [];
    });
  },
};

/** Folders that exist on one machine only. Spelled in pieces, so that this file does not break its own rule. */
const machineFolders = ['work', 'tmp', 'root', 'home', 'Users', 'mnt'];
const machinePath = new RegExp(`(?<![\\w.$)}\\]*~-])/(?:${machineFolders.join('|')})/[\\w.$-]`, 'g');

export const noMachinePaths: Rule = {
  name: 'no file names a folder of one machine or a registry of packages',
  check(path, text) {
    if (path === 'LICENSE' || isData(path)) return [];
    const lock = path === 'package-lock.json' ? /"resolved": "https?:/g : machinePath;
    return [...text.matchAll(lock)].map(({ 0: found, index }) => ({
      line: lineOf(text, index),
      message: `names ${found}`,
    }));
  },
};

/** Samples and recordings that tests read. */
function isData(path: string): boolean {
  return /\.(csv|ndjson|json|txt|svg|html|lock)$/.test(path) && path !== 'package-lock.json';
}

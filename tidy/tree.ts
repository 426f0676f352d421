// Reads the files that git knows or would add: the tree the house rules are about.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Tree } from './rule.ts';

export const root = dirname(import.meta.dirname);

/** Every tracked file and every new one that is not ignored, as it is on disk now. */
export function readTree(): Tree {
  // Git refuses to read a clone that another user owns; here it only lists names.
  const args = ['-c', 'safe.directory=*', 'ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const names = execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 64 << 20 }).split('\0');
  const paths = [...new Set(names)].filter((name) => name !== '' && existsSync(join(root, name))).sort();
  return new Map(paths.map((path) => [path, readText(path)]));
}

function readText(path: string): string {
  const bytes = readFileSync(join(root, path));
  return bytes.includes(0) ? '' : bytes.toString('utf8');
}

// The lock file must be whole: `npm ci` refuses one that lacks a package, and the machine that wrote it never
// notices, because for itself it had everything. Packages for other systems are the ones that go missing.

import type { Rule } from './rule.ts';
import { lineOf } from './scan.ts';

type Locked = { dependencies?: Record<string, string>; optionalDependencies?: Record<string, string> };

export const lockIsWhole: Rule = {
  name: 'package-lock.json holds every package it speaks of, also those for other systems',
  check(path, text) {
    if (path !== 'package-lock.json') return [];
    const packages: Record<string, Locked> = JSON.parse(text).packages;
    return Object.entries(packages).flatMap(([place, { dependencies, optionalDependencies }]) =>
      Object.keys({ ...dependencies, ...optionalDependencies })
        .filter((name) => !isLocked(name, place, packages))
        .map((name) => ({
          line: lineOf(text, text.indexOf(`"${place}"`)),
          message: `speaks of ${name} and does not hold it; the registry may lack this version of it`,
        })),
    );
  },
};

/** Whether a package finds another the way Node does: beside itself, then in each folder above. */
function isLocked(name: string, place: string, packages: Record<string, Locked>): boolean {
  for (let folder = place; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) {
    if (packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`] !== undefined) return true;
    if (folder === '') return false;
  }
}

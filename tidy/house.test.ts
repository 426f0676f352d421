// The house rules, held against the whole repository. What each rule catches is shown beside the rule.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { capabilityFolders, capabilityPlaces, tablesAreDescribed } from './capabilities.ts';
import { timeFromTheClock } from './clock.ts';
import { docsNamePaths } from './docs.ts';
import { importCircles, importDirection, importEntry, importSpecifiers } from './imports.ts';
import { componentLibraryDoor, declaredDependencies, packageBorders } from './packages.ts';
import { applyRule, type Rule } from './rule.ts';
import { fileLength, noMachinePaths, openingSentence, telling } from './shape.ts';
import { readTree } from './tree.ts';
import { noAny } from './typed.ts';
import { platformIsNeutral } from './words.ts';

const rules: Rule[] = [
  importDirection,
  importEntry,
  importCircles,
  importSpecifiers,
  packageBorders,
  componentLibraryDoor,
  declaredDependencies,
  capabilityPlaces,
  capabilityFolders,
  tablesAreDescribed,
  platformIsNeutral,
  timeFromTheClock,
  noAny,
  fileLength,
  openingSentence,
  telling,
  docsNamePaths,
  noMachinePaths,
];

const tree = readTree();

test('the tree is read', () => {
  assert.ok(tree.has('tidy/house.test.ts'), 'git lists the files of this clone');
});

for (const rule of rules) {
  test(rule.name, () => {
    const findings = applyRule(rule, tree);
    if (findings.length > 0) throw new Error(`\n${findings.join('\n')}\n`);
  });
}

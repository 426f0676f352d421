// All other pages, in each of their states.
import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { test } from 'node:test';
import { checkPages } from './page-checks.ts';
import { PAGE_GROUPS } from './pages.ts';

test('each group of pages has a file that looks at it', () => {
  const files = globSync('pages-*.test.ts', { cwd: import.meta.dirname });
  const groups = files.map((file) => file.slice('pages-'.length, -'.test.ts'.length));
  assert.deepEqual(groups.toSorted(), Object.keys(PAGE_GROUPS).toSorted());
});

checkPages(PAGE_GROUPS.other);

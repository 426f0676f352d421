// The pages tell the truth about configuration: the README's table is made from the code, and no page names a key
// that does not exist.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { configKeys } from './index.ts';

const root = join(import.meta.dirname, '../../../../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

type Key = { name: string; defaultText: string; text: string };

/** The keys with the comment above each and the default behind it, from the source itself. */
function listDocumentedKeys(): Key[] {
  const source = read('packages/server/src/platform/config/index.ts');
  const entries = source.matchAll(
    /\/\*\* ([^\n]+) \*\/\n {2}(RAPPORT_\w+): ([\s\S]*?)(?=\n {2}(?:\/\*\*|RAPPORT_)|\n\}\);)/g,
  );
  return [...entries].map(({ 1: text = '', 2: name = '', 3: form = '' }) => {
    const given = /\.default\('?([^')]*)'?\)/.exec(form)?.[1] ?? '';
    return { name, text, defaultText: given.replaceAll('_', '') };
  });
}

const toRow = ({ name, defaultText, text }: Key): string =>
  `| \`${name}\` | ${defaultText === '' ? '' : `\`${defaultText}\``} | ${text} |`;

test('each key has a comment that says what it is for', () => {
  assert.deepEqual(
    listDocumentedKeys().map(({ name }) => name),
    configKeys,
  );
});

test('the table of keys in README.md is the one that the code gives', () => {
  const table = ['| Variable | Default | Meaning |', '|---|---|---|', ...listDocumentedKeys().map(toRow)];
  const expected = table.join('\n');
  assert.ok(read('README.md').includes(expected), `README.md should hold this table:\n${expected}\n`);
});

test('no page names a key that does not exist', () => {
  const pages = execFileSync('git', ['ls-files', '--', '*.md'], { cwd: root, encoding: 'utf8' }).trim();
  for (const page of pages.split('\n')) {
    for (const [name] of read(page).matchAll(/\bRAPPORT_[A-Z_]+[A-Z]\b/g)) {
      assert.ok(configKeys.includes(name) || name.startsWith('RAPPORT_TEST_'), `${page} names ${name}`);
    }
  }
});

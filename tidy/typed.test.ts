// What the rule about types catches, and what it leaves alone.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noAny } from './typed.ts';

const count = (text: string) => noAny.check('packages/server/src/a.ts', text, new Map()).length;

test('the type any is caught wherever a type stands', () => {
  for (const text of [
    'let a: any;',
    'const a = b as any;',
    'const a = b as any as C;',
    'f<any>(b)',
    'type A = any;',
    'type A = string | any;',
    'type A = Record<string, any>;',
    'const a: any[] = [];',
    'type A = [any, string];',
    'const f = (a: any) => a;',
    'type F = () => any;',
    'const a: any = 1;',
    'const schema = z.any();',
  ]) {
    assert.equal(count(text), 1, text);
  }
});

test('the word any elsewhere is fine', () => {
  for (const text of [
    'Promise.any(a)',
    'const a = { any: 1 };',
    'const { all, any } = node;',
    '// any of them',
    "const a = 'as any';",
    'type A = { any: B[] };',
    'let a: anything;',
  ]) {
    assert.equal(count(text), 0, text);
  }
});

test('silencing the checker is caught', () => {
  for (const word of ['ts-ignore', 'ts-nocheck', 'ts-expect-error'])
    assert.equal(count(`// @${word} because`), 1);
  assert.equal(count('/** @param {any} a */'), 1);
  assert.equal(count('// biome-ignore lint/suspicious/noExplicitAny: why'), 1);
});

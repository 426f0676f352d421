// The scanner that the house rules stand on: what is code, what is a string, what is a comment.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lineOf, splitSql, splitTypeScript } from './scan.ts';

const words = (text: string) => text.split(/\s+/).filter((word) => word !== '');

test('comments and strings are not code', () => {
  const { code, strings, comments } = splitTypeScript(
    'const a = \'b // c\'; // d \'e\n/* f\ng */ h("i\\"j");\n',
  );
  assert.deepEqual(words(code), ['const', 'a', '=', ';', 'h(', ');']);
  assert.deepEqual(words(strings), ["'b", '//', "c'", '"i\\"j"']);
  assert.deepEqual(words(comments), ['//', 'd', "'e", '/*', 'f', 'g', '*/']);
});

test('what a template puts in is code, also with braces and templates inside', () => {
  const { code, strings } = splitTypeScript('f(`a ${b({ c: `d ${e}` })} g`, h)');
  assert.deepEqual(words(code), ['f(', 'b({', 'c:', 'e', '})', ',', 'h)']);
  assert.deepEqual(words(strings), ['`a', '${', '`d', '${', '}`', '}', 'g`']);
});

test('a slash divides after a value and begins a pattern before one', () => {
  assert.equal(splitTypeScript('a = b / c; // d').strings.trim(), '');
  assert.equal(splitTypeScript('return /[/\'"]/.test(x)').strings.trim(), '/[/\'"]/');
  assert.equal(splitTypeScript("x.match(/'/g) ? 'y' : z").code.trim(), 'x.match(    ) ?     : z');
});

test('an apostrophe in a text between tags ends with its line', () => {
  assert.match(splitTypeScript("<p>Don't</p>\n<b>{any}</b>").code, /any/);
});

test('all parts keep length and lines', () => {
  const text = "a('b')\n// c\n`d\ne`\n";
  for (const part of Object.values(splitTypeScript(text))) {
    assert.equal(part.length, text.length);
    assert.equal(part.split('\n').length, text.split('\n').length);
  }
  assert.equal(lineOf(text, text.indexOf('e')), 4);
});

test('comments and strings of SQL are not code', () => {
  const { code } = splitSql("select now() -- now\n, 'it''s now', /* now */ 1");
  assert.deepEqual(words(code), ['select', 'now()', ',', ',', '1']);
});

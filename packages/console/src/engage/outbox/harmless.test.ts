// Looking at a mail tells nobody: no image of one point, and no link that the frame would follow.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toHarmless } from './harmless.ts';

test('images of one point are taken out, others stay', () => {
  const pixel = '<img src="/m/o/x>y" width="1" height="1" alt="" style="display:block">';
  const ring = '<img src="/ring.png" width="100" height="1" alt="A ring">';
  const other = `<IMG height='0' width=0 src=x>`;
  assert.equal(toHarmless(`<p>${pixel}${ring}${other}</p>`), `<base target="_blank"><p>${ring}</p>`);
});

test('no link says where it opens but in a new window', () => {
  const mail =
    '<html><head><base href="https://shop.example" target="_self"></head><body><a href="/m/c/1" target="_self">Rings</a></body></html>';
  assert.equal(
    toHarmless(mail),
    '<html><head><base target="_blank"></head><body><a href="/m/c/1">Rings</a></body></html>',
  );
});

// Contrast by numbers that others publish, and the nearest colour that can be read, of any colour.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  contrastNeeded,
  contrastOf,
  contrastOnPages,
  isReadable,
  nearestReadable,
  type Shade,
  toColour,
  wordsOn,
} from './colours.ts';

const anyColour = fc
  .integer({ min: 0, max: 0xffffff })
  .map((number) => `#${number.toString(16).padStart(6, '0')}`);
const anyShade = fc.constantFrom<Shade>('light', 'dark');

test('contrast is what WCAG says it is', () => {
  for (const [one, other, ratio] of [
    ['#000000', '#ffffff', 21],
    ['#ffffff', '#ffffff', 1],
    ['#777777', '#ffffff', 4.48],
    ['#767676', '#ffffff', 4.54],
    ['#ff0000', '#ffffff', 4.0],
    ['#0000ff', '#ffffff', 8.59],
    ['#ffff00', '#000000', 19.56],
  ] as const) {
    assert.equal(Number(contrastOf(one, other).toFixed(2)), ratio, `${one} on ${other}`);
    assert.equal(contrastOf(one, other), contrastOf(other, one));
  }
});

test('the nearest colour that can be read can be read, and is the same where that one could', () => {
  fc.assert(
    fc.property(anyColour, anyShade, (colour, shade) => {
      const near = nearestReadable(colour, shade);
      assert.ok(contrastOnPages(near, shade) >= contrastNeeded, `${colour} became ${near}`);
      if (isReadable(colour, shade)) assert.equal(near, colour);
      assert.equal(nearestReadable(near, shade), near);
    }),
  );
});

/** Hue in degrees, by another way than the one that is tested. */
function hueOf(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) as [
    number,
    number,
    number,
  ];
  return (Math.atan2(Math.sqrt(3) * (green - blue), 2 * red - green - blue) * 180) / Math.PI;
}

test('it keeps its hue, and goes no further than it must', () => {
  for (const [colour, shade] of [
    ['#ff8800', 'light'],
    ['#00c2a8', 'light'],
    ['#3b2fb0', 'dark'],
    ['#8b0000', 'dark'],
  ] as const) {
    const near = nearestReadable(colour, shade);
    assert.notEqual(near, colour);
    assert.ok(Math.abs(hueOf(near) - hueOf(colour)) < 3, `${colour} became ${near}`);
    assert.ok(contrastOnPages(near, shade) < contrastNeeded + 0.1, `${near} is further than needed`);
  }
});

test('words on any colour can be read', () => {
  fc.assert(fc.property(anyColour, (colour) => contrastOf(colour, wordsOn(colour)) >= contrastNeeded));
  assert.equal(wordsOn('#ffee00'), '#000000');
  assert.equal(wordsOn('#3b2fb0'), '#ffffff');
});

test('a colour is written as six hexadecimal digits and in no other way', () => {
  assert.equal(toColour(' #AAbb00 '), '#aabb00');
  for (const other of ['#abc', 'red', '#aabbccdd', 'aabbcc', '#aabbcg', 'rgb(0,0,0)', ''])
    assert.equal(toColour(other), undefined);
});

// How much definitions come to: what was too much before neither holds up nor covers for others.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extentMax, findExcessive } from './extent.ts';

const segment = (name: string, definition: unknown) => ({ kind: 'segment', name, definition }) as never;
const members = (count: number, one: unknown = { everyone: true }) => ({
  all: Array.from({ length: count }, () => one),
});
const old = segment('old', members(extentMax + 10));

test('what grows beyond the limit is found, by itself or by what it asks', () => {
  assert.equal(findExcessive([segment('small', members(10))], []), undefined);
  assert.equal(findExcessive([old], [])?.name, 'old');
  const asked = segment('asked', members(400));
  const asking = segment('asking', members(6, { segment: 'asked' }));
  assert.equal(findExcessive([asked, asking], [asked])?.name, 'asking');
});

test('what was too much before keeps nobody from setting another, unless that is too much itself', () => {
  assert.equal(findExcessive([old, segment('small', members(10))], [old]), undefined);
  assert.equal(findExcessive([old, segment('large', members(extentMax + 5))], [old])?.name, 'large');
  assert.equal(findExcessive([segment('old', members(extentMax + 5))], [old]), undefined, 'it got smaller');
  assert.equal(findExcessive([segment('old', members(extentMax + 20))], [old])?.name, 'old');
});

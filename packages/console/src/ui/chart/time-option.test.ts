// What is drawn of figures: bars from zero, the highest named, the period before beside them, half people nowhere.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Palette } from './palette.ts';
import { chooseNamed, findHighest, toRound, toTimeOption } from './time-option.ts';

const palette = Object.fromEntries(
  ['main', 'soft', 'bad', 'before', 'text', 'quiet', 'line', 'floor', 'font'].map((name) => [name, name]),
) as Palette;
const words = { at: (index: number) => `day ${index}`, value: String };

test('the highest is where the whole bar is, and the later of two', () => {
  const known = { name: 'known', values: [1, 5, null, 2] };
  const anonymous = { name: 'anonymous', values: [7, 1, 8, 6] };
  assert.equal(findHighest([known]), 1);
  assert.equal(findHighest([known, anonymous]), 3);
  assert.equal(findHighest([{ name: 'known', values: [0, null] }]), undefined);
});

test('an axis names its ends, and few others', () => {
  assert.deepEqual([...chooseNamed(28)], [0, 9, 18, 27]);
  assert.deepEqual([...chooseNamed(2)], [0, 1]);
  assert.deepEqual([...chooseNamed(0)], [0]);
});

test('a common height is one whose half can be read', () => {
  assert.deepEqual([0, 1, 3, 26, 60, 61, 412].map(toRound), [2, 2, 4, 40, 60, 80, 600]);
});

test('bars begin at zero, whatever their values, and the period before is a line of its own', () => {
  const option = toTimeOption(
    { series: [{ name: 'now', values: [100, 101] }], before: { name: 'before', values: [99, null] } },
    words,
    palette,
  );
  const [now, before] = option.series as { type: string; data: unknown[] }[];
  assert.equal((option.yAxis as { min: number }).min, 0);
  assert.equal((option.yAxis as { minInterval?: number }).minInterval, 1);
  assert.deepEqual([now?.type, before?.type, before?.data], ['bar', 'line', [99, '-']]);
});

test('shares are no whole numbers, and their axis may have halves', () => {
  const { yAxis } = toTimeOption({ series: [{ name: 'share', values: [0.5, 0.25] }] }, words, palette);
  assert.equal((yAxis as { minInterval?: number }).minInterval, undefined);
});

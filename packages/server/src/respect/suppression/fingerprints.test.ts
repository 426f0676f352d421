// The table of fingerprints, held against a map.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { openFingerprints } from './fingerprints.ts';

/** Few values, so that they meet in one segment and in one slot; the ends of the range; and any. */
const half = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(0x7fffffff, -0x80000000, 1024, 2048, -1024),
  fc.integer({ min: -0x80000000, max: 0x7fffffff }),
);
const mark = fc.integer({ min: 0, max: 3 });
const step = fc.record({ kind: fc.constantFrom('add', 'set'), low: half, high: half, marks: mark });

test('It finds what was put in, with the marks it has now, and nothing else', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 400 }), fc.array(fc.tuple(half, half)), (steps, others) => {
      const table = openFingerprints();
      const oracle = new Map<string, number>();
      for (const { kind, low, high, marks } of steps) {
        const name = `${low} ${high}`;
        if (kind === 'add') table.add(low, high, marks);
        else table.set(low, high, marks);
        oracle.set(name, kind === 'add' ? (oracle.get(name) ?? 0) | marks : marks);
      }
      for (const { low, high } of steps) assert.equal(table.find(low, high), oracle.get(`${low} ${high}`));
      for (const [low, high] of others)
        assert.equal(table.find(low, high), oracle.get(`${low} ${high}`) ?? 0);
      for (const one of [1, 2])
        assert.equal(table.count(one), [...oracle.values()].filter((marks) => (marks & one) !== 0).length);
    }),
  );
});

test('It grows to 300,000 entries, loses none, and takes at most 24 bytes for each', () => {
  const table = openFingerprints();
  const lowOf = (i: number): number => Math.imul(i, 0x9e3779b1);
  const highOf = (i: number): number => Math.imul(i ^ 0x55555555, 0x85ebca6b) | 0;
  const count = 300_000;
  for (let i = 0; i < count; i += 1) table.add(lowOf(i), highOf(i), 1 + (i % 2));
  for (let i = 0; i < count; i += 1) assert.equal(table.find(lowOf(i), highOf(i)), 1 + (i % 2));
  for (let i = count; i < 2 * count; i += 1) assert.equal(table.find(lowOf(i), highOf(i)), 0);
  assert.equal(table.count(1) + table.count(2), count);
  assert.ok(table.bytes() / count <= 24.5, `${table.bytes() / count} bytes an entry`);
});

test('Slots of what was lifted are used again', () => {
  const table = openFingerprints();
  for (let i = 0; i < 200_000; i += 1) {
    table.add(0, i, 1);
    table.set(0, i, 0);
  }
  assert.equal(table.count(1), 0);
  assert.ok(table.bytes() < 1000, `${table.bytes()} bytes`);
});

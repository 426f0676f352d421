// What would turn an answer, held against trying every set of parts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { evaluate, listFlips } from './flips.ts';
import type { Formula } from './formula.ts';

const partsMax = 12;
const numRuns = Number(process.env.RAPPORT_RUNS ?? 600);

const arbitraryFormula: fc.Arbitrary<Formula> = fc.letrec<{ formula: Formula }>((tie) => {
  const several = fc.array(tie('formula'), { maxLength: 5 });
  return {
    formula: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      { weight: 6, arbitrary: fc.integer({ min: 0, max: partsMax - 1 }).map((place) => ({ place })) },
      { weight: 1, arbitrary: fc.boolean().map((always) => ({ always })) },
      { weight: 2, arbitrary: tie('formula').map((not) => ({ not })) },
      { weight: 3, arbitrary: several.map((of) => ({ least: of.length, of })) },
      { weight: 3, arbitrary: several.map((of) => ({ least: 1, of })) },
      {
        weight: 2,
        arbitrary: fc.tuple(fc.integer({ min: 1, max: 4 }), several).map(([least, of]) => ({ least, of })),
      },
      { weight: 2, arbitrary: several.map((one) => ({ one })) },
    ),
  };
}).formula;

const arbitraryNow = fc.array(fc.boolean(), { minLength: partsMax, maxLength: partsMax });

/** Every set of parts, the smallest first, then by place. */
const everySet: number[][] = Array.from({ length: 2 ** partsMax }, (_, bits) =>
  Array.from({ length: partsMax }, (_, place) => place).filter((place) => (bits >> place) & 1),
).sort((x, y) => x.length - y.length || compare(x, y));

function compare(x: number[], y: number[]): number {
  for (const [i, place] of x.entries()) if (place !== y[i]) return place - (y[i] as number);
  return 0;
}

/** Those that turn the answer when they turn, of which no smaller one does. */
function tryAll(formula: Formula, now: boolean[], fixed: readonly number[]): number[][] {
  const is = evaluate(formula, now);
  const found: number[][] = [];
  for (const set of everySet) {
    if (set.some((place) => fixed.includes(place))) continue;
    if (found.some((smaller) => smaller.every((place) => set.includes(place)))) continue;
    if (
      evaluate(
        formula,
        now.map((one, place) => (set.includes(place) ? !one : one)),
      ) !== is
    )
      found.push(set);
  }
  return found;
}

test('the smallest sets that turn an answer are found, and no others', () => {
  const arbitraryFixed = fc.uniqueArray(fc.integer({ min: 0, max: partsMax - 1 }), { maxLength: 3 });
  fc.assert(
    fc.property(arbitraryFormula, arbitraryNow, arbitraryFixed, (formula, now, fixed) => {
      const isFixed = (place: number): boolean => fixed.includes(place);
      assert.deepEqual(listFlips(formula, { now, isFixed }, 1000), tryAll(formula, now, fixed));
    }),
    { numRuns },
  );
});

test('of few parts in hundreds of groups what is found turns the answer, soon', () => {
  const parts = Array.from({ length: 12 }, (_, place) => ({ place }));
  const halves = Array.from({ length: 20 }, () => ({ least: 6, of: parts }));
  const now = parts.map(() => false);
  for (const least of [20, 10]) {
    const formula = { least, of: halves };
    const startedAt = performance.now();
    const flips = listFlips(formula, { now, isFixed: () => false }, 3);
    assert.ok(performance.now() - startedAt < 3000);
    assert.equal(flips.length, 3);
    for (const flip of flips) {
      assert.equal(flip.length, 6);
      assert.equal(
        evaluate(
          formula,
          now.map((is, place) => is !== flip.includes(place)),
        ),
        true,
      );
    }
  }
});

test('of many parts what is found turns the answer, soon', () => {
  const now = Array.from({ length: 400 }, (_, place) => place % 3 === 0);
  const groups = Array.from({ length: 20 }, (_, group) =>
    Array.from({ length: 20 }, (_, i) => ({ place: group * 20 + i })),
  );
  const halves: Formula = { least: 10, of: groups.map((of, i) => (i % 2 ? { one: of } : { least: 7, of })) };
  const startedAt = performance.now();
  const flips = listFlips(halves, { now, isFixed: () => false }, 3);
  assert.equal(flips.length, 3);
  for (const flip of flips) {
    const turned = now.map((one, place) => (flip.includes(place) ? !one : one));
    assert.notEqual(evaluate(halves, turned), evaluate(halves, now), `${flip}`);
  }
  assert.ok(performance.now() - startedAt < 5000);
});

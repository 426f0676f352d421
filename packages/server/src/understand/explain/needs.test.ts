// What a value would have to be for a part to turn, and by how much.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Condition } from '@rapport/protocol';
import { findNeed, isFixed } from './needs.ts';

const order = { name: 'Order Completed' };
const week = { ...order, in: { last: 'P7D' } };

test('each test has its need, and numbers have a distance', () => {
  const cases: [Condition, value: unknown, becomes: boolean, needed: unknown][] = [
    [{ events: week, count: { at_least: 3 } }, 2, true, { needs: { at_least: 3 }, by: 1 }],
    [{ events: week, count: { more_than: 3 } }, 2, true, { needs: { more_than: 3 }, by: 2 }],
    [{ events: week, count: { more_than: 2.5 } }, 2, true, { needs: { more_than: 2.5 }, by: 1 }],
    [{ events: week, count: { at_least: 3 } }, 5, false, { needs: { less_than: 3 }, by: -3 }],
    [{ events: week, count: { is: 0 } }, 0, false, { needs: { not: { is: 0 } } }],
    [{ events: week, sum: 'total', is: { at_least: 50 } }, 40.1, true, { needs: { at_least: 50 }, by: 9.9 }],
    [{ attribute: 'age', between: [20, 30] }, 18, true, { needs: { at_least: 20 }, by: 2 }],
    [{ attribute: 'age', between: [20, 30] }, 33, true, { needs: { at_most: 30 }, by: -3 }],
    [{ attribute: 'age', at_least: 18 }, undefined, true, { needs: { at_least: 18 } }],
    [{ attribute: 'plan', is: 'gold' }, 'free', true, { needs: { is: 'gold' } }],
    [{ attribute: 'plan', is: 'gold' }, 'gold', false, { needs: { not: { is: 'gold' } } }],
    [{ attribute: 'plan', not: { at_least: 3 } }, 4, true, { needs: { less_than: 3 }, by: -1 }],
    [{ trait: 'spent', less_than: 10 }, 4, false, { needs: { at_least: 10 }, by: 6 }],
    [{ attribute: 'plan', is: 'gold', for: 'P2D' }, 'gold', true, undefined],
    [{ attribute: 'plan', changed: { within: 'P2D' } }, 'gold', true, undefined],
    [{ said: 'yes', of: 'marketing.email' }, undefined, true, undefined],
  ];
  for (const [condition, value, becomes, needed] of cases)
    assert.deepEqual(findNeed(condition, value, becomes), needed, JSON.stringify(condition));
});

test('what was counted stays, unless a window lets it go', () => {
  const cases: [Condition, value: unknown, becomes: boolean, fixed: boolean][] = [
    [{ events: order, count: { at_least: 1 } }, 2, false, true],
    [{ events: order, count: { at_least: 3 } }, 2, true, false],
    [{ events: week, count: { at_least: 1 } }, 2, false, false],
    [{ events: { ...order, in: { from: '2026-01-01' } }, count: { is: 1 } }, 2, true, true],
    [{ events: order, count: { is: 2 } }, 2, false, false],
    [{ events: order, sum: 'total', is: { at_least: 1 } }, 2, false, false],
    [{ held_out: { of: 'holdout', percent: 5 } }, undefined, true, true],
    [{ attribute: 'plan', is: 'gold' }, 'gold', false, false],
  ];
  for (const [condition, value, becomes, fixed] of cases)
    assert.equal(isFixed(condition, value, becomes), fixed, JSON.stringify(condition));
});

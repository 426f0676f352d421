// The limits between groups, worked out from the values of all people.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TraitValue } from '@rapport/protocol';
import fc from 'fast-check';
import { nowMs, person, track, whoDid } from '../scenarios/scenario.ts';
import { limitsOf, traitValueOf } from './index.ts';
import { limitsAmong } from './scores.ts';

const asked = { momentMs: nowMs, zone: 'UTC' };

test('the smallest value that at least k of the groups do not exceed', () => {
  assert.deepEqual(limitsAmong([5, 1, 4, 2, 3], 5), [1, 2, 3, 4]);
  assert.deepEqual(limitsAmong([1, 2, 3], 2), [2]);
  assert.deepEqual(limitsAmong([1, 2, 3, 4], 3), [2, 3]);
  assert.deepEqual(limitsAmong([7, 7, 7, 8], 4), [7, 7, 7]);
  assert.deepEqual(limitsAmong([7], 3), [7, 7]);
  assert.equal(limitsAmong([], 3), undefined);
});

test('people without a number do not count', () => {
  const trait: TraitValue = { score: { trait: 'orders' }, groups: 2 };
  const people = [3, '9', undefined, 1, 2, 4].map((orders) => person({ traits: { orders } }));
  const limits = limitsOf(trait, people, asked);
  assert.deepEqual(limits, { value: [2] });
  assert.deepEqual(
    people.map((one) => traitValueOf(trait, one, { ...asked, limits })),
    [2, undefined, undefined, 1, 1, 2],
  );
  assert.deepEqual(limitsOf(trait, [], asked), { value: undefined });
});

test('an RFM compares those who have such an event', () => {
  const trait: TraitValue = { rfm: { name: 'Ordered' }, monetary: 'total', groups: 2 };
  const people = [
    person(),
    whoDid(track('Ordered', nowMs, { total: 5 })),
    whoDid(
      track('Ordered', nowMs - 9 * 86_400_000, { total: 50 }),
      track('Ordered', nowMs - 20 * 86_400_000),
    ),
  ];
  const limits = limitsOf(trait, people, asked);
  assert.deepEqual(limits, { recency: [0], frequency: [1], monetary: [5] });
  assert.deepEqual(
    people.map((one) => traitValueOf(trait, one, { ...asked, limits })),
    [undefined, '211', '122'],
  );
});

test('no group is larger than its share, where all values differ', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer(), { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 2, max: 10 }),
      (values, groups) => {
        const trait: TraitValue = { score: { trait: 'x' }, groups };
        const people = values.map((x) => person({ traits: { x } }));
        const limits = limitsOf(trait, people, asked);
        const scores = people.map((one) => traitValueOf(trait, one, { ...asked, limits }));
        for (let group = 1; group <= groups; group += 1) {
          const size = scores.filter((score) => score === group).length;
          assert.ok(size <= Math.ceil(values.length / groups), `${size} in group ${group}`);
        }
      },
    ),
  );
});

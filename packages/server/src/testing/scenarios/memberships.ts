// Scenarios of segments, lists, traits, permissions, and of chance.
import type { Condition } from '@rapport/protocol';
import type { Person } from '../oracle/index.ts';
import { dayMs, isTrueOf, nowMs, person } from './scenario.ts';

const week = 7 * dayMs;
/** Stays in the segment `loyal`, each from and until so long ago. */
const stayed = (...stays: [fromAgo: number, untilAgo?: number][]): Person =>
  person({
    stays: stays.map(([fromAgo, untilAgo]) => ({
      segment: 'loyal',
      enteredMs: nowMs - fromAgo,
      ...(untilAgo === undefined ? {} : { leftMs: nowMs - untilAgo }),
    })),
  });

const isIn: Condition = { segment: 'loyal' };
const entered: Condition = { segment: 'loyal', entered: { within: 'P7D' } };
const left: Condition = { segment: 'loyal', left: { within: 'P7D' } };
const segments: [name: string, of: Person, condition: Condition, expected: boolean][] = [
  ['in a segment', stayed([dayMs]), isIn, true],
  ['never in it', person(), isIn, false],
  ['in another', stayed([dayMs]), { segment: 'vip' }, false],
  ['was in it', stayed([dayMs, 1]), isIn, false],
  ['came in this very millisecond', stayed([0]), isIn, true],
  ['went out this very millisecond', stayed([dayMs, 0]), isIn, false],
  ['entered exactly 7 days ago', stayed([week]), entered, false],
  ['entered a millisecond later', stayed([week - 1]), entered, true],
  ['entered now', stayed([0]), entered, true],
  ['entered, left and entered: the last counts', stayed([week + 5, week + 3], [week - 1]), entered, true],
  ['entered lately, but left again', stayed([2, 1]), entered, false],
  ['entered long ago, left', stayed([week + 5, 1]), entered, false],
  ['never entered', person(), entered, false],
  ['left exactly 7 days ago', stayed([week + 5, week]), left, false],
  ['left a millisecond later', stayed([week + 5, week - 1]), left, true],
  ['left now', stayed([week + 5, 0]), left, true],
  ['left, but came back', stayed([5, 3], [1]), left, false],
  ['left twice, the last time lately', stayed([week + 5, week + 3], [5, 1]), left, true],
  ['never in it did not leave', person(), left, false],
];

const known = person({
  lists: ['testers'],
  traits: { orders: 3, tags: ['a'], nothing: null },
  permits: ['marketing.email'],
  said: { 'marketing.email': 'yes', 'marketing.sms': 'no' },
});
const others: [condition: Condition, expected: boolean][] = [
  [{ list: 'testers' }, true],
  [{ list: 'friends' }, false],
  [{ trait: 'orders', at_least: 3 }, true],
  [{ trait: 'orders', at_least: 4 }, false],
  [{ trait: 'tags', some: { is: 'a' } }, true],
  [{ trait: 'nothing', exists: false }, true],
  [{ trait: 'unknown', exists: false }, true],
  [{ trait: 'unknown', not: { is: 3 } }, true],
  [{ trait: 'constructor', exists: true }, false],
  [{ permits: 'marketing.email' }, true],
  [{ permits: 'marketing.sms' }, false],
  [{ said: 'yes', of: 'marketing.email' }, true],
  [{ said: 'no', of: 'marketing.email' }, false],
  [{ said: 'nothing', of: 'marketing.email' }, false],
  [{ said: 'no', of: 'marketing.sms' }, true],
  [{ said: 'yes', of: 'marketing.sms' }, false],
  [{ said: 'nothing', of: 'analytics' }, true],
  [{ said: 'no', of: 'analytics' }, false],
];

// Buckets worked out with `printf 'spring test\0%d' 1 | sha256sum`, the first 16 digits modulo 10,000.
const buckets: [id: number | bigint, salt: string, bucket: number][] = [
  [1, 'spring test', 8288],
  [2, 'spring test', 7775],
  [1, 'holdout', 9316],
  [42, 'próba', 8640],
  [9007199254740993n, 'holdout', 852],
  // 1.1 times 100 is a little more than 110 in doubles.
  [9790, 'holdout', 110],
];
const chance = buckets.flatMap(([id, of, bucket]) => {
  const lies = (name: string, condition: Condition, expected: boolean) =>
    isTrueOf(`${id} under ${of}: ${name}`, condition, person({ id }), expected);
  return [
    lies('from its bucket on', { bucket: { of, from: bucket, until: bucket + 1 } }, true),
    lies('until is excluded', { bucket: { of, from: 0, until: bucket } }, false),
    lies('from later on', { bucket: { of, from: bucket + 1, until: 10_000 } }, false),
    lies('held out at its percentage', { held_out: { of, percent: bucket / 100 } }, false),
    lies('held out above it', { held_out: { of, percent: (bucket + 1) / 100 } }, true),
    lies('nobody is held out', { held_out: { of, percent: 0 } }, false),
    lies('all are held out', { held_out: { of, percent: 100 } }, true),
  ];
});

export const memberships = [
  ...segments.map(([name, of, condition, expected]) => isTrueOf(name, condition, of, expected)),
  ...others.map(([condition, expected]) => isTrueOf(JSON.stringify(condition), condition, known, expected)),
  ...chance,
];

// Scenarios of what the purpose may see of a person's events: what was collected for it, and what a later consent covers.
import type { Condition, TraitValue } from '@rapport/protocol';
import type { Person } from '../oracle/index.ts';
import { dayMs, isTrueOf, isValueOf, nowMs, person, stored, told, track } from './scenario.ts';

const opened = (ago: number, snapshot?: Person['events'][number]['snapshot'], n = ago) => ({
  ...track('Opened', nowMs - ago, { n }),
  ...(snapshot && { snapshot }),
});
const who = (events: ReturnType<typeof opened>[], covered: Person['covered'] = []): Person =>
  person({ events: stored(...events), covered });

const of = { name: 'Opened' };
const count: TraitValue = { count: of };
/** From five days ago until three days ago. */
const covered = [{ fromMs: nowMs - 5 * dayMs, untilMs: nowMs - 3 * dayMs }];
const twice = [...covered, { fromMs: nowMs - 2 * dayMs, untilMs: nowMs - dayMs }];

const counted: [about: string, person: Person, expected: number][] = [
  ['collected for the purpose', who([opened(1, 'collected')]), 1],
  ['not collected for it, and not refused', who([opened(1, 'unrefused')]), 0],
  ['refused', who([opened(1, 'refused')]), 0],
  ['some of each', who([opened(1), opened(2, 'unrefused'), opened(3, 'refused'), opened(4)]), 2],
  ['covered by a consent', who([opened(4 * dayMs, 'unrefused')], covered), 1],
  ['covered from the first millisecond', who([opened(5 * dayMs, 'unrefused')], covered), 1],
  ['a millisecond before it', who([opened(5 * dayMs + 1, 'unrefused')], covered), 0],
  ['covered until the last millisecond', who([opened(3 * dayMs + 1, 'unrefused')], covered), 1],
  ['a millisecond after it', who([opened(3 * dayMs, 'unrefused')], covered), 0],
  ['in the second time that is covered', who([opened(1.5 * dayMs, 'unrefused')], twice), 1],
  ['between two times', who([opened(2.5 * dayMs, 'unrefused')], twice), 0],
  ['refused at a time that is covered', who([opened(4 * dayMs, 'refused')], covered), 0],
  ['collected at a time that is not', who([opened(9 * dayMs)], covered), 1],
];

const first: TraitValue = { first_value: 'n', of };
const last: TraitValue = { last_value: 'n', of };
const [early, late] = [opened(4 * dayMs, 'unrefused', 1), opened(dayMs, 'refused', 3)];
const between = opened(2 * dayMs, 'collected', 2);
const valued: [about: string, value: TraitValue, person: Person, expected: unknown][] = [
  ['the first that may be seen', first, who([early, between, late]), 2],
  ['the first, covered', first, who([early, between, late], covered), 1],
  ['the last that may be seen', last, who([early, between, late], covered), 2],
  ['different values of those', { list: 'n', of, at_most: 9 }, who([early, between, late], covered), [2, 1]],
  [
    'the zone of who has covered times',
    count,
    { ...who([early], covered), tellings: [told('timezone', 'UTC')] },
    1,
  ],
];

const twoSteps: Condition = { sequence: [of, of] };
const followed = [
  isTrueOf('two steps, of which one may not be seen', twoSteps, who([early, between]), false),
  isTrueOf('two steps, of which one is covered', twoSteps, who([early, between], covered), true),
  isTrueOf(
    'what may not be seen comes between nothing',
    { sequence: [of, { ...of, without: { ...of, where: [{ property: 'n', is: 3 }] } }] },
    who([opened(3, 'collected', 1), opened(2, 'refused', 3), opened(1, 'collected', 2)]),
    true,
  ),
];

export const permissions = [
  ...counted.map(([about, of, expected]) => isValueOf(about, count, of, expected)),
  ...valued.map(([about, value, of, expected]) => isValueOf(about, value, of, expected)),
  ...followed,
];

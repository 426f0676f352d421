// Scenarios of attributes over time: which telling wins, how long a value stood.
import type { Condition } from '@rapport/protocol';
import type { Telling } from '../oracle/index.ts';
import { dayMs, isTrueOf, nowMs, person, told } from './scenario.ts';

export type Row = [name: string, tellings: Telling[], condition: Condition, expected: boolean];
/** The plan as it was told so long ago. */
export const plan = (value: unknown, ago: number, more: Partial<Telling> = {}): Telling =>
  told('plan', value, nowMs - ago, more);
const isGold: Condition = { attribute: 'plan', is: 'gold' };
const isMissing: Condition = { attribute: 'plan', exists: false };

const winning: Row[] = [
  ['told this very millisecond', [plan('gold', 0)], isGold, true],
  ['told a millisecond later', [plan('gold', -1)], isMissing, true],
  ['the later one', [plan('gold', 1), plan('free', 2)], isGold, true],
  [
    'the higher rank, though earlier',
    [plan('gold', 2, { rank: 90 }), plan('free', 1, { rank: 50 })],
    isGold,
    true,
  ],
  [
    'the greater message id',
    [plan('gold', 1, { messageId: 'b' }), plan('free', 1, { messageId: 'a' })],
    isGold,
    true,
  ],
  [
    'the greater source',
    [plan('gold', 1, { messageId: 'a', sourceId: 2 }), plan('free', 1, { messageId: 'a', sourceId: 1 })],
    isGold,
    true,
  ],
  ['null wins too', [plan('gold', 2), plan(null, 1)], isMissing, true],
  ['not collected for the purpose', [plan('gold', 1, { permitted: false })], isMissing, true],
  [
    'nor does an older value take its place',
    [plan('gold', 2), plan('free', 1, { permitted: false })],
    isMissing,
    true,
  ],
  ['a loser that was not collected', [plan('gold', 1), plan('free', 2, { permitted: false })], isGold, true],
];

const goldFor: Condition = { attribute: 'plan', is: 'gold', for: 'P7D' };
const week = 7 * dayMs;
const standing: Row[] = [
  ['for 7 days: told exactly 7 days ago', [plan('gold', week)], goldFor, true],
  ['for 7 days: told a millisecond later', [plan('gold', week - 1)], goldFor, false],
  ['for 7 days: told earlier', [plan('gold', week + 1)], goldFor, true],
  [
    'for 7 days: the beginning is included',
    [plan('gold', week + 5), plan('free', week), plan('gold', 1)],
    goldFor,
    false,
  ],
  ['for 7 days: changed at the beginning', [plan('free', week + 5), plan('gold', week)], goldFor, true],
  [
    'for 7 days: another value in between',
    [plan('gold', 9 * dayMs), plan('free', 2), plan('gold', 1)],
    goldFor,
    false,
  ],
  ['for 7 days: now another', [plan('gold', 9 * dayMs), plan('free', 0)], goldFor, false],
  ['for 7 days: told again', [plan('gold', 9 * dayMs), plan('gold', dayMs)], goldFor, true],
  [
    'for 7 days: one that loses changes nothing',
    [plan('gold', 9 * dayMs, { rank: 90 }), plan('free', dayMs, { rank: 10 })],
    goldFor,
    true,
  ],
  [
    'for 7 days: of one millisecond only the winner was ever the value',
    [plan('gold', 9 * dayMs), plan('free', 5, { messageId: 'a' }), plan('gold', 5, { messageId: 'b' })],
    goldFor,
    true,
  ],
  ['missing for 7 days: never told', [], { attribute: 'plan', exists: false, for: 'P7D' }, true],
  [
    'missing for 7 days: told a day ago',
    [plan('x', dayMs)],
    { attribute: 'plan', exists: false, for: 'P7D' },
    false,
  ],
  ['not gold for 7 days: never told', [], { attribute: 'plan', not: { is: 'gold' }, for: 'P7D' }, true],
  [
    'a relative date stays relative to the moment',
    [told('due', '2026-11-24T08:00:00Z', nowMs - week)],
    { attribute: 'due', within_last: 'P7D', for: 'P7D' },
    true,
  ],
];

/** A table of attributes of one person each as scenarios. */
export const ofTellings = (rows: readonly Row[]) =>
  rows.map(([name, tellings, condition, expected]) =>
    isTrueOf(name, condition, person({ tellings }), expected),
  );

export const attributeHistory = ofTellings([...winning, ...standing]);

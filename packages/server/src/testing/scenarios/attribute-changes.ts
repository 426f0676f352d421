// Scenarios of attributes that changed: when, from what and to what.
import type { Condition } from '@rapport/protocol';
import { ofTellings, plan, type Row } from './attribute-history.ts';
import { at, dayMs, told } from './scenario.ts';

const week = 7 * dayMs;
const changed = (more: object = {}): Condition => ({
  attribute: 'plan',
  changed: { within: 'P7D', ...more },
});
const changes: Row[] = [
  ['changed: exactly 7 days ago', [plan('gold', week)], changed(), false],
  ['changed: a millisecond later', [plan('gold', week - 1)], changed(), true],
  ['changed: this very millisecond', [plan('gold', 0)], changed(), true],
  ['changed: in the future', [plan('gold', -1)], changed(), false],
  ['changed: never told', [], changed(), false],
  ['changed: null told first', [plan(null, 1)], changed(), false],
  ['changed: told the same again', [plan('gold', 9 * dayMs), plan('gold', 1)], changed(), false],
  [
    'changed: the same object, its names turned round',
    [plan({ a: 1, b: 2 }, 9 * dayMs), plan({ b: 2, a: 1 }, 1)],
    changed(),
    false,
  ],
  [
    'changed: a name that is null is absent',
    [plan({ a: 1, b: null }, 9 * dayMs), plan({ a: 1 }, 1)],
    changed(),
    false,
  ],
  ['changed: a list in another order', [plan([1, 2], 9 * dayMs), plan([2, 1], 1)], changed(), true],
  ['changed: another type', [plan('5', 9 * dayMs), plan(5, 1)], changed(), true],
  ['changed: back and forth', [plan('gold', 9 * dayMs), plan('free', 2), plan('gold', 1)], changed(), true],
  ['changed: from what', [plan('gold', 9 * dayMs), plan('free', 1)], changed({ from: { is: 'gold' } }), true],
  [
    'changed: from something else',
    [plan('basic', 9 * dayMs), plan('free', 1)],
    changed({ from: { is: 'gold' } }),
    false,
  ],
  ['changed: from missing', [plan('free', 1)], changed({ from: { exists: false } }), true],
  ['changed: to missing', [plan('gold', 9 * dayMs), plan(null, 1)], changed({ to: { exists: false } }), true],
  [
    'changed: from and to',
    [plan('gold', 3), plan('x', 2), plan('free', 1)],
    changed({ from: { is: 'gold' }, to: { is: 'free' } }),
    false,
  ],
  [
    'changed: to, by one that arrived late',
    [plan('free', 1), plan('gold', 2)],
    changed({ to: { is: 'gold' } }),
    true,
  ],
  [
    'changed: one that loses changes nothing',
    [plan('gold', 9 * dayMs, { rank: 90 }), plan('free', 1, { rank: 10 })],
    changed(),
    false,
  ],
  [
    'changed: to one that was not collected',
    [plan('gold', 9 * dayMs), plan('free', 1, { permitted: false })],
    changed({ to: { exists: false } }),
    true,
  ],
];

const inside: Row[] = [
  [
    'what lies beside it inside an object changed',
    [
      told('address', { city: 'Łódź', street: 'a' }, at('2026-01-01')),
      told('address', { city: 'Łódź', street: 'b' }),
    ],
    { attribute: 'address.city', changed: { within: 'P7D' } },
    false,
  ],
  [
    'it changed inside an object',
    [told('address', { city: 'Łódź' }, at('2026-01-01')), told('address', 'none')],
    { attribute: 'address.city', changed: { within: 'P7D', to: { exists: false } } },
    true,
  ],
];

export const attributeChanges = ofTellings([...changes, ...inside]);

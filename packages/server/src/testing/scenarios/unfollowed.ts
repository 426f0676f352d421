// Scenarios of sequences that nothing follows, and of the newest 10,000 events.
import type { Sequence } from '@rapport/protocol';
import { type Happened, hourMs, nowMs, track } from './scenario.ts';
import { ofEvents } from './sequences.ts';

const did = (name: string, ago: number, order?: string): Happened =>
  track(name, nowMs - ago, order === undefined ? {} : { order });
const unpaid: Sequence = {
  sequence: [{ name: 'Ordered' }],
  after_last: { nothing: { name: 'Paid' }, for: 'PT1H' },
};
const sameUnpaid: Sequence = { ...unpaid, same: 'order' };
const early: Sequence = { ...unpaid, in: { until: '2026-11-27T06:30Z' } };

const times = (count: number, name: string, ago: number): Happened[] =>
  Array.from({ length: count }, () => did(name, ago));
const ordered: Sequence = { sequence: [{ name: 'Added' }, { name: 'Ordered' }] };

export const unfollowed = ofEvents([
  ['not paid for exactly an hour', unpaid, [did('Ordered', hourMs)], true],
  ['the hour has not passed', unpaid, [did('Ordered', hourMs - 1)], false],
  ['paid at once', unpaid, [did('Ordered', 2 * hourMs), did('Paid', 2 * hourMs)], true],
  ['paid a millisecond later', unpaid, [did('Ordered', 2 * hourMs), did('Paid', 2 * hourMs - 1)], false],
  ['paid after exactly an hour', unpaid, [did('Ordered', 2 * hourMs), did('Paid', hourMs)], false],
  ['paid too late', unpaid, [did('Ordered', 2 * hourMs), did('Paid', hourMs - 1)], true],
  ['paid before', unpaid, [did('Paid', 3 * hourMs), did('Ordered', 2 * hourMs)], true],
  ['paid by one that arrived late', unpaid, [did('Ordered', 2 * hourMs), did('Paid', 1.5 * hourMs)], false],
  [
    'of two orders one is unpaid',
    unpaid,
    [did('Ordered', 5 * hourMs), did('Ordered', 3 * hourMs), did('Paid', 2.5 * hourMs)],
    true,
  ],
  ['of two orders the later is too new', unpaid, [did('Ordered', 3 * hourMs), did('Ordered', 1)], true],
  [
    'same: another order is paid',
    sameUnpaid,
    [did('Ordered', 2 * hourMs, 'x'), did('Paid', 1.5 * hourMs, 'y')],
    true,
  ],
  [
    'same: this order is paid',
    sameUnpaid,
    [did('Ordered', 2 * hourMs, 'x'), did('Paid', 1.5 * hourMs, 'x')],
    false,
  ],
  [
    'same: paid without an order',
    sameUnpaid,
    [did('Ordered', 2 * hourMs, 'x'), did('Paid', 1.5 * hourMs)],
    true,
  ],
  [
    'nothing is not bound to the window',
    early,
    [did('Ordered', 2 * hourMs), did('Paid', 1.2 * hourMs)],
    false,
  ],
  ['the order is bound to it', early, [did('Ordered', 1.5 * hourMs)], false],
  [
    'of two last events either may be chosen',
    {
      sequence: [{ name: 'Added' }, { name: 'Ordered' }],
      after_last: { nothing: { name: 'Paid' }, for: 'PT1H' },
    },
    [
      did('Added', 9 * hourMs),
      did('Ordered', 8 * hourMs),
      did('Paid', 7.5 * hourMs),
      did('Ordered', 2 * hourMs),
    ],
    true,
  ],
  ['the newest 10,000 with the first', ordered, [did('Added', 3), ...times(9_999, 'Ordered', 2)], true],
  ['the newest 10,000 without the first', ordered, [did('Added', 3), ...times(10_000, 'Ordered', 2)], false],
  [
    'events of no selector do not count',
    ordered,
    [did('Added', 3), ...times(10_000, 'Viewed', 2), did('Ordered', 1)],
    true,
  ],
  [
    'of one time the one stored first is older',
    ordered,
    [did('Added', 3), ...times(9_999, 'Ordered', 3), did('Ordered', 2)],
    false,
  ],
  [
    'of one time the one stored last is newer',
    ordered,
    [...times(9_999, 'Ordered', 3), did('Added', 3), did('Ordered', 2)],
    true,
  ],
]);

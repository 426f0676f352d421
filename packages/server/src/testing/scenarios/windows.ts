// Scenarios of windows at their edges, sliding and fixed.
import type { Window } from '@rapport/protocol';
import { at, dayMs, isTrueOf, nowMs, person, stored, told, track } from './scenario.ts';

export type Row = [
  about: string,
  window: Window,
  happenedMs: number,
  expected: boolean,
  momentMs?: number,
  zone?: string,
];

const sliding: Row[] = [
  ['exactly 7 days ago', { last: 'P7D' }, nowMs - 7 * dayMs, false],
  ['a millisecond later', { last: 'P7D' }, nowMs - 7 * dayMs + 1, true],
  ['a millisecond earlier', { last: 'P7D' }, nowMs - 7 * dayMs - 1, false],
  ['now', { last: 'P7D' }, nowMs, true],
  ['a millisecond ahead', { last: 'P7D' }, nowMs + 1, false],
  ['30 days over the change of the clock', { last: 'P35D' }, nowMs - 35 * dayMs + 1, true],
];

const fixed: Row[] = [
  ['at its beginning', { from: '2026-11-20' }, at('2026-11-20T00:00Z'), true],
  ['a millisecond earlier', { from: '2026-11-20' }, at('2026-11-20T00:00Z') - 1, false],
  ['at its end', { until: '2026-11-20T01:00+01:00' }, at('2026-11-20T00:00Z'), false],
  ['a millisecond before its end', { until: '2026-11-20T01:00+01:00' }, at('2026-11-20T00:00Z') - 1, true],
  ['in between', { from: '2026-11-01', until: '2026-11-20' }, at('2026-11-10T00:00Z'), true],
  ['past it', { from: '2026-11-01', until: '2026-11-20' }, at('2026-11-20T00:00Z'), false],
  ['later than the moment', { from: '2026-11-01', until: '2027-01-01' }, nowMs + 1, false],
];

/** A table of windows and single events as scenarios. */
export const ofWindows = (rows: readonly Row[]) =>
  rows.map(([about, window, happenedMs, expected, momentMs = nowMs, zone]) =>
    isTrueOf(
      `${JSON.stringify(window)}: ${about}`,
      { events: { name: 'Opened', in: window }, count: { is: 1 } },
      person({
        events: stored(track('Opened', happenedMs)),
        tellings: zone === undefined ? [] : [told('timezone', zone, 0)],
      }),
      expected,
      { momentMs },
    ),
  );

export const windows = ofWindows([...sliding, ...fixed]);

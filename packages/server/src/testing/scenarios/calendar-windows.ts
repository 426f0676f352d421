// Scenarios of windows of the calendar at their edges, in zones where the clock is put on and back.
import type { Window } from '@rapport/protocol';
import { at } from './scenario.ts';
import { ofWindows, type Row } from './windows.ts';

const noon = at('2026-11-27T11:00Z');
/** The first millisecond of a window is in it, the one before is not; likewise its last and the one after. */
const edges = (
  about: string,
  window: Window,
  from: string,
  until: string,
  momentMs = noon,
  zone?: string,
): Row[] => [
  [`${about}: its first millisecond`, window, at(from), true, momentMs, zone],
  [`${about}: the one before`, window, at(from) - 1, false, momentMs, zone],
  [`${about}: its last`, window, at(until) - 1, true, momentMs, zone],
  [`${about}: the one after`, window, at(until), false, momentMs, zone],
];
/** A window that the moment lies in has no end but the moment. */
const begins = (about: string, window: Window, from: string, momentMs = noon, zone?: string): Row[] =>
  edges(about, window, from, '', momentMs, zone).slice(0, 2);

const calendar: Row[] = [
  ...begins('today', { calendar: 'day' }, '2026-11-26T23:00Z'),
  ...begins('today in Kolkata', { calendar: 'day', zone: 'Asia/Kolkata' }, '2026-11-26T18:30Z'),
  ...begins(
    'today of a person in Kolkata',
    { calendar: 'day', zone: 'person' },
    '2026-11-26T18:30Z',
    noon,
    'Asia/Kolkata',
  ),
  ...begins(
    'today of a person somewhere',
    { calendar: 'day', zone: 'person' },
    '2026-11-26T23:00Z',
    noon,
    'Mars/Base',
  ),
  ...begins(
    'today of a person in a wrong case',
    { calendar: 'day', zone: 'person' },
    '2026-11-26T23:00Z',
    noon,
    'asia/kolkata',
  ),
  ...edges('yesterday', { calendar: 'day', back: 1 }, '2026-11-25T23:00Z', '2026-11-26T23:00Z'),
  ...begins('today and yesterday', { calendar: 'day', units: 2 }, '2026-11-25T23:00Z'),
  ...edges(
    'three days until yesterday',
    { calendar: 'day', back: 1, units: 3 },
    '2026-11-23T23:00Z',
    '2026-11-26T23:00Z',
  ),
  ...begins('this week, from Monday', { calendar: 'week' }, '2026-11-22T23:00Z'),
  ...begins('this week on a Monday', { calendar: 'week' }, '2026-11-22T23:00Z', at('2026-11-23T12:00Z')),
  ...begins('this week on a Sunday', { calendar: 'week' }, '2026-11-15T23:00Z', at('2026-11-22T12:00Z')),
  ...edges('last week', { calendar: 'week', back: 1 }, '2026-11-15T23:00Z', '2026-11-22T23:00Z'),
  ...begins('this month', { calendar: 'month' }, '2026-10-31T23:00Z'),
  ...edges(
    'last month, of summer and winter time',
    { calendar: 'month', back: 1 },
    '2026-09-30T22:00Z',
    '2026-10-31T23:00Z',
  ),
  ...edges(
    'the month before the 31st',
    { calendar: 'month', back: 1 },
    '2026-01-31T23:00Z',
    '2026-02-28T23:00Z',
    at('2026-03-31T10:00Z'),
  ),
  ...edges(
    'February of a leap year',
    { calendar: 'month', back: 1, zone: 'UTC' },
    '2028-02-01T00:00Z',
    '2028-03-01T00:00Z',
    at('2028-03-31T10:00Z'),
  ),
  ...begins('this quarter', { calendar: 'quarter' }, '2026-09-30T22:00Z'),
  ...edges('last quarter', { calendar: 'quarter', back: 1 }, '2026-06-30T22:00Z', '2026-09-30T22:00Z'),
  ...edges(
    'two quarters over the new year',
    { calendar: 'quarter', back: 1, units: 2, zone: 'UTC' },
    '2025-07-01T00:00Z',
    '2026-01-01T00:00Z',
    at('2026-02-01T00:00Z'),
  ),
  ...begins('this year', { calendar: 'year' }, '2025-12-31T23:00Z'),
  ...edges('last year', { calendar: 'year', back: 1 }, '2024-12-31T23:00Z', '2025-12-31T23:00Z'),
];

const [autumn, spring] = [at('2026-10-26T11:00Z'), at('2026-03-30T10:00Z')];
const clockChanges: Row[] = [
  ...edges(
    'a day of 25 hours',
    { calendar: 'day', back: 1 },
    '2026-10-24T22:00Z',
    '2026-10-25T23:00Z',
    autumn,
  ),
  ...edges(
    'the day before it',
    { calendar: 'day', back: 2 },
    '2026-10-23T22:00Z',
    '2026-10-24T22:00Z',
    autumn,
  ),
  ...edges(
    'a day of 23 hours',
    { calendar: 'day', back: 1 },
    '2026-03-28T23:00Z',
    '2026-03-29T22:00Z',
    spring,
  ),
  ...edges(
    'the week of summer time',
    { calendar: 'week', back: 1 },
    '2026-03-22T23:00Z',
    '2026-03-29T22:00Z',
    spring,
  ),
  // Beirut puts the clock on at midnight: the day begins at one.
  ...edges(
    'a day that begins at one',
    { calendar: 'day', back: 1, zone: 'Asia/Beirut' },
    '2026-03-28T22:00Z',
    '2026-03-29T21:00Z',
    spring,
  ),
  // Apia has no 30 December 2011: the day before the 31st is the 30th, which is empty, and the one before it the 29th.
  ...edges(
    'the day before a day that is none',
    { calendar: 'day', back: 2, zone: 'Pacific/Apia' },
    '2011-12-29T10:00Z',
    '2011-12-30T10:00Z',
    at('2011-12-31T00:00Z'),
  ),
];

export const calendarWindows = ofWindows([...calendar, ...clockChanges]);

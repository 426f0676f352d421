// Selectors as SQL: UInt8 of a row of events, whether it is one of those that are meant.
import type { Selector, StepSelector } from '@rapport/protocol';
import { type Asking, testSql } from './test-sql.ts';
import { propertySql } from './value-sql.ts';
import { windowSql } from './window-sql.ts';

/** `collected`: whether the row may be seen for the purpose. */
export function selectorSql(selector: Selector, collected: string, asking: Asking): string {
  const inWindow = selector.in === undefined ? [] : [windowSql(selector.in, asking)];
  return [...fitsSql(selector, asking), ...inWindow, collected].join(' and ');
}

export function stepSql(selector: StepSelector, collected: string, asking: Asking): string {
  return [...fitsSql(selector, asking), collected].join(' and ');
}

/** All hold; each is UInt8. */
export function fitsSql(selector: StepSelector, asking: Asking): string[] {
  const { bind } = asking;
  asking.reads(selector);
  const { name, name_starts_with: beginning, type, where = [], local } = selector;
  return [
    ...(name === undefined ? [] : [`event_name = ${bind('String', name)}`]),
    ...(beginning === undefined ? [] : [`startsWith(event_name, ${bind('String', beginning)})`]),
    ...(type === undefined ? [] : [`type = ${bind('String', type)}`]),
    ...(local === undefined ? [] : [localSql(local, asking)]),
    ...where.map((test) => testSql(test, propertySql(bind, test.property), asking)),
  ];
}

function localSql(local: NonNullable<StepSelector['local']>, { bind, zone: workspaceZone }: Asking): string {
  const { weekdays, from, until, zone = workspaceZone } = local;
  const there = `toTimeZone(timestamp, ${bind('String', zone)})`;
  const days =
    weekdays === undefined ? [] : [`has(${bind('Array(UInt8)', weekdays)}, toDayOfWeek(${there}))`];
  if (from === undefined && until === undefined) return days.join();
  const minute = `(toHour(${there}) * 60 + toMinute(${there}))`;
  const [start, end] = [toMinutes(from ?? '00:00'), until === undefined ? 1440 : toMinutes(until)];
  const after = `${minute} >= ${bind('UInt32', start)}`;
  const before = `${minute} < ${bind('UInt32', end)}`;
  return [...days, start < end ? `${after} and ${before}` : `(${after} or ${before})`].join(' and ');
}

const toMinutes = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

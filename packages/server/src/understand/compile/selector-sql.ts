// Selectors as SQL: UInt8 of a row of events, whether it is one of those that are meant.
import { isLookUp, type Selector, type StepSelector } from '@rapport/protocol';
import type { Definition } from './definition-sql.ts';
import { lookUpSql } from './look-up-sql.ts';
import { type Asking, testSql } from './test-sql.ts';
import { namedValue, propertySql } from './value-sql.ts';
import { windowSql } from './window-sql.ts';

/** Each thing that is asked of a row has a name, which selectors share: of a hundred of them that ask for orders it is asked once. */
export function selectorSql(selector: Selector, definition: Definition): string {
  const inWindow =
    selector.in === undefined ? [] : [definition.row(windowSql(selector.in, definition.asking))];
  return [stepSql(selector, definition), ...inWindow].join(' and ');
}

export const stepSql = (selector: StepSelector, { asking, row, collected }: Definition): string =>
  [...fitsSql(selector, asking, row).map(row), collected()].join(' and ');

/** What lies at a path in the properties of an event. */
export const eventPropertySql = (path: string, { asking, row }: Pick<Definition, 'asking' | 'row'>) =>
  namedValue(propertySql(asking.bind, path, asking.columnOf), row);

/** All hold; each is UInt8. */
function fitsSql(selector: StepSelector, asking: Asking, row: Definition['row']): string[] {
  const { bind } = asking;
  asking.reads(selector);
  const { name, name_starts_with: beginning, type, where = [], local } = selector;
  const ofEvent = { ...asking, personZone: asking.eventZone };
  return [
    ...(name === undefined ? [] : [`event_name = ${bind('String', name)}`]),
    ...(beginning === undefined ? [] : [`startsWith(event_name, ${bind('String', beginning)})`]),
    ...(type === undefined ? [] : [`type = ${bind('String', type)}`]),
    ...(local === undefined ? [] : [localSql(local, asking)]),
    ...where.map((test) =>
      isLookUp(test)
        ? lookUpSql(test, asking, row)
        : testSql(test, eventPropertySql(test.property, { asking, row }), ofEvent),
    ),
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

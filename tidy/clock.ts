// Time comes from the clock in platform/clock and from nowhere else, so that tests can move it.

import { isTest } from './imports.ts';
import type { Finding, Rule } from './rule.ts';
import { lineOf, splitSql, splitTypeScript } from './scan.ts';

export const timeFromTheClock: Rule = {
  name: 'time comes from platform/clock: no Date.now(), no new Date() without argument, no now() in SQL',
  check(path, text) {
    if (path.endsWith('.sql'))
      return findAll(text, splitSql(text).code, sqlTime, 'asks the database for the time');
    if (!keepsTime(path)) return [];
    const { code, strings } = splitTypeScript(text);
    return [
      ...findAll(text, code, scriptTime, 'asks the machine for the time'),
      ...findAll(text, strings, sqlTime, 'asks the database for the time'),
    ];
  },
};

const scriptTime =
  /\bDate\.now\b|\bnew Date(?:\(\s*\)|\s*[;,)])|(?<!new )(?<![.\w])Date\(\s*\)|\bTemporal\.Now\b/g;

/** The current time as PostgreSQL and ClickHouse spell it. `clock.now()` inside a template is code, not SQL. */
const sqlTime = new RegExp(
  [
    String.raw`(?<![.\w])(?:now|now64|today|yesterday|timeofday)\(`,
    String.raw`(?<![.\w])(?:clock|statement|transaction)_timestamp\(`,
    String.raw`(?<![.\w])(?:current_(?:date|time|timestamp)|local(?:time|timestamp))\b(?!['"\`:=])`,
    "'(?:now|today|tomorrow|yesterday)'::",
  ].join('|'),
  'gi',
);

function findAll(text: string, part: string, pattern: RegExp, message: string): Finding[] {
  return [...part.matchAll(pattern)]
    .filter(({ 0: found, index }) => text.startsWith(found, index)) // `new Date('…')` has a blank in the code part
    .map(({ 0: found, index }) => ({ line: lineOf(text, index), message: `${message}: ${found.trim()}` }));
}

/** The files whose time a test must be able to move: what runs in the server, but not the clock itself. */
function keepsTime(path: string): boolean {
  if (!/^packages\/(server|protocol)\/src\/.*\.ts$/.test(path)) return false;
  return !path.startsWith('packages/server/src/platform/clock/') && !isTest(path);
}

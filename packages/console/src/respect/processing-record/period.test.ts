// Periods in the reader's words, and what is none left alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toPeriodWords } from './period.ts';

test('years, months and days, in the plural of the language', () => {
  assert.equal(toPeriodWords('P2Y', 'en'), '2 years');
  assert.equal(toPeriodWords('P1Y6M', 'en'), '1 year, 6 months');
  assert.equal(toPeriodWords('P5Y', 'pl'), '5 lat');
  assert.equal(toPeriodWords('P30D', 'zh-Hant'), '30 天');
  assert.equal(toPeriodWords('until 2030', 'en'), 'until 2030');
});

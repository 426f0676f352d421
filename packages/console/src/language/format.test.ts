// Numbers and times as each language writes them, and the language that suits a browser.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFormat } from './format.ts';
import { bestLanguage, regionalLocale } from './languages.ts';

const english = createFormat('en-GB', 'UTC');

test('the language follows the browser, Chinese by its script', () => {
  assert.equal(bestLanguage(['zh-TW', 'en']), 'zh-Hant');
  assert.equal(bestLanguage(['zh-HK']), 'zh-Hant');
  assert.equal(bestLanguage(['zh-CN']), 'zh-Hans');
  assert.equal(bestLanguage(['zh']), 'zh-Hans');
  assert.equal(bestLanguage(['de-DE', 'pl-PL']), 'pl');
  assert.equal(bestLanguage(['de-DE']), 'en');
  assert.equal(bestLanguage([]), 'en');
});

test('dates follow the region of the reader where it speaks the chosen language', () => {
  assert.equal(regionalLocale('en', ['de-DE', 'en-US']), 'en-US');
  assert.equal(regionalLocale('zh-Hant', ['zh-CN', 'zh-HK']), 'zh-HK');
  assert.equal(regionalLocale('pl', ['en-GB']), 'pl');
});

test('a word that stands alone begins with a capital letter, where the script has them', () => {
  assert.equal(english.asTitle('e-mail'), 'E-mail');
  assert.equal(createFormat('pl', 'UTC').asTitle('list'), 'List');
  assert.equal(createFormat('zh-Hant', 'UTC').asTitle('信件'), '信件');
});

test('large numbers are short, small ones whole', () => {
  assert.equal(english.compact(9_999), '9,999');
  assert.equal(createFormat('en-US', 'UTC').compact(1_048_576), '1M');
  assert.equal(createFormat('pl', 'UTC').number(1_234_567), '1\u00a0234\u00a0567');
});

test('relative times choose their unit', () => {
  const now = Date.parse('2026-11-21T12:00:00Z');
  const ago = (seconds: number) => english.relative(new Date(now - seconds * 1000), now);
  assert.equal(ago(0), 'now');
  assert.equal(ago(-8), 'now');
  assert.equal(ago(-3600), 'in 1 hr');
  assert.equal(ago(59), '59 sec ago');
  assert.equal(ago(3599), '60 min ago');
  assert.equal(ago(7200), '2 hr ago');
  assert.equal(ago(86_400), 'yesterday');
  assert.equal(ago(400 * 86_400), 'last yr');
});

test('durations and sizes have units', () => {
  assert.equal(english.duration(0.25), '0.3 secs');
  assert.equal(english.duration(412), '7 mins');
  assert.equal(english.duration(3 * 86_400), '3 days');
  assert.equal(english.bytes(75), '75 bytes');
  assert.equal(english.bytes(30_720), '30.7 kB');
});

test('days are those of the zone', () => {
  assert.equal(english.dayKey('2026-11-21T23:59:59Z'), '2026-11-21');
  assert.match(english.exact('2026-11-21T23:59:59Z'), /21 Nov 2026.*23:59:59.*UTC/);
});

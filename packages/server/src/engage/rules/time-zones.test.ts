// In which time zone somebody lives, by what was told.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findTimeZone, isTimeZone } from './time-zones.ts';

const find = (attributes: Record<string, unknown>): string =>
  findTimeZone({ attributes, workspace: 'Asia/Taipei', at: Date.UTC(2026, 10, 28) });

test('The time zone that was told goes before the country, and the country before the workspace', () => {
  assert.equal(find({ timezone: 'America/New_York', country: 'PL' }), 'America/New_York');
  assert.equal(find({ time_zone: 'Pacific/Chatham', country: 'PL' }), 'Pacific/Chatham');
  assert.equal(find({ country: 'pl' }), 'Europe/Warsaw');
  assert.equal(find({ country: ' Poland ' }), 'Europe/Warsaw');
  assert.equal(find({ address: { country: 'United Kingdom' } }), 'Europe/London');
  assert.equal(find({ country: 'UK' }), 'Europe/London');
  assert.equal(find({}), 'Asia/Taipei');
});

test('A country of which the zones show the same all year has one, and others are not guessed at', () => {
  assert.equal(find({ country: 'DE' }), 'Europe/Berlin');
  for (const country of ['US', 'AU', 'NZ', 'ES', 'CN', 'XX', '', 'Atlantis', 7, null])
    assert.equal(find({ country }), 'Asia/Taipei', String(country));
});

test('What is no name of a zone is passed over', () => {
  for (const wrong of [
    'Mars/Olympus',
    '+01:00',
    '2026-01-01T00:00[Europe/Warsaw]',
    '',
    3,
    {},
    'x'.repeat(500),
  ]) {
    assert.equal(isTimeZone(wrong), false, String(wrong));
    assert.equal(find({ timezone: wrong, country: 'PL' }), 'Europe/Warsaw');
  }
  assert.equal(isTimeZone('Asia/Kolkata'), true);
  assert.equal(isTimeZone('Etc/GMT+5'), true);
});

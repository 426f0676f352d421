// Periods become bars: none is missing, no day is counted twice, and the newest is whole.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signalShare, sumOf, toSpans } from './spans.ts';

const day = (at: string) => ({ day: at, given: 1 });

test('a month has a bar for each day, also for those without an answer', () => {
  const spans = toSpans('2026-10-29', '2026-11-27', [day('2026-11-27'), day('2026-10-29')]);
  assert.equal(spans.length, 30);
  assert.deepEqual(
    spans.filter(({ days }) => days.length > 0).map(({ from }) => from),
    ['2026-10-29', '2026-11-27'],
  );
});

test('a year has weeks that end with it, and each day is in one of them', () => {
  const all = Array.from({ length: 365 }, (_, n) =>
    day(new Date(Date.parse('2026-11-27') - n * 86_400_000).toISOString().slice(0, 10)),
  );
  const spans = toSpans('2025-11-28', '2026-11-27', all);
  assert.deepEqual([spans.at(-1)?.from, spans.at(-1)?.to], ['2026-11-21', '2026-11-27']);
  assert.deepEqual([spans[0]?.from, spans[0]?.to], ['2025-11-28', '2025-11-28']);
  assert.equal(
    sumOf(spans, ({ days }) => sumOf(days, ({ given }) => given)),
    365,
  );
});

test('the share of nobody is unknown, not zero', () => {
  assert.equal(signalShare([{ people: 0, people_signalled: 0 }]), undefined);
  assert.equal(signalShare([{ people: 4, people_signalled: 1 }]), 0.25);
});

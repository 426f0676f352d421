// The progress bar: share, rate and time left, on a terminal and elsewhere.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatDuration, showProgress } from './progress.ts';

function record(isTTY: boolean) {
  const written: string[] = [];
  return { written, output: { isTTY, columns: 100, write: (text: string) => written.push(text) } };
}

test('on a terminal the bar is redrawn in place', () => {
  const { written, output } = record(true);
  let now = 0;
  const progress = showProgress(output, 0, () => now);
  for (let second = 1; second <= 5; second += 1) {
    now = second * 1000;
    progress.update({ rows: second * 1000, rowsTotal: 10_000, bytesRead: 0, bytes: 1, rejects: 3 });
  }
  progress.end();
  assert.ok(written.every((text) => !text.includes('\n')));
  assert.equal(
    written.at(-2),
    '███████████████░░░░░░░░░░░░░░░  50 %  5,000 rows  1,000 rows/s  0:05 left  3 rejected',
  );
});

test('elsewhere a line comes now and then, and rows of an earlier run do not count for the rate', () => {
  const { written, output } = record(false);
  let now = 0;
  const progress = showProgress(output, 4000, () => now);
  for (let second = 0; second <= 11; second += 1) {
    now = second * 1000;
    progress.update({
      rows: 4000 + second * 200,
      bytesRead: (4000 + second * 200) * 10,
      bytes: 100_000,
      rejects: 0,
    });
  }
  progress.note('Waiting');
  assert.deepEqual(written, [
    '50 %  5,000 rows  200 rows/s  0:25 left\n',
    '60 %  6,000 rows  200 rows/s  0:20 left\n',
    'Waiting\n',
  ]);
});

test('durations', () => {
  assert.deepEqual([0, 7, 754, 11_100].map(formatDuration), ['0:00', '0:07', '12:34', '3:05:00']);
});

// Tests of the progress bar, on a terminal and off one, with a clock that the test moves.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { progressBar, toProgressText } from './progress-bar.ts';

/** A screen that keeps what is written on it, and a clock beside it. */
function openScreen(isTTY: boolean) {
  const written: string[] = [];
  const clock = { ms: 0 };
  const stream = { isTTY, columns: 120, write: (text: string) => written.push(text) };
  const bar = progressBar(stream, { elapsed: () => clock.ms });
  return { written, clock, bar };
}

describe('the progress bar', () => {
  it('tells share, count, rate and time left', () => {
    const text = toProgressText({ done: 5_000, total: 20_000, seconds: 2, unit: 'messages' });
    assert.equal(text, '25 %, 5,000 of 20,000 messages, 2,500/s, 6 s left');
    assert.equal(toProgressText({ done: 0, total: 10, seconds: 0, unit: 'rows' }), '0 %, 0 of 10 rows');
    assert.equal(toProgressText({ done: 0, total: 0, seconds: 9, unit: 'rows' }), '');
    assert.match(toProgressText({ done: 10, total: 1_000, seconds: 10, unit: 'rows' }), /16 min 30 s left$/);
    assert.match(toProgressText({ done: 10, total: 10, seconds: 4, unit: 'rows' }), /100 %.* 4 s in all$/);
  });

  it('redraws one line on a terminal, not more than ten times a second', () => {
    const { written, clock, bar } = openScreen(true);
    for (let n = 1; n <= 1_000; n++) {
      clock.ms = n;
      bar.update({ label: 'Loading', done: n, total: 1_000 });
    }
    bar.end();
    assert.ok(written.length <= 13, `${written.length} writes`);
    assert.ok(written.slice(0, -1).every((text) => text.startsWith('\rLoading ') && !text.includes('\n')));
    assert.match(written.at(-2) ?? '', /█{24} 100 %/);
    assert.equal(written.at(-1), '\n');
  });

  it('writes a plain line every few seconds elsewhere', () => {
    const { written, clock, bar } = openScreen(false);
    for (let second = 0; second <= 10; second++) {
      clock.ms = second * 1_000;
      bar.update({ label: 'Loading', done: second * 100, total: 1_000 });
    }
    bar.update({ label: 'Waiting', done: 0, total: 0 });
    bar.end();
    assert.equal(written.length, 6);
    assert.equal(written[0], 'Loading 0 %, 0 of 1,000 messages\n');
    for (const text of written.slice(1, 5)) {
      assert.match(text, /^Loading \d+ %, [\d,]+ of 1,000 messages, 100\/s, .*\n$/);
    }
    assert.match(written[4] ?? '', /^Loading 100 %/);
    assert.equal(written[5], 'Waiting\n');
  });
});

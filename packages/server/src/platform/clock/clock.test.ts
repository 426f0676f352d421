// Time that stands, time that moves, and time that two threads share.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { movingClock, standingClock, systemClock } from './index.ts';

const near = (a: number, b: number): boolean => Math.abs(a - b) < 2000;

describe('Clocks', () => {
  test('The system’s', () => {
    assert.ok(near(systemClock().nowMs(), Date.now()));
    assert.ok(near(systemClock().now().getTime(), Date.now()));
  });

  test('One that stands moves only when it is moved', () => {
    const clock = standingClock(new Date('2026-01-31T12:00:00Z'));
    assert.equal(clock.now().toISOString(), '2026-01-31T12:00:00.000Z');
    const moves: [number | string, string][] = [
      [1500, '2026-01-31T12:00:01.500Z'],
      ['PT1H', '2026-01-31T13:00:01.500Z'],
      ['P1D', '2026-02-01T13:00:01.500Z'],
      ['P1W', '2026-02-08T13:00:01.500Z'],
      ['P1M', '2026-03-08T13:00:01.500Z'],
      ['P1Y2M3DT4H5M6.5S', '2027-05-11T17:05:08.000Z'],
      [-8000, '2027-05-11T17:05:00.000Z'],
    ];
    for (const [by, expected] of moves) {
      clock.advance(by);
      assert.equal(clock.now().toISOString(), expected, String(by));
    }
    clock.set(new Date(0));
    assert.equal(clock.nowMs(), 0);
  });

  test('The end of a month stays in the month', () => {
    const clock = standingClock(new Date('2026-01-31T00:00:00Z'));
    clock.advance('P1M');
    assert.equal(clock.now().toISOString(), '2026-02-28T00:00:00.000Z');
  });

  test('One that moves goes on from where it was set', async () => {
    const clock = movingClock();
    assert.ok(near(clock.nowMs(), Date.now()));
    clock.advance('P30D');
    assert.ok(near(clock.nowMs(), Date.now() + 30 * 86_400_000));
    clock.set(new Date('2030-01-01T00:00:00Z'));
    const start = clock.nowMs();
    assert.ok(near(start, Date.UTC(2030, 0, 1)));
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.ok(clock.nowMs() > start);
  });

  test('What is no duration is refused, and the time stays', () => {
    const clock = standingClock(new Date(0));
    for (const wrong of ['', 'P', 'PT', 'an hour', '1H', 'P1X', 'P99999999999Y']) {
      assert.throws(() => clock.advance(wrong), RangeError, wrong);
    }
    assert.equal(clock.nowMs(), 0);
  });

  test('A thread with the same buffer has the same time', { timeout: 20_000 }, async () => {
    const clock = movingClock();
    clock.set(new Date('2031-06-01T00:00:00Z'));
    const script = `
      import { parentPort, workerData } from 'node:worker_threads';
      import { movingClock } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)};
      const clock = movingClock(workerData);
      parentPort.on('message', () => { parentPort.postMessage(clock.nowMs()); });`;
    const url = new URL(`data:text/javascript,${encodeURIComponent(script)}`);
    const worker = new Worker(url, { workerData: clock.shared });
    const ask = (): Promise<number> =>
      new Promise((resolve) => {
        worker.once('message', resolve);
        worker.postMessage('ask');
      });
    assert.ok(near(await ask(), clock.nowMs()));
    clock.advance('P1Y');
    assert.ok(near(await ask(), Date.UTC(2032, 5, 1)));
    await worker.terminate();
  });
});

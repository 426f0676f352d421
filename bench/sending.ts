// Two ways of sending: as fast as answers come, or by the clock.
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpConnection } from './http-connection.ts';
import type { LoadRun } from './load.ts';

/** A connection and the request that it sends next. */
export type Sender = { connection: HttpConnection; next(): Buffer };
/** What happened; times in milliseconds. */
export type Tally = {
  /** Answered with 200. */
  done: number;
  refused: number;
  /** Due in time, but no connection was free until the end. Their wait so far is among the latencies. */
  unsent: number;
  latencies: number[];
  /** How much later than due a request was handed over, by the sender's own fault. */
  late: number[];
};

/** Sends until it is accepted, or until the time for that is over. */
async function deliver(
  { connection, next }: Sender,
  dueAt: number,
  endAt: number,
  tally: Tally,
): Promise<void> {
  const bytes = next();
  for (;;) {
    const { status, retryAfterSeconds, body } = await connection.send(bytes);
    if (status === 200) break;
    if (status !== 429) throw new Error(`A request was answered ${status}: ${body.toString().slice(0, 300)}`);
    tally.refused += 1;
    await sleep(Math.max(1, retryAfterSeconds) * 1000);
    if (performance.now() > endAt) return;
  }
  tally.done += 1;
  tally.latencies.push(performance.now() - dueAt);
}

/** Each connection sends the next request when its last is answered. */
export async function runClosed(senders: Sender[], run: LoadRun, endAt: number, tally: Tally): Promise<void> {
  let sent = 0;
  await Promise.all(
    senders.map(async (sender) => {
      while (sent < run.requestsMax && performance.now() < endAt) {
        sent += 1;
        await deliver(sender, performance.now(), endAt, tally);
      }
    }),
  );
}

/**
 * Requests are due by the clock. One that finds every connection busy waits, and its wait counts: a server that stands
 * still for a second shows in all the requests that were due in it.
 */
export async function runOpen(
  senders: Sender[],
  perSecond: number,
  run: LoadRun,
  endAt: number,
  tally: Tally,
): Promise<void> {
  const startAt = performance.now();
  const idle = [...senders];
  const waiting: number[] = [];
  const running = new Set<Promise<void>>();
  let failure: unknown;
  function dispatch(): void {
    if (performance.now() > endAt) giveUp();
    while (idle.length > 0 && waiting.length > 0) {
      const sender = idle.pop() as Sender;
      const work: Promise<void> = deliver(sender, waiting.shift() as number, endAt, tally)
        .then(
          () => void idle.push(sender),
          (error: unknown) => {
            failure = error;
          },
        )
        .finally(() => {
          running.delete(work);
          dispatch();
        });
      running.add(work);
    }
  }
  function giveUp(): void {
    tally.unsent += waiting.length;
    for (const dueAt of waiting.splice(0)) tally.latencies.push(performance.now() - dueAt);
  }
  for (let due = 0; due < run.requestsMax && failure === undefined; ) {
    const dueAt = startAt + (due * 1000) / perSecond;
    const now = performance.now();
    if (dueAt >= endAt) break;
    if (dueAt > now) {
      await sleep(Math.max(1, Math.floor(dueAt - now)));
      continue;
    }
    tally.late.push(now - dueAt);
    waiting.push(dueAt);
    due += 1;
    dispatch();
  }
  while (running.size > 0) await Promise.all(running);
  if (failure !== undefined) throw failure;
}

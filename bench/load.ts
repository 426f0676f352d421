// Load from a process of its own: what it is told to send, and what it tells when it is done.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { toNumber } from './answer.ts';
import { endLater } from './temporary.ts';

export type LoadJob = {
  url: string;
  /** Kept alive for the whole run. */
  connections: number;
  /**
   * `batches` of 100 events of a shop, `identities` of 100 identify and alias calls, `singles` of one event, `reads` of
   * the profile of a person picked at random, `views` of what the service desk sees of such a person, `decisions` of the gate about such a person,
   * `pages` at the given paths.
   */
  send: 'batches' | 'identities' | 'singles' | 'reads' | 'views' | 'decisions' | 'pages';
  /** Of `pages`, which are opened at random. */
  paths?: readonly string[];
  /** How many people there are, or will be. */
  people: number;
  /** Number of the first request, where an earlier load has sent those before. */
  firstRequest?: number;
};

/** It ends at whichever comes first. */
export type LoadRun = {
  requestsMax: number;
  secondsMax: number;
  /** Requests a second by the clock, whatever the answers do. Without it: the next when the last is answered. */
  perSecond?: number;
};

export type LoadResult = {
  /** Answered with 200. */
  requests: number;
  events: number;
  /** Answers 429; each such request was sent again after `Retry-After`. */
  refused: number;
  /** Due by the clock, but not sent before the time was over: the server is too slow for this rate. */
  unsent: number;
  seconds: number;
  /** From when a request was due (with `perSecond`) or sent, until its answer. */
  latencyMs: { p50: number; p99: number; max: number };
  /** How late requests were sent by the sender's own fault: timers are no finer than a millisecond. */
  lateMsP99: number;
};

export type Load = {
  run(run: LoadRun): Promise<LoadResult>;
  /** Events a second that `JSON.parse` reads of the same bytes, on one core. */
  measureParse(): Promise<number>;
  [Symbol.asyncDispose](): Promise<void>;
};

export type ToLoad = { type: 'open'; job: LoadJob } | { type: 'run'; run: LoadRun } | { type: 'parse' };
export type FromLoad = { error: string } | { answer: unknown };

/** How long answers took; and how many requests were never sent, whose times nobody knows. */
export const toTimes = ({ latencyMs: { p50, p99, max }, requests, unsent }: LoadResult): string =>
  `p50 ${toNumber(p50)}, p99 ${toNumber(p99)}, longest ${toNumber(max)} ms` +
  (unsent > 0
    ? ` (too slow for this rate: ${toNumber(unsent)} of ${toNumber(requests + unsent)} requests never sent)`
    : '');

/** Starts the process, which encodes its requests and connects. */
export async function openLoad(job: LoadJob): Promise<Load> {
  const child = fork(join(import.meta.dirname, 'load-process.ts'), {
    stdio: 'inherit',
    // Knows Infinity, which JSON does not.
    serialization: 'advanced',
  });
  const exited = once(child, 'exit');
  const close = endLater(async () => {
    child.kill('SIGKILL');
    await exited;
  });
  async function ask<Reply>(message: ToLoad): Promise<Reply> {
    child.send(message);
    const [reply] = (await Promise.race([
      once(child, 'message'),
      exited.then(() => Promise.reject(new Error('The load process has ended'))),
    ])) as [FromLoad];
    if ('error' in reply) throw new Error(reply.error);
    return reply.answer as Reply;
  }
  await ask({ type: 'open', job });
  return {
    run: (run) => ask({ type: 'run', run }),
    measureParse: () => ask({ type: 'parse' }),
    [Symbol.asyncDispose]: close,
  };
}

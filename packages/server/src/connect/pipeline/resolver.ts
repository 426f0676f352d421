// The resolving thread, seen from the server's side.
import { Worker } from 'node:worker_threads';
import type { AppendBatch } from './append.ts';
import type { Resolved } from './resolve.ts';
import type { FromWorker, ToWorker, WorkerInput } from './worker.ts';

export type Resolver = {
  /** The inbox has something new. */
  wake(): void;
  /** One of its batches is in ClickHouse. */
  appended(): void;
  /** Lets the batch under way commit, then ends the thread. */
  close(): Promise<void>;
};

type ResolverEvents = {
  onResolved(resolved: Resolved): void;
  /** One that it committed earlier without being able to tell. */
  onFound(batch: AppendBatch): void;
  onFailure(code: string, message: string): void;
  /** The thread ended by itself. What it committed without telling is waiting in PostgreSQL; then a new one starts. */
  onEnd(): Promise<void>;
};

const closeMsMax = 4000;
const restartMs = 1000;
/**
 * Everything of a batch lives until the batch is done. With the engine's default a batch outgrows the space for young
 * objects several times, is copied each time, and is carried to the old ones, where it is expensive to get rid of.
 */
const youngMegabytes = 192;

export function openResolver(input: Omit<WorkerInput, 'endings'>, events: ResolverEvents): Resolver {
  let closing = false;
  let woken = false;
  let wokenAgain = false;
  /** How often the thread ended by itself since something was resolved. */
  let endings = 0;
  let worker = start();
  let stopped = Promise.withResolvers<void>();

  function start(): Worker {
    const thread = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: { ...input, endings } satisfies WorkerInput,
      resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes },
    });
    thread.on('message', (message: FromWorker) => {
      if (message.type === 'idle') onIdle();
      if (message.type === 'stopped') stopped.resolve();
      if (message.type === 'failed') events.onFailure(message.code, message.message);
      if (message.type === 'resolved') woken = false;
      if (message.type === 'resolved') endings = 0;
      if (message.type === 'resolved') events.onResolved(toBuffers(message.resolved));
      if (message.type === 'found') events.onFound(toBuffers(message.batch));
    });
    thread.on('error', (error) => events.onFailure((error as Error).name, 'The resolving thread ended'));
    thread.once('exit', () => void restart());
    return thread;
  }

  async function restart(): Promise<void> {
    stopped.resolve();
    if (closing) return;
    endings += 1;
    // A new thread does not look for what this one committed without telling: it must be found before.
    do {
      await new Promise((resolve) => setTimeout(resolve, restartMs));
      if (closing) return;
    } while (!(await isTakenOver()));
    stopped = Promise.withResolvers<void>();
    worker = start();
  }

  async function isTakenOver(): Promise<boolean> {
    try {
      await events.onEnd();
      return !closing;
    } catch (error) {
      events.onFailure((error as Error).name, 'The resolving thread cannot start again');
      return false;
    }
  }

  const tell = (message: ToWorker): void => worker.postMessage(message);

  // A commit every few milliseconds needs no message each: one that is not yet answered is enough. If it was answered
  // by "idle", the thread may have looked just before the last commit, and has to look again.
  function wake(): void {
    if (woken) {
      wokenAgain = true;
      return;
    }
    woken = true;
    wokenAgain = false;
    tell({ type: 'wake' });
  }
  function onIdle(): void {
    woken = false;
    if (wokenAgain) wake();
  }

  return {
    wake,
    appended: () => tell({ type: 'appended' }),
    async close() {
      closing = true;
      tell({ type: 'stop' });
      await Promise.race([
        stopped.promise,
        new Promise((resolve) => setTimeout(resolve, closeMsMax).unref()),
      ]);
      await worker.terminate();
    },
  };
}

/** Between threads buffers arrive as plain arrays of bytes. */
const toBuffers = <Batch extends AppendBatch>(batch: Batch): Batch => ({
  ...batch,
  events: asBuffer(batch.events),
  profiles: asBuffer(batch.profiles),
});
const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

// The thread that resolves. It shares nothing with the server but the database and a few messages: what it computes
// never delays an answer, and the server may end at any moment without a word to it.
import { parentPort, workerData } from 'node:worker_threads';
import { movingClock } from '../../platform/clock/index.ts';
import { silentLog } from '../../platform/log/index.ts';
import { type ConnectionOptions, openDatabase } from '../../platform/postgres/index.ts';
import { lowerThisThread } from '../../platform/priority/index.ts';
import { openLabeller } from '../../respect/categories/index.ts';
import { openIdentityCache } from '../identity/index.ts';
import { listRequestsAfter } from '../inbox/index.ts';
import { openStatementMemory } from '../permissions/index.ts';
import { openAhead } from './ahead.ts';
import { type AppendBatch, listWaitingBatches } from './append.ts';
import { openGather } from './gather.ts';
import { getPosition } from './position.ts';
import type { PrepareLimits } from './prepare.ts';
import { batchMessagesMax, type ResolveDeps, type Resolved, resolveNext } from './resolve.ts';
import { skipRequest } from './skip.ts';

export type WorkerInput = {
  connection: ConnectionOptions;
  clock: SharedArrayBuffer;
  limits: PrepareLimits;
  deduplicationDays: number;
  /** So many threads before this one ended by themselves, one after another, and resolved nothing. */
  endings: number;
};
export type ToWorker = { type: 'wake' } | { type: 'appended' } | { type: 'stop' };
export type FromWorker =
  | { type: 'resolved'; resolved: Resolved }
  | { type: 'found'; batch: AppendBatch }
  /** Nothing was left in the inbox. */
  | { type: 'idle' }
  | { type: 'failed'; code: string; message: string }
  | { type: 'stopped' };

/** Batches that are resolved but not yet in ClickHouse: enough to go there in large blocks, few enough for memory. */
const aheadMax = 6;
/** Another process may have written to the inbox without waking this one. */
const pollMs = 200;
const retryMsMax = 5000;
/** So often the same position may fail before its requests are tried one by one, and then set aside. */
const failuresMax = 3;

const port = parentPort;
if (port === null) throw new Error('This file runs as a worker thread only');
const input = workerData as WorkerInput;
const db = openDatabase({ ...input.connection, connectionsMax: 3, waitedFor: false }, silentLog);
const clock = movingClock(input.clock);
const deps: ResolveDeps = {
  db,
  clock,
  cache: openIdentityCache(),
  rules: new Map(),
  statements: openStatementMemory(),
  catalogTypes: new Map(),
  limits: input.limits,
  deduplicationDays: input.deduplicationDays,
  ahead: openAhead(db, batchMessagesMax),
  labeller: openLabeller(clock),
};

const gather = openGather();
let ahead = 0;
/** The last batch of which the server knows, or which was there before this thread. */
let lastBatchId: number | undefined;
/** Up to this request they are tried one by one: together they failed, and one of them may be the cause. */
let oneByOneUntil = 0;
/** Of threads before this one, until it has drawn its conclusions. */
let endings = input.endings;
let stopping = false;
let wake: () => void = () => {};
let woken = false;

port.on('message', (message: ToWorker) => {
  if (message.type === 'appended') ahead = Math.max(0, ahead - 1);
  if (message.type === 'stop') stopping = true;
  woken = true;
  wake();
});

const post = (message: FromWorker, given: ArrayBuffer[] = []): void => port.postMessage(message, given);
/** Bytes that share their memory with nothing else can be given to the other thread instead of being copied. */
const ownMemory = ({ buffer, byteLength }: Buffer): ArrayBuffer[] =>
  buffer.byteLength === byteLength ? [buffer as ArrayBuffer] : [];

/** Until a message comes or the time is over. */
function pause(ms: number): Promise<void> {
  if (woken) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    wake = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}

function handOver(resolved: Resolved): void {
  ahead += 1;
  lastBatchId = resolved.batchId;
  post({ type: 'resolved', resolved }, [...ownMemory(resolved.events), ...ownMemory(resolved.profiles)]);
}

/** A connection may break after PostgreSQL committed and before it said so: then a batch waits that nobody was told of. */
async function handOverUntold(): Promise<void> {
  if (lastBatchId === undefined) {
    lastBatchId = (await getPosition(db)).batch_id;
    return;
  }
  for (const batch of await listWaitingBatches(db, lastBatchId)) {
    ahead += 1;
    lastBatchId = batch.batchId;
    post({ type: 'found', batch });
  }
}

async function run(): Promise<void> {
  let failures = 0;
  let inDoubt = true;
  while (!stopping) {
    woken = false;
    if (ahead >= aheadMax) {
      await pause(pollMs);
      continue;
    }
    const startedAt = performance.now();
    try {
      if (inDoubt) await handOverUntold();
      inDoubt = false;
      if (endings > 0) await distrustNext();
      const resolved = await resolveNext(deps, oneByOneUntil === 0 ? batchMessagesMax : 1);
      failures = 0;
      if (resolved === undefined || resolved.lastSeq >= oneByOneUntil) oneByOneUntil = 0;
      if (resolved === undefined) {
        post({ type: 'idle' });
        await pause(pollMs);
      } else {
        handOver(resolved);
        await rest(gather(resolved.messages, performance.now() - startedAt));
      }
    } catch (error) {
      deps.cache.clear();
      inDoubt = true;
      failures = await recover(error as Error & { code?: string }, failures);
    }
  }
  await db.close();
  post({ type: 'stopped' });
  // An open port keeps the thread alive, and whoever stops it waits for its end.
  port?.close();
}

/** The whole time, whatever comes in, unless the thread is to stop: traffic must not use up the patience with a failure. */
async function rest(ms: number): Promise<void> {
  const end = performance.now() + ms;
  for (let left = ms; left > 0 && !stopping; left = end - performance.now()) {
    woken = false;
    await pause(left);
  }
}

/** Waits, and after enough failures of the same kind sets the request aside. Returns the failures so far. */
async function recover(error: Error & { code?: string }, failures: number): Promise<number> {
  const code = error.code ?? error.name;
  post({ type: 'failed', code, message: describe(error) });
  await rest(Math.min(retryMsMax, 100 * 2 ** failures));
  if (isOutage(code, error.message)) return 0;
  try {
    if (failures + 1 === failuresMax && oneByOneUntil === 0) oneByOneUntil = await findBatchEnd();
    if (failures + 1 < failuresMax * 2) return failures + 1;
    const skipped = await skipRequest(deps);
    if (skipped === undefined || skipped.lastSeq >= oneByOneUntil) oneByOneUntil = 0;
    if (skipped !== undefined) handOver(skipped);
    return 0;
  } catch {
    return failures;
  }
}

/**
 * The next request may be what ended the threads before this one, for instance by filling the memory: then no failure
 * was left to be counted. They are tried one by one, and the one at which thread after thread ends is set aside.
 */
async function distrustNext(): Promise<void> {
  oneByOneUntil = await findBatchEnd();
  if (endings >= failuresMax) {
    const skipped = await skipRequest(deps);
    if (skipped !== undefined) handOver(skipped);
  }
  endings = 0;
}

/** The last request of the batch that failed. */
async function findBatchEnd(): Promise<number> {
  const { resolved_seq: resolvedSeq } = await getPosition(db);
  return (await listRequestsAfter(db, resolvedSeq, batchMessagesMax)).at(-1)?.seq ?? 0;
}

/**
 * The database is away, overloaded, or not as it should be (a table or a right is missing): no request is to blame, and
 * trying again is all that can be done.
 */
const isOutage = (code: string, message: string): boolean =>
  /^(E[A-Z]+|08...|25...|28...|3D...|3F...|40...|42...|53...|55...|57...|58...)$/.test(code) ||
  /terminated|timeout/i.test(message);

/** Messages of database errors may hold values; the code and the place say enough. */
const describe = (error: Error & { code?: string }): string =>
  error.code === undefined ? error.message : `The database answered ${error.code}`;

// Whoever sends waits for collect, nobody waits for this thread.
lowerThisThread();
void run();

// The pipeline as the server sees it: starts the resolving thread, appends what it resolves, knows how far all is.
import { Worker } from 'node:worker_threads';
import { AppError } from '@rapport/protocol';
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import type { MovingClock } from '../../platform/clock/index.ts';
import type { Log } from '../../platform/log/index.ts';
import type { ConnectionOptions, Database } from '../../platform/postgres/index.ts';
import type { EventStream } from '../events/index.ts';
import { countWaiting, findLastSeq, type Inbox } from '../inbox/index.ts';
import { type Activity, openActivity } from './activity.ts';
import { type AppendBatch, appendBatch, listWaitingBatches, repairBatches } from './append.ts';
import { publishLines } from './live.ts';
import { startMaintenance } from './maintenance.ts';
import { ensurePosition, getPosition } from './position.ts';
import type { PrepareLimits } from './prepare.ts';
import type { FromWorker, ToWorker, WorkerInput } from './worker.ts';

export type PipelineDeps = {
  db: Database;
  connection: ConnectionOptions;
  clickhouse: ClickHouse;
  clock: MovingClock;
  inbox: Inbox;
  stream: EventStream;
  log: Log;
  limits: PrepareLimits;
  deduplicationDays: number;
  waitingMessagesMax: number;
  inboxMinutes: number;
};

export type Pipeline = {
  readonly activity: Activity;
  /** Last request whose events are in ClickHouse. */
  appendedSeq(): number;
  state(): 'running' | 'stalled';
  /** Seconds to wait before sending more; 0 when the pipeline keeps up. */
  secondsBehind(): number;
  /** Resolves when everything accepted until now is visible everywhere; throws `settle_timeout`. */
  settle(timeoutMs: number): Promise<void>;
  close(): Promise<void>;
};

const retryMsMax = 5000;
const stalledAfterFailures = 5;

export async function startPipeline(deps: PipelineDeps): Promise<Pipeline> {
  const { db, clickhouse, clock, inbox, log } = deps;
  await ensurePosition(db, clock);
  const repaired = await repairBatches({ db, clickhouse, clock });
  if (repaired > 0) log.warn({ batches: repaired }, 'Sent batches again that the event store had lost');

  const activity = openActivity(() => clock.nowMs());
  const queue: (AppendBatch & { leftover?: true })[] = (await listWaitingBatches(db)).map((batch) => ({
    ...batch,
    leftover: true,
  }));
  const position = await getPosition(db);
  const behind = await countWaiting(db, position.resolved_seq);
  let waitingMessages = behind.messages;
  let appendedSeq = queue.length > 0 ? 0 : position.resolved_seq;
  let failures = 0;
  let closing = false;
  let appending: Promise<void> | undefined;
  const settlers = new Set<() => void>();

  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: toWorkerInput(deps) });
  const tell = (message: ToWorker): void => worker.postMessage(message);
  const stopped = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  worker.on('message', (message: FromWorker) => {
    if (message.type === 'failed') onFailure('resolve', message.message, message.code);
    if (message.type !== 'resolved') return;
    const { resolved } = message;
    failures = 0;
    waitingMessages = Math.max(0, waitingMessages - resolved.messages);
    activity.add({ resolved: resolved.messages, quarantined: resolved.quarantined });
    activity.setLag(Math.max(0, (clock.nowMs() - resolved.oldestMs) / 1000));
    // Structured clone turns buffers into plain arrays of bytes.
    queue.push({
      ...resolved,
      events: Buffer.from(resolved.events),
      profiles: Buffer.from(resolved.profiles),
    });
    appending ??= appendAll();
  });
  worker.on('error', (error) => onFailure('resolve', 'The resolving thread ended', (error as Error).name));

  function onFailure(stage: 'resolve' | 'append', message: string, code: string): void {
    failures += 1;
    activity.fail(stage, message);
    log.warn({ stage, code, failures }, `The pipeline failed: ${message}`);
  }

  async function appendAll(): Promise<void> {
    for (let batch = queue[0]; batch !== undefined && !closing; batch = queue[0]) {
      try {
        await appendBatch({ db, clickhouse, clock }, batch);
      } catch (error) {
        onFailure(
          'append',
          'The event store or the database did not take a batch',
          String((error as { code?: unknown }).code ?? 'unknown'),
        );
        await new Promise((resolve) =>
          setTimeout(resolve, Math.min(retryMsMax, 100 * 2 ** Math.min(failures, 6))),
        );
        continue;
      }
      failures = 0;
      queue.shift();
      appendedSeq = batch.lastSeq;
      activity.add({ appended: batch.stored });
      if (deps.stream.watched()) publishLines(deps.stream, batch.events);
      if (!batch.leftover) tell({ type: 'appended' });
      for (const check of settlers) check();
    }
    appending = undefined;
  }

  inbox.onAppend((count) => {
    waitingMessages += count;
    activity.add({ accepted: count });
    tell({ type: 'wake' });
  });
  if (queue.length > 0) {
    appending = appendAll().then(() => {
      if (appendedSeq === 0) appendedSeq = position.resolved_seq;
    });
  }
  const stopMaintenance = startMaintenance(
    deps,
    () => appendedSeq,
    (error) => onFailure('append', 'Maintenance failed', error),
  );

  async function settle(timeoutMs: number): Promise<void> {
    const target = await findLastSeq(db);
    if (appendedSeq >= target) return;
    tell({ type: 'wake' });
    await new Promise<void>((resolve, reject) => {
      const done = (finish: () => void): void => {
        clearTimeout(timer);
        settlers.delete(check);
        finish();
      };
      const check = (): void => {
        if (appendedSeq >= target) done(resolve);
      };
      const timer = setTimeout(() => done(() => reject(new AppError('settle_timeout'))), timeoutMs);
      settlers.add(check);
      check();
    });
  }

  return {
    activity,
    appendedSeq: () => appendedSeq,
    state: () => (failures >= stalledAfterFailures ? 'stalled' : 'running'),
    secondsBehind() {
      if (waitingMessages <= deps.waitingMessagesMax) return 0;
      const surplus = waitingMessages - deps.waitingMessagesMax;
      return Math.min(300, Math.max(1, Math.ceil(surplus / Math.max(1000, activity.rates().resolved))));
    },
    settle,
    async close() {
      stopMaintenance();
      await inbox.close();
      tell({ type: 'stop' });
      await Promise.race([stopped, new Promise((resolve) => setTimeout(resolve, 4000).unref())]);
      closing = true;
      await appending;
      await worker.terminate();
    },
  };
}

function toWorkerInput(deps: PipelineDeps): WorkerInput {
  return {
    connection: deps.connection,
    clock: deps.clock.shared,
    limits: deps.limits,
    deduplicationDays: deps.deduplicationDays,
  };
}

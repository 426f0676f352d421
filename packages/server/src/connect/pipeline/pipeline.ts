// The pipeline as the server sees it: resolve in a thread, append here, and know how far all is.
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import type { MovingClock } from '../../platform/clock/index.ts';
import type { Log } from '../../platform/log/index.ts';
import type { Metrics } from '../../platform/metrics/index.ts';
import type { ConnectionOptions, Database } from '../../platform/postgres/index.ts';
import type { CatalogNews } from '../catalog/index.ts';
import type { EventStream } from '../events/index.ts';
import { repeatReassigned } from '../identity/index.ts';
import { countWaiting, findLastSeq, type Inbox } from '../inbox/index.ts';
import { type Activity, openActivity, type PipelineError } from './activity.ts';
import { type AppendBatch, listAppendedAfter, listWaitingBatches, repairBatches } from './append.ts';
import { type Appender, openAppender } from './appender.ts';
import { openBacklog } from './backlog.ts';
import { openFaultCounter } from './fault-counter.ts';
import { publishLines } from './live.ts';
import { startMaintenance } from './maintenance.ts';
import { ensurePosition, getPosition } from './position.ts';
import type { PrepareLimits } from './prepare.ts';
import { openRefusals, type Refusals } from './refusals.ts';
import type { Resolved } from './resolve.ts';
import { openResolver, type Resolver } from './resolver.ts';
import { openTeller, type Teller } from './teller.ts';
import { type Turn, type TurnResult, takeTurn } from './turn.ts';
import { openWaiters, type Waiters } from './waiters.ts';

export type PipelineDeps = {
  db: Database;
  connection: ConnectionOptions;
  clickhouse: ClickHouse;
  clock: MovingClock;
  inbox: Inbox;
  stream: EventStream;
  log: Log;
  metrics: Metrics;
  limits: PrepareLimits;
  deduplicationDays: number;
  waitingMessagesMax: number;
  keepRequestsMinutes: number;
  /** What goes on with a batch that the event store has. */
  computing: Computing;
  /** Told of objects of the catalog that a batch changed, when it is committed. */
  catalogNews: Pick<CatalogNews, 'tell' | 'tellMissed'>;
};

export type Computing = {
  /** `isTold`: the event store was told whose events are after this batch. */
  appended(batch: Pick<AppendBatch, 'batchId' | 'events' | 'profiles'> & { isTold: () => boolean }): void;
  told(): void;
  /** Later batches have to be kept. */
  computedBatch(): number;
  isSettled(): boolean;
  /** Called when that may have changed. */
  onMoved(listen: () => void): void;
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
  /** Runs work on the graph and on profiles between two batches (`turn.ts`); for a preview nothing of it stays. */
  takeTurn<Answer>(work: (turn: Turn) => Promise<TurnResult<Answer>>, stays: boolean): Promise<Answer>;
  /** So many batches of turns that the event store has not got yet. */
  turnsWaiting(): number;
  /** What parts the devices of people who refused linking by a message. */
  followRefusals(work: () => Promise<void>): void;
  close(): Promise<void>;
};

const stalledAfterFailures = 5;

/** Takes up where the last process stopped, however it ended, and runs until `close`. */
export async function startPipeline(deps: PipelineDeps): Promise<Pipeline> {
  const { db, clickhouse, clock, inbox, log, stream, computing } = deps;
  const { leftover, uncomputed, resolvedSeq } = await recover(deps);
  let [failures, lastPushed] = [0, 0];
  /** Batches that the running thread does not count among its own. */
  const takenOver = new Set<number>();
  const [activity, waiters] = [openActivity(() => clock.nowMs()), openWaiters()];
  const waiting = await countWaiting(db, resolvedSeq);
  const backlog = openBacklog(waiting.messages, deps.waitingMessagesMax, () => activity.rates().resolved);
  const countResolved = openResolvedCount(activity, deps);

  function onFailure(stage: PipelineError['stage'], code: string, message: string): void {
    failures += 1;
    activity.fail(stage, message);
    log.warn({ stage, code, failures }, `The pipeline failed: ${message}`);
  }

  const teller = startTelling(deps, waiters.check, onFailure);
  const compute = openComputing(computing, teller, waiters.check);
  uncomputed.forEach(compute);
  const refusals = openRefusals((code) => onFailure('maintenance', code, notParted));
  const resolver = openResolver(toWorkerInput(deps), {
    onFailure: (code, message) => onFailure('resolve', code, message),
    onResolved(resolved) {
      failures = 0;
      backlog.resolved(resolved.messages);
      countResolved(resolved);
      for (const { workspaceId, changes } of resolved.objects) deps.catalogNews.tell(workspaceId, changes);
      if (resolved.linkRefusals > 0) refusals.wake();
      appender.push(resolved);
      lastPushed = resolved.batchId;
    },
    onFound(batch) {
      takeOver([batch], appender.push);
      // How many duplicates were among its messages was lost with the answer.
      backlog.resolved(batch.stored);
      activity.add({ resolved: batch.stored });
    },
    onEnd: async () => takeOver((await listWaitingBatches(db)).filter((batch) => batch.batchId > lastPushed)),
  });
  const appender = openAppender({
    ...{ db, clickhouse, clock },
    startSeq: leftover.length > 0 ? 0 : resolvedSeq,
    onFailure: (code) => onFailure('append', code, 'The event store or the database did not take a batch'),
    onAppended(batch) {
      failures = 0;
      activity.add({ appended: batch.stored });
      if (stream.watched()) publishLines(stream, batch.events);
      if (!takenOver.delete(batch.batchId)) resolver.appended();
      compute(batch);
      waiters.check();
    },
  });
  function pushForeign(batch: AppendBatch): void {
    takenOver.add(batch.batchId);
    appender.push(batch);
  }
  function takeOver(batches: AppendBatch[], push = pushForeign): void {
    for (const batch of batches) push(batch);
    lastPushed = batches.at(-1)?.batchId ?? lastPushed;
    if (batches.length > 0) deps.catalogNews.tellMissed();
  }
  takeOver(leftover);
  inbox.onAppend((count) => {
    backlog.accepted(count);
    activity.add({ accepted: count });
    resolver.wake();
  });
  const stopMaintenance = startMaintenance(deps, teller.oneByOne, {
    appendedSeq: appender.appendedSeq,
    computedBatch: computing.computedBatch,
    isIdle: () => backlog.isEmpty() && activity.rates().appended === 0,
    onFailure: (code, message) => onFailure('maintenance', code, message),
  });
  const parts = [refusals, inbox, resolver, appender, teller];

  return {
    activity,
    appendedSeq: appender.appendedSeq,
    state: () => (failures >= stalledAfterFailures ? 'stalled' : 'running'),
    secondsBehind: backlog.secondsBehind,
    settle: (timeoutMs) =>
      settle({ ...deps, resolver, appender, refusals, teller, waiters, takenOver }, timeoutMs),
    takeTurn: (work, stays) => takeTurn(deps, work, stays, pushForeign),
    ...{ turnsWaiting: () => takenOver.size, followRefusals: refusals.follow },
    close: () => inTurn([stopMaintenance, ...parts.map((part) => () => part.close())]),
  };
}

const notParted = 'Devices could not be parted from those who refused to be recognised across them';

async function inTurn(steps: readonly (() => Promise<void>)[]): Promise<void> {
  for (const step of steps) await step();
}

function openResolvedCount(activity: Activity, { metrics, clock }: PipelineDeps) {
  const countFaults = openFaultCounter(metrics);
  return function countResolved({ messages, quarantined, oldestMs, signalFaults }: Resolved): void {
    activity.add({ resolved: messages, quarantined });
    activity.setLag(Math.max(0, (clock.nowMs() - oldestMs) / 1000));
    countFaults(signalFaults);
  };
}

type Settling = {
  db: Database;
  resolver: Resolver;
  appender: Appender;
  refusals: Refusals;
  teller: Teller;
  waiters: Waiters;
  takenOver: ReadonlySet<number>;
  computing: Computing;
};

async function settle(
  { db, resolver, appender, refusals, teller, waiters, takenOver, computing }: Settling,
  timeoutMs: number,
): Promise<void> {
  const target = await findLastSeq(db);
  resolver.wake();
  await waiters.until(() => appender.appendedSeq() >= target && takenOver.size === 0, timeoutMs);
  await refusals.settled();
  await waiters.until(() => takenOver.size === 0, timeoutMs);
  const toTell = teller.hurry();
  await waiters.until(() => teller.told() >= toTell, timeoutMs);
  // What is computed may wait for rows of people that a turn writes meanwhile, and follows when those are there.
  await waiters.until(() => takenOver.size === 0 && computing.isSettled(), timeoutMs);
}

/** What was told before is told once more: a loss of power may have taken it. */
function startTelling(
  { db, clickhouse, clock, computing }: PipelineDeps,
  onMoved: () => void,
  onFailure: (stage: PipelineError['stage'], code: string, message: string) => void,
): Teller {
  function onTold(): void {
    computing.told();
    onMoved();
  }
  const teller = openTeller({
    ...{ db, clickhouse, clock, onTold },
    onFailure: (code) => onFailure('append', code, 'The event store was not told whose events are'),
  });
  teller.wake();
  return teller;
}

function openComputing(computing: Computing, teller: Teller, onMoved: () => void) {
  computing.onMoved(onMoved);
  return function compute(batch: AppendBatch): void {
    teller.wake();
    const toTell = teller.woken();
    computing.appended({ ...batch, isTold: () => teller.told() >= toTell });
  };
}

/** Repairs what the event store lost, and finds the batches that were resolved but not appended, or not computed. */
async function recover({ db, clickhouse, clock, log, computing }: PipelineDeps) {
  await ensurePosition(db, clock);
  const repaired = await repairBatches({ db, clickhouse, clock });
  if (repaired > 0) log.warn({ batches: repaired }, 'Sent batches again that the event store had lost');
  await repeatReassigned(db);
  const uncomputed = await listAppendedAfter(db, computing.computedBatch());
  const { resolved_seq: resolvedSeq } = await getPosition(db);
  return { leftover: await listWaitingBatches(db), uncomputed, resolvedSeq };
}

function toWorkerInput({ connection, clock, limits, deduplicationDays }: PipelineDeps) {
  return { connection, clock: clock.shared, limits, deduplicationDays };
}

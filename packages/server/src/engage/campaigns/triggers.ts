// Campaigns that events start: each batch of events is looked at when the event store has it, in the order of the batches.
//
// Nothing is lost: a batch is kept until it was looked at (`heardBatch`), so after a crash it comes again. Nothing is done twice: what
// came of an event stands in one row of `campaign_people` for the run, the person and the event, written in one transaction with the
// message; a batch that comes again finds that row. So how far all is need be written down only now and then.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../platform/postgres/index.ts';
import { type HeardEvent, listHeard } from './event-lines.ts';
import type { RunningDeps } from './running.ts';
import { startByEvents } from './triggering.ts';

type Batch = { batchId: number; events: Buffer };
export type Triggers = {
  /** The event store has a batch. */
  appended(batch: Batch): void;
  /** Up to this batch all was looked at: what is later has to be kept. */
  heardBatch(): number;
  isSettled(): boolean;
  /** Called when that may have changed. */
  onMoved(listen: () => void): void;
  close(): Promise<void>;
};

const failureMsMax = 10_000;
/** How far all is, is written down this often, and whenever something was done. */
const noteMs = 5000;
/** So many events in one transaction. */
const togetherMax = 500;

export async function openTriggers(deps: RunningDeps): Promise<Triggers> {
  const { db, clock, log } = deps;
  const closing = new AbortController();
  const queue: Batch[] = [];
  let heard = await getHeardBatch(db);
  let [noted, notedMs] = [heard, clock.nowMs()];
  let moved: () => void = () => {};
  let running: Promise<void> | undefined;

  async function hear(batches: readonly Batch[]): Promise<void> {
    const waited = await listWaited(db);
    const events =
      waited.size === 0
        ? []
        : batches.flatMap(({ events: lines }) =>
            listHeard(lines, (workspaceId, name) => waited.has(`${workspaceId} ${name}`)),
          );
    for (const [workspaceId, own] of Map.groupBy(events, (one) => one.workspaceId))
      await start(workspaceId, own);
    const last = batches.at(-1)?.batchId ?? heard;
    heard = Math.max(heard, last);
    if (events.length > 0 || clock.nowMs() - notedMs > noteMs) await note();
  }

  async function start(workspaceId: number, events: readonly HeardEvent[]): Promise<void> {
    for (let first = 0; first < events.length; first += togetherMax)
      await startByEvents(deps, workspaceId, events.slice(first, first + togetherMax));
    deps.onMade();
  }

  async function note(): Promise<void> {
    if (noted < heard) await setHeardBatch(db, heard);
    [noted, notedMs] = [heard, clock.nowMs()];
  }

  async function run(): Promise<void> {
    let failures = 0;
    while (queue.length > 0 && !closing.signal.aborted) {
      const batches = queue.slice();
      try {
        await hear(batches);
        queue.splice(0, batches.length);
        failures = 0;
      } catch (error) {
        failures += 1;
        log.warn({ err: error, failures }, 'Campaigns that events start were interrupted and go on');
        const ms = Math.min(failureMsMax, 100 * 2 ** failures);
        await sleep(ms, undefined, { signal: closing.signal, ref: false }).catch(() => {});
      }
    }
    running = undefined;
    moved();
  }

  return {
    appended(batch) {
      if (batch.batchId <= heard) return;
      queue.push({ batchId: batch.batchId, events: batch.events });
      running ??= run();
    },
    heardBatch: () => noted,
    isSettled: () => queue.length === 0 && running === undefined,
    onMoved(listen) {
      moved = listen;
    },
    async close() {
      closing.abort();
      await running;
      await note().catch(() => {});
    },
  };
}

/** Of all workspaces, the events for which a campaign waits now. */
async function listWaited(db: Database): Promise<Set<string>> {
  const rows = await db.query<{ workspace_id: number; event_name: string }>(
    `select workspace_id, event_name from campaigns where kind = 'event' and state = 'running'`,
    [],
    'list_waited_events',
  );
  return new Set(rows.map((row) => `${row.workspace_id} ${row.event_name}`));
}

async function getHeardBatch(db: Database): Promise<number> {
  const [row] = await db.query<{ batch_id: number }>('select batch_id from campaign_position', []);
  return row?.batch_id ?? 0;
}

const setHeardBatch = (db: Database, batchId: number): Promise<unknown> =>
  db.query(
    `insert into campaign_position (batch_id) values ($1)
     on conflict (one) do update set batch_id = greatest(campaign_position.batch_id, excluded.batch_id)`,
    [batchId],
    'set_heard_batch',
  );

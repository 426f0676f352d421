// Whose events are, from the graph to the event store: in order with the batches, repeated after a crash, folded when idle.
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import type { Clock } from '../../platform/clock/index.ts';
import type { Database } from '../../platform/postgres/index.ts';
import {
  foldPartition,
  isFolding,
  listPlacesOfBatch,
  listUnfolded,
  reassignEvents,
} from '../events/index.ts';
import { findOwnership, findReassignedPlaces, listReassigned, markReassigned } from '../identity/index.ts';

type ReassignDeps = { db: Database; clickhouse: ClickHouse; clock: Clock };

/** Places that one statement names. */
const placesMax = 5000;

/** Tells the event store what changed up to this batch, whose events and those before it are there. Safe to repeat. */
export async function tellReassigned(deps: ReassignDeps, untilBatch: number): Promise<void> {
  const waiting = await listReassigned(deps.db, { untilBatch });
  if (waiting.size === 0) return;
  for (const [workspaceId, reassigned] of waiting)
    await reassignPlaces(
      deps,
      workspaceId,
      await findReassignedPlaces({ db: deps.db, workspaceId }, reassigned),
    );
  await markReassigned(deps.db, untilBatch, deps.clock.now());
}

/** Tells it once more what it was told lately: a loss of power may have taken that. */
export async function repairReassigned(deps: ReassignDeps): Promise<void> {
  for (const [workspaceId, reassigned] of await listReassigned(deps.db, 'told'))
    await reassignPlaces(
      deps,
      workspaceId,
      await findReassignedPlaces({ db: deps.db, workspaceId }, reassigned),
    );
}

/** Rows that were sent again carry the profiles of their time: what was told since is told to them too. */
export async function reassignBatch(deps: ReassignDeps, batchId: number): Promise<void> {
  for (const [workspaceId, places] of await listPlacesOfBatch(deps.clickhouse, batchId))
    await reassignPlaces(deps, workspaceId, places);
}

async function reassignPlaces(
  { db, clickhouse }: ReassignDeps,
  workspaceId: number,
  places: number[],
): Promise<void> {
  for (let at = 0; at < places.length; at += placesMax) {
    const ownership = await findOwnership({ db, workspaceId }, places.slice(at, at + placesMax));
    await reassignEvents(clickhouse, workspaceId, ownership);
  }
}

const everyMs = 30_000;
/** Where it is never idle, a partition is folded this often all the same. */
const busyEveryMs = 600_000;

/** Folds one partition at a time, while little is going on. Runs until the returned function is called. */
export function startFolding(
  clickhouse: ClickHouse,
  isIdle: () => boolean,
  onFailure: (error: unknown) => void,
): () => void {
  let foldedAt = performance.now();
  const timer = setInterval(async function fold() {
    if (!isIdle() && performance.now() - foldedAt < busyEveryMs) return;
    try {
      if (await isFolding(clickhouse)) return;
      const [partition] = await listUnfolded(clickhouse);
      foldedAt = performance.now();
      if (partition !== undefined) await foldPartition(clickhouse, partition);
    } catch (error) {
      onFailure(error);
    }
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

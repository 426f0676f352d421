// Whose events are, from the graph to the event store: behind the batches that changed it, repeated after a crash.
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import type { Clock } from '../../platform/clock/index.ts';
import type { Database } from '../../platform/postgres/index.ts';
import { listPlacesOfBatch, reassignEvents } from '../events/index.ts';
import {
  findOwnership,
  findReassignedPlaces,
  listReassigned,
  markReassigned,
  type ReassignedRow,
} from '../identity/index.ts';

type ReassignDeps = { db: Database; clickhouse: ClickHouse; clock: Clock };

/** Profiles, or identifiers that moved, that one statement names. */
const namedMax = 5000;

/**
 * Tells the event store what changed up to this batch, a part of it. Events of all batches up to there must be in it:
 * what comes later is not told. Returns whether there was anything. Safe to repeat, and to break off.
 */
export async function tellSomeReassigned(deps: ReassignDeps, untilBatch: number): Promise<boolean> {
  const waiting = await listReassigned(deps.db, untilBatch, namedMax);
  if (waiting.length === 0) return false;
  for (const [workspaceId, rows] of Map.groupBy(waiting, (row) => row.workspace_id)) {
    const scope = { db: deps.db, workspaceId };
    await reassignPlaces(deps, workspaceId, await findReassignedPlaces(scope, toReassigned(rows)));
  }
  await markReassigned(deps.db, waiting, untilBatch, deps.clock.now());
  return true;
}

function toReassigned(rows: ReassignedRow[]) {
  const idsOf = (identifiers: boolean) =>
    rows.filter((row) => row.is_identifier === identifiers).map(({ id }) => id);
  return { profileIds: idsOf(false), identifierIds: idsOf(true) };
}

/** Rows that were sent again carry the profiles of their time: what was told since is told to them too. */
export async function reassignBatch(deps: ReassignDeps, batchId: number): Promise<void> {
  for (const [workspaceId, places] of await listPlacesOfBatch(deps.clickhouse, batchId))
    await reassignPlaces(deps, workspaceId, places);
}

async function reassignPlaces(deps: ReassignDeps, workspaceId: number, places: number[]): Promise<void> {
  if (places.length === 0) return;
  const few = places.length <= namedMax;
  const ownership = few && (await findOwnership({ db: deps.db, workspaceId }, places));
  if (ownership && (ownership.moved.length <= namedMax || places.length === 1))
    return reassignEvents(deps.clickhouse, workspaceId, ownership);
  const middle = Math.ceil(places.length / 2);
  await reassignPlaces(deps, workspaceId, places.slice(0, middle));
  await reassignPlaces(deps, workspaceId, places.slice(middle));
}

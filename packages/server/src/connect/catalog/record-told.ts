// What the events of a batch tell of objects, taken in with the batch.
import type { Transaction } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { recordTellings } from './record.ts';
import { openTellers, readTellings, type ToldEvent } from './told-by.ts';
import { type CatalogTypesMemory, listCatalogTypes } from './type-store.ts';

type Batch = {
  events: readonly ToldEvent[];
  /** Per event: its permission snapshot. */
  snapshots: readonly bigint[];
  remembered: CatalogTypesMemory;
};

/** A batch that tells of nothing costs one look at whether the types are still the same. Returns the objects that changed. */
export async function recordToldByEvents(
  scope: Scope<Transaction>,
  { events, snapshots, remembered }: Batch,
): Promise<{ type: string; id: string }[]> {
  if (!events.some(({ message }) => message.type === 'track')) return [];
  const types = await listCatalogTypes(scope, remembered);
  const tellers = openTellers(types);
  if (tellers.size === 0) return [];
  const tellings = events.flatMap((event, i) => readTellings(event, snapshots[i] as bigint, tellers));
  return tellings.length === 0 ? [] : recordTellings(scope, tellings, types);
}

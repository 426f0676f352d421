// Preparing requests ahead, while the database works.
//
// A third of what the resolving thread does is to unpack, parse and check messages, which asks nothing of the batch
// before. And half of the time it waits for the database to write that batch. So when a full batch was taken, the next
// requests are read over a connection of their own and prepared in the pauses. Rows of the inbox never change and appear
// in the order of `seq` (`connect/inbox`): what follows the batch under way is known before it commits. What was prepared
// is used if that batch was the last one and sources and rules are still the same. Otherwise it is prepared again.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from '../../platform/postgres/index.ts';
import type { RulesInForce } from '../identity/index.ts';
import { type InboxRow, listRequestsAfter } from '../inbox/index.ts';
import type { Source } from '../sources/index.ts';
import { type Item, type PrepareLimits, prepareRequest, type SetAside } from './prepare.ts';

/** Requests, with their messages sorted into those to store and those to set aside. */
export type Prepared = {
  using: PrepareWith;
  rows: InboxRow[];
  items: Item[];
  aside: SetAside[];
  /** Characters of what is to be stored. */
  text: number;
};

/** What decides how a request is prepared. */
export type PrepareWith = {
  limits: PrepareLimits;
  sources: ReadonlyMap<number, Source>;
  /** By workspace. */
  rulesOf: ReadonlyMap<number, RulesInForce>;
};

export type Ahead = {
  /** Begins with what follows this request. */
  begin(afterSeq: number, using: PrepareWith): void;
  /** Ends it, and gives what was prepared if it follows this request. */
  take(afterSeq: number): Promise<Prepared | undefined>;
};

/** The messages of a batch are in memory several times: parsed, as text, as rows. Large ones make smaller batches. */
export const batchTextMax = 32 * 1024 * 1024;
/** So long at a time it keeps the thread from what the batch under way needs, unless one request takes longer. */
const sliceMs = 3;

export function openAhead(db: Database, messagesMax: number): Ahead {
  let work: { afterSeq: number; prepared: Prepared; done: Promise<void> } | undefined;
  let ends = false;

  async function prepareAfter(afterSeq: number, prepared: Prepared): Promise<void> {
    const rows = await listRequestsAfter(db, afterSeq, messagesMax);
    let startedAt = performance.now();
    for (const row of rows) {
      if (ends || !prepareRow(row, prepared)) return;
      if (performance.now() - startedAt < sliceMs) continue;
      await nextTurn();
      startedAt = performance.now();
    }
  }

  return {
    begin(afterSeq, using) {
      const prepared = prepareNothing(using);
      ends = false;
      // What fails here fails again, and is dealt with, in the batch that it belongs to.
      work = { afterSeq, prepared, done: prepareAfter(afterSeq, prepared).catch(() => {}) };
    },
    async take(afterSeq) {
      if (work === undefined) return undefined;
      const taken = work;
      ends = true;
      work = undefined;
      await taken.done;
      return taken.afterSeq === afterSeq ? taken.prepared : undefined;
    },
  };
}

export const prepareNothing = (using: PrepareWith): Prepared => ({
  ...{ using, rows: [], items: [], aside: [], text: 0 },
});

/** Prepares a request after those that were; false where there is no more room, or its rules are not at hand. */
export function prepareRow(row: InboxRow, prepared: Prepared): boolean {
  const { limits, sources, rulesOf } = prepared.using;
  const rules = rulesOf.get(row.workspace_id);
  if (rules === undefined || prepared.text >= batchTextMax) return false;
  const source = sources.get(row.source_id);
  // Passing over it would lose what was acknowledged.
  if (source === undefined) throw new Error(`Nothing is known of the source ${row.source_id} of a request`);
  // Not into those that are there: of a request that fails nothing stays.
  const { items, aside, text } = prepareRequest(row, source, { limits, readIdentifiers: rules.read });
  prepared.text += text;
  for (const item of items) prepared.items.push(item);
  for (const one of aside) prepared.aside.push(one);
  prepared.rows.push(row);
  return true;
}

/** Whether it would be prepared the same way with these. */
export const holdsFor = ({ using, rows }: Prepared, now: PrepareWith): boolean =>
  rows.length === 0 ||
  (toEdition(using.sources) === toEdition(now.sources) &&
    rows.every(({ workspace_id: id }) => using.rulesOf.get(id) === now.rulesOf.get(id)));

const toEdition = (sources: ReadonlyMap<number, Source>): string =>
  JSON.stringify([...sources.values()].map(({ id, settings }) => [id, settings]));

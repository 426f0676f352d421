// People whom batches touched, until they are computed.
//
// Batches that wait together are computed together. Who merged or came apart waits until the event store knows whose their
// events are, and holds up nobody else.
import { type Definition, listDefinitions } from '../definitions/index.ts';
import type { Appended } from './batch.ts';
import { findNextDue, forgetDue, listDue } from './due.ts';
import { type Computing, computePeople } from './people.ts';
import { recordMerged } from './record.ts';
import { mayChange } from './relevance.ts';
import type { Reason } from './states.ts';
import { advanceComputedBatch, getComputedBatch } from './store.ts';
import { joinTouched, listTouched, type Touched } from './touched.ts';

/** So many of those whose moment has come are computed at once, before others are looked at. */
const dueMax = 5000;

type Waiting = Pick<Appended, 'batchId' | 'isTold'> & { touched: Map<number, Touched> };
/** People who are computed when something else is done. */
type Later = {
  batchId: number;
  workspaceId: number;
  people: readonly number[];
  reason: Reason;
  isReady: () => boolean;
};

export type Batches = {
  push(batch: Appended): void;
  /** Computes what waits and can be computed. Safe to repeat when it fails. */
  compute(): Promise<void>;
  /** Computes these by all definitions with the next batches. */
  pushPeople(workspaceId: number, people: readonly number[]): void;
  /** So long until time alone may change somebody; beyond all times for never. */
  dueInMs(): number;
  /** Whether `compute` would find something to do. */
  isWaiting(): boolean;
  isEmpty(): boolean;
  /** Up to this batch all is computed. */
  computedBatch(): number;
};

function tellTouched({ onChanged, onEvents }: Computing, touched: ReadonlyMap<number, Touched>): void {
  for (const [workspaceId, { byEvents, byProfile, removed }] of touched) {
    onChanged?.(workspaceId, [...byProfile, ...removed]);
    onEvents?.(workspaceId, byEvents);
  }
}

/** `onTouched`: told whom a computation is about to compute, before it looks at definitions. */
export async function openBatches(
  deps: Computing,
  onTouched: (workspaceId: number, people: readonly number[]) => void,
): Promise<Batches> {
  const { db } = deps;
  let queue: Waiting[] = [];
  let later: Later[] = [];
  let last = await getComputedBatch(db);
  let computed = last;
  let nextDueMs = 0;

  async function computeQueue(): Promise<void> {
    const taken = queue.slice();
    const byWorkspace = new Map<number, Touched>();
    const merged: Later[] = [];
    for (const { batchId, isTold, touched } of taken)
      for (const [workspaceId, one] of touched) {
        joinTouched(byWorkspace, workspaceId, one);
        const people = await recordMerged({ db, workspaceId }, [...one.removed], deps.now());
        deps.onChanged?.(workspaceId, people);
        if (people.length > 0)
          merged.push({ batchId, workspaceId, people, reason: 'identity', isReady: isTold });
      }
    for (const [workspaceId, touched] of byWorkspace) await computeTouched(workspaceId, touched);
    queue = queue.slice(taken.length);
    later.push(...merged);
    last = Math.max(last, ...taken.map(({ batchId }) => batchId));
  }

  async function computeTouched(workspaceId: number, touched: Touched): Promise<void> {
    const { byEvents, byProfile, byList, removed, eventNames } = touched;
    const people = [...new Set([...byEvents, ...byProfile])].filter((id) => !removed.has(id));
    onTouched(workspaceId, people);
    const all = await listDefinitions({ db, workspaceId });
    const isAsked = byProfile.size > 0 ? () => true : (one: Definition) => mayChange(one, all, eventNames);
    const asked = all.filter((one) => one.version > 0 && isAsked(one));
    function reasonOf(id: number): Reason {
      if (byEvents.has(id)) return 'event';
      return byList.has(id) ? 'list' : 'attribute';
    }
    await computePeople(deps, workspaceId, { all, asked }, { people, reasonOf });
  }

  async function computeLater(): Promise<void> {
    for (const one of later.filter(({ isReady }) => isReady())) {
      const { workspaceId, people, reason } = one;
      onTouched(workspaceId, people);
      const all = await listDefinitions({ db, workspaceId });
      const asked = all.filter(({ version }) => version > 0);
      await computePeople(deps, workspaceId, { all, asked }, { people, reasonOf: () => reason });
      later = later.filter((other) => other !== one);
    }
  }

  /** Those whose moment has come. Whoever is left is computed in the next round. */
  async function computeDue(): Promise<void> {
    for (const [workspaceId, people] of await listDue(db, deps.now(), dueMax)) {
      onTouched(workspaceId, people);
      const all = await listDefinitions({ db, workspaceId });
      const asked = all.filter(({ version }) => version > 0);
      if (asked.length === 0) await forgetDue({ db, workspaceId }, people);
      await computePeople(deps, workspaceId, { all, asked }, { people, reasonOf: () => 'time' });
    }
    nextDueMs = (await findNextDue(db))?.getTime() ?? Number.POSITIVE_INFINITY;
  }

  async function advance(): Promise<void> {
    const until = Math.min(last, ...later.map(({ batchId }) => batchId - 1));
    if (until <= computed) return;
    await advanceComputedBatch(db, until);
    computed = until;
  }

  const dueInMs = (): number => nextDueMs - deps.now().getTime();

  return {
    push({ batchId, isTold, ...lines }) {
      const touched = listTouched(lines);
      queue.push({ batchId, isTold, touched });
      tellTouched(deps, touched);
    },
    async compute() {
      if (queue.length > 0) await computeQueue();
      await computeLater();
      await computeDue();
      await advance();
    },
    pushPeople: (workspaceId, people) =>
      later.push({ batchId: last + 1, workspaceId, people, reason: 'event', isReady: () => true }),
    dueInMs,
    isWaiting: () => queue.length > 0 || dueInMs() <= 0 || later.some(({ isReady }) => isReady()),
    isEmpty: () => queue.length === 0 && later.length === 0 && dueInMs() > 0,
    computedBatch: () => computed,
  };
}

// Compares what was found with what people are, and keeps the differences.

import { findMergedInto } from '../../connect/identity/index.ts';
import type { Database } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { forgetDue, recordDue } from './due.ts';
import {
  applyFound,
  type Change,
  type ComputedOf,
  type Found,
  mergeStates,
  type Reason,
  type State,
} from './states.ts';
import { deleteStates, lockStates, type Written, writeStates } from './store.ts';

const nothing: Found = { segments: new Set(), traits: new Map(), evidence: new Map(), dueMs: 0 };

type Recording = {
  people: readonly number[];
  at: Date;
  /** Why somebody may differ. */
  reasonOf: (profileId: number) => Reason;
  /** All definitions were asked. */
  isWhole: boolean;
};

/** Answers those who differ. */
export async function recordFound(
  scope: Scope<Database>,
  found: ReadonlyMap<number, Found>,
  computed: readonly ComputedOf[],
  { people, at, reasonOf, isWhole }: Recording,
): Promise<number[]> {
  if (people.length === 0 || computed.length === 0) return [];
  return scope.db.transaction(async (tx) => {
    const own = { ...scope, db: tx };
    const before = await lockStates(own, people);
    const written: Written[] = [];
    for (const profileId of people) {
      const reason = reasonOf(profileId);
      const { state, changes, isOther } = applyFound(
        before.get(profileId),
        found.get(profileId) ?? nothing,
        computed,
        {
          ...{ atMs: at.getTime(), reason },
        },
      );
      if (isOther) written.push({ profileId, state, changes });
    }
    await writeStates(own, written, at);
    await recordDue(own, new Map(people.map((id) => [id, found.get(id)?.dueMs ?? 0])), isWhole);
    return written.map(({ profileId }) => profileId);
  });
}

/** What was merged away goes on in whom it was merged into. Answers those who are left. */
export async function recordMerged(
  scope: Scope<Database>,
  removed: readonly number[],
  at: Date,
): Promise<number[]> {
  if (removed.length === 0) return [];
  return scope.db.transaction(async (tx) => {
    const own = { ...scope, db: tx };
    const into = await findMergedInto(own, removed);
    const states = await lockStates(own, [...new Set([...removed, ...into.values()])]);
    const written = new Map<number, State>();
    for (const profileId of removed) {
      const [from, target] = [states.get(profileId), into.get(profileId)];
      if (from === undefined || target === undefined) continue;
      written.set(target, mergeStates(written.get(target) ?? states.get(target), from));
    }
    const gone = removed.filter((profileId) => states.has(profileId));
    const about = { version: 0, reason: 'identity' } as const;
    const merged: Change[] = [{ ...about, definitionId: 0, kind: 'merged' }];
    /** Where both were in a segment, one of two members is gone. */
    const leavings = (profileId: number): Change[] => {
      const target = states.get(into.get(profileId) ?? 0);
      return Object.entries(states.get(profileId)?.stays ?? {}).flatMap(([id, [, leftMs]]) =>
        leftMs === 0 && target?.stays[id]?.[1] === 0
          ? [{ ...about, definitionId: Number(id), kind: 'left' } as const]
          : [],
      );
    };
    // Also of those who are gone, so that the event store learns of it.
    await writeStates(
      own,
      [
        ...[...written].map(([profileId, state]) => ({ profileId, state, changes: merged })),
        ...gone.map((profileId) => ({
          profileId,
          state: states.get(profileId) as State,
          changes: [...merged, ...leavings(profileId)],
        })),
      ],
      at,
    );
    await deleteStates(own, gone);
    await forgetDue(own, removed);
    return [...new Set(into.values())];
  });
}

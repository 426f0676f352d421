// Definitions that people are not in yet: new, changed, to be computed once more, of which another part is left out since a label
// or a purpose changed, or that find something else in the catalog; and scores, whose limits between groups are found anew once a day. When that was stands with the
// definition, so no restart forgets it. Beside the batches, one run at a time.
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { listReferences } from '@rapport/protocol';
import { listTracked } from '../../connect/attributes/index.ts';
import type { Log } from '../../platform/log/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { listPurposes } from '../../respect/purposes/index.ts';
import {
  type ComputedBy,
  type Definition,
  isScore,
  listComputedBy,
  listNewest,
  listPastAttributes,
} from '../definitions/index.ts';
import { openLookedUp } from '../look-ups/index.ts';
import { openLeavingOut } from '../showing/index.ts';
import type { Computing } from './people.ts';
import { keepProperties } from './properties.ts';
import { recompute } from './recompute.ts';

export type Redefining = {
  /** Looks for such definitions, unless it knows that there are none. */
  start(): void;
  /** Definitions were set. */
  wake(): void;
  force(workspaceId: number, definitionId: number): void;
  /** A step of computing begins: what was touched before is computed. */
  beginStep(): void;
  /** These people are computed in this step: a run under way, or one that begins meanwhile, leaves them for later. */
  touch(workspaceId: number, people: readonly number[]): void;
  isIdle(): boolean;
  /** Resolves when the run under way is over. */
  finished(): Promise<void>;
};

type RedefiningDeps = Computing & {
  log: Log;
  listWorkspaceIds: () => Promise<number[]>;
  signal: AbortSignal;
  /** People who were touched while everybody was computed. */
  onTouched: (workspaceId: number, people: readonly number[]) => void;
  onMoved: () => void;
};

const retryMs = 1000;
/** So long until rows of people are asked again whether they say what a definition needs. */
const unreadyMs = 200;
const limitsMs = 86_400_000;

/** When the limits of a score are to be found anew; never for what is none, or was not computed yet. */
const renewalMs = (one: Definition): number =>
  isScore(one) && one.computed_at !== null ? one.computed_at.getTime() + limitsMs : Number.POSITIVE_INFINITY;

/** And all that ask one of these, over whatever way: what they are of follows. */
function withDependents(changed: readonly Definition[], all: readonly Definition[]): Definition[] {
  const found = new Set(changed);
  for (let size = -1; size < found.size; ) {
    size = found.size;
    const names = new Set([...found].map(({ kind, name }) => `${kind}:${name}`));
    for (const one of all)
      if (listReferences(one.definition).some((reference) => names.has(reference))) found.add(one);
  }
  return [...found];
}

/** Without those that ask what attributes were, as long as the rows of people do not say it. */
async function withoutUnready(scope: Scope, definitions: readonly Definition[]): Promise<Definition[]> {
  const tracked = await listTracked(scope);
  const ready = new Set(tracked.filter(({ followed_at }) => followed_at !== null).map(({ name }) => name));
  return definitions.filter(({ definition }) =>
    listPastAttributes(definition).every((name) => ready.has(name)),
  );
}

/** By what each is computed now. */
async function openComputedBy(
  scope: Scope,
  all: readonly Definition[],
): Promise<(one: Definition) => ComputedBy> {
  const { listLeftOut } = await openLeavingOut(scope, await listPurposes(scope), all);
  const lookedUpOf = await openLookedUp(scope, all);
  return (one) => ({ leftOut: listLeftOut(one), lookedUp: lookedUpOf(one) });
}

/** Those that are others than when everybody was computed by them: `set` themselves, `moved` in what they look up. */
async function findChanged(scope: Scope, all: readonly Definition[], again: ReadonlySet<number>) {
  const computedBy = await openComputedBy(scope, all);
  const before = await listComputedBy(scope);
  const isOther = (one: Definition, of: keyof ComputedBy): boolean =>
    !isDeepStrictEqual(before.get(one.id)?.[of], computedBy(one)[of]);
  const isSet = (one: Definition): boolean =>
    one.version < one.newest || again.has(one.id) || isOther(one, 'leftOut');
  return { computedBy, set: all.filter(isSet), moved: all.filter((one) => isOther(one, 'lookedUp')) };
}

export function openRedefining(deps: RedefiningDeps): Redefining {
  let isKnown = false;
  let running: Promise<void> | undefined;
  let nextRenewalMs = 0;
  let restUntilMs = 0;
  const forced = new Map<number, Set<number>>();
  const hasColumns = new Set<number>();
  const [touchedSince, touchedNow] = [new Map<number, Set<number>>(), new Map<number, Set<number>>()];

  const isRenewing = (): boolean => nextRenewalMs <= deps.now().getTime();

  async function run(): Promise<void> {
    nextRenewalMs = Number.POSITIVE_INFINITY;
    for (const workspaceId of await deps.listWorkspaceIds()) {
      const scope: Scope = { db: deps.db, workspaceId };
      const all = await listNewest(scope);
      const again = forced.get(workspaceId) ?? new Set<number>();
      const { computedBy, set, moved } = await findChanged(scope, all, again);
      const startedMs = performance.now();
      const isFollowing = moved.length > 0 && startedMs >= restUntilMs;
      const changed = isFollowing ? [...new Set([...set, ...moved])] : set;
      const now = deps.now().getTime();
      const old = all.filter((one) => renewalMs(one) <= now);
      // What somebody set comes first, and what comes of it is told from what the day brings.
      const reason = changed.length > 0 ? 'definition' : 'time';
      const wanted = withDependents(changed.length > 0 ? changed : old, all);
      const asked = wanted.length === 0 ? [] : await withoutUnready(scope, wanted);
      // Once more, when their rows say more, or after a rest.
      if (asked.length < wanted.length || (moved.length > 0 && !isFollowing)) {
        isKnown = false;
        await sleep(unreadyMs, undefined, { signal: deps.signal, ref: false }).catch(() => {});
      }
      const isAsked = new Set(asked);
      const renewals = all.map((one) => (isAsked.has(one) && isScore(one) ? now + limitsMs : renewalMs(one)));
      nextRenewalMs = Math.min(nextRenewalMs, ...renewals);
      // Those that were there before this process are looked at once.
      if (asked.length > 0 || !hasColumns.has(workspaceId)) await keepProperties(deps, workspaceId, all);
      hasColumns.add(workspaceId);
      if (asked.length === 0) continue;
      const touched = new Set(touchedNow.get(workspaceId));
      touchedSince.set(workspaceId, touched);
      try {
        const isClosing = (): boolean => deps.signal.aborted;
        const definitions = { all, asked, reason, computedBy } as const;
        if (!(await recompute({ ...deps, touched, isClosing }, workspaceId, definitions))) return;
        for (const { id } of asked) again.delete(id);
        // While a file of objects is taken in, ids move all the time: half of it is left to others.
        if (isFollowing) restUntilMs = 2 * performance.now() - startedMs;
        deps.onTouched(workspaceId, [...touched]);
      } finally {
        touchedSince.delete(workspaceId);
      }
    }
  }

  return {
    start() {
      if ((isKnown && !isRenewing()) || running !== undefined) return;
      isKnown = true;
      running = run()
        .catch(async (error: unknown) => {
          isKnown = false;
          deps.log.warn(
            { err: error },
            'Computing definitions for everybody was interrupted and begins again',
          );
          await sleep(retryMs, undefined, { signal: deps.signal, ref: false }).catch(() => {});
        })
        .finally(() => {
          running = undefined;
          deps.onMoved();
        });
    },
    wake() {
      isKnown = false;
    },
    force(workspaceId, definitionId) {
      isKnown = false;
      forced.set(workspaceId, (forced.get(workspaceId) ?? new Set()).add(definitionId));
    },
    beginStep: () => touchedNow.clear(),
    touch(workspaceId, people) {
      const now = touchedNow.get(workspaceId) ?? new Set();
      touchedNow.set(workspaceId, now);
      for (const id of people) {
        now.add(id);
        touchedSince.get(workspaceId)?.add(id);
      }
    },
    isIdle: () => isKnown && running === undefined && !isRenewing(),
    finished: async () => running,
  };
}

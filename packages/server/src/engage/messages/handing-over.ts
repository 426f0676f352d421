// The last question, and the last bytes: in one transaction, so that what was said before it counts and what is said after it comes too
// late for this message alone.
//
// Between the claim and this moment lie seconds: the message was put together, a connection was found. Here the people and addresses
// are held still (`respect/last-word`), everything is asked once more, and what may go is marked as sent; then the last bytes are
// written, and the transaction commits. Whoever withdraws meanwhile waits for that commit, some milliseconds. Messages that come to
// this point together go together: the transaction costs the same for one and for fifty.
import { listAllReachedBy, withHashedForm } from '../../connect/identity/index.ts';
import type { Clock } from '../../platform/clock/index.ts';
import type { Transaction } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { trySend } from '../../respect/last-word/index.ts';
import { NotHandedOver } from '../channels/index.ts';
import { judgeAll } from './claiming.ts';
import type { Journal } from './journal.ts';
import type { WorldDeps } from './standing.ts';
import { type Judged, toHeldBack, unchanged } from './steps.ts';
import { type Due, lockClaimed, type Step, writeSteps } from './store.ts';

export type HandingDeps = WorldDeps & { serverId: string; clock: Clock; journal: Journal };

/** Of a message that this server has claimed. Rejects with `NotHandedOver` where it must not go. */
export type HandOver = (scope: Scope, messageId: number, write: () => void) => Promise<void>;

type Waiting = PromiseWithResolvers<void> & { scope: Scope; id: number; write: () => void };

const togetherMax = 200;
const againMs = 5;
const outageMs = 500;

export function openHandingOver(deps: HandingDeps): { handOver: HandOver; settled(): Promise<void> } {
  let waiting: Waiting[] = [];
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      // What the same turn of the event loop brings goes along.
      await new Promise(setImmediate);
      const [first] = waiting as [Waiting];
      const group = waiting
        .filter(({ scope }) => scope.workspaceId === first.scope.workspaceId)
        .slice(0, togetherMax);
      waiting = waiting.filter((one) => !group.includes(one));
      const later = await handOverAll(deps, group).catch((error: unknown) => {
        for (const one of group) one.reject(error);
        return [];
      });
      if (later.length > 0) {
        waiting.push(...later);
        await new Promise((resolve) => setTimeout(resolve, againMs));
      }
    }
    running = undefined;
  }

  return {
    handOver(scope, id, write) {
      const one = { ...Promise.withResolvers<void>(), scope, id, write };
      waiting.push(one);
      running ??= run();
      return one.promise;
    },
    settled: async () => running,
  };
}

/** Returns those of whom something is being said right now: they are asked again. */
async function handOverAll(deps: HandingDeps, group: readonly Waiting[]): Promise<Waiting[]> {
  const { journal } = deps;
  const [{ scope }] = group as [Waiting];
  const written: Waiting[] = [];
  const broken = new Map<Waiting, unknown>();
  let steps: Step[] = [];
  let later: Waiting[] = [];
  const moved = { at: deps.clock.now(), claimedBy: null, claimedUntil: null };
  try {
    later = await scope.db.transaction(async function hand(tx) {
      const own: Scope<Transaction> = { db: tx, workspaceId: scope.workspaceId };
      const decided = await decideHeld(deps, own, group);
      moved.at = decided.at;
      for (const one of decided.going) {
        journal.add(one.id);
        try {
          one.write();
          written.push(one);
        } catch (error) {
          // The connection was gone: nothing went, and the message stays in hand.
          broken.set(one, error);
        }
      }
      const stays = new Set([...broken.keys()].map(({ id }) => id));
      steps = decided.steps.filter(({ id }) => !stays.has(id));
      await writeSteps(own, steps, moved);
      return decided.later;
    });
  } catch (error) {
    if (written.length === 0) throw error;
    // The bytes are gone, and the database does not know yet. Until it does, the journal does.
    const went = new Set(written.map(({ id }) => id));
    await untilWritten(() =>
      writeSteps(
        scope,
        steps.filter(({ id }) => went.has(id)),
        moved,
      ),
    );
  }
  journal.clear();
  for (const one of written) one.resolve();
  for (const [one, error] of broken) one.reject(error);
  for (const one of group)
    if (!written.includes(one) && !later.includes(one) && !broken.has(one))
      one.reject(new NotHandedOver('The message must not go any more'));
  return later;
}

async function untilWritten(write: () => Promise<void>): Promise<void> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, outageMs));
    const isDone = await write().then(
      () => true,
      () => false,
    );
    if (isDone) return;
  }
}

type Decided = { at: Date; going: Waiting[]; later: Waiting[]; steps: Step[] };

/**
 * With the people and addresses held still. Who they are is asked before and after: somebody may have been joined with another person
 * in between, and that one was not held.
 */
async function decideHeld(
  deps: HandingDeps,
  scope: Scope<Transaction>,
  group: readonly Waiting[],
): Promise<Decided> {
  const messages = await lockClaimed(
    scope,
    group.map(({ id }) => id),
    deps.serverId,
  );
  const reached = await listAllReachedBy(
    scope,
    messages.map(({ profileId }) => profileId),
  );
  const held = await trySend(
    scope,
    messages.map(({ profileId, pointType, pointValue }) => {
      const points = [
        ...(reached.get(profileId)?.reached ?? []),
        { type: pointType as string, value: pointValue as string },
      ];
      return { profileId: reached.get(profileId)?.owner ?? profileId, points: points.flatMap(formsOf) };
    }),
  );
  // Not before they are held: what was said while this waited counts from a moment that would lie ahead.
  const at = deps.clock.now();
  const { judged, world } = await judgeAll(
    deps,
    scope,
    messages.filter((_, i) => held[i] === true),
    at,
  );
  const isSame = ({ profileId }: Due): boolean =>
    world.people.get(profileId)?.owner === reached.get(profileId)?.owner;
  const decided = judged.filter(({ message }) => isSame(message));
  const verdictOf = new Map(decided.map(({ message, verdict }) => [message.id, verdict]));
  const inHand = new Set(messages.map(({ id }) => id));
  return {
    at,
    going: group.filter(({ id }) => verdictOf.get(id)?.kind === 'go'),
    later: group.filter(({ id }) => inHand.has(id) && !verdictOf.has(id)),
    steps: decided.map((one) => toStep(one, at)),
  };
}

const formsOf = (point: { type: string; value: string }): { type: string; value: string }[] => {
  const { type, value, hashed } = withHashedForm(point);
  return hashed === undefined ? [{ type, value }] : [{ type, value }, hashed];
};

const toStep = ({ message, verdict }: Judged, at: Date): Step =>
  verdict.kind === 'go'
    ? { ...unchanged(message), state: 'sent', why: verdict.why }
    : toHeldBack(message, verdict, at);

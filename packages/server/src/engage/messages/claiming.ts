// The claim: messages that are due are taken for sending, refused, or put off, in one transaction in which all is asked that decides.
import type { Transaction } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { ChannelSlug } from '../channels/index.ts';
import { judge, type Verdict } from './judging.ts';
import { readWorld, type World, type WorldDeps } from './standing.ts';
import { type Judged, toHeldBack, unchanged } from './steps.ts';
import { type Due, lockDue, type Step, writeSteps } from './store.ts';

export type Claimed = { message: Due; verdict: Extract<Verdict, { kind: 'go' }> };

/** Nobody else takes what was claimed so long ago or less: after it the server that did is taken to be gone. */
export const claimMs = 10 * 60_000;

/** Claims up to `limit` of a channel. What waits or is refused is written and told, and not given. */
export const claim = (
  deps: WorldDeps & { serverId: string },
  scope: Scope,
  channel: ChannelSlug,
  at: Date,
  limit: number,
): Promise<{ claimed: Claimed[]; looked: number }> =>
  scope.db.transaction(async function claimDue(tx) {
    const own: Scope<Transaction> = { db: tx, workspaceId: scope.workspaceId };
    const due = await lockDue(own, channel, at, limit);
    if (due.length === 0) return { claimed: [], looked: 0 };
    const { judged } = await judgeAll(deps, own, due, at);
    const claimedUntil = new Date(at.getTime() + claimMs);
    await writeSteps(
      own,
      judged.map((one) => toStep(one, at)),
      { at, claimedBy: deps.serverId, claimedUntil },
    );
    const claimed = judged.flatMap(({ message, verdict }) =>
      verdict.kind === 'go' ? [{ message, verdict }] : [],
    );
    return { claimed, looked: due.length };
  });

/**
 * One after the other: of two messages to the same person the second has to know that the first is going, so that a cap holds within a
 * batch as well.
 */
export async function judgeAll(
  deps: WorldDeps,
  scope: Scope<Transaction>,
  due: readonly Due[],
  at: Date,
): Promise<{ judged: Judged[]; world: World }> {
  const world = await readWorld(deps, scope, due, at);
  const judged: Judged[] = [];
  for (const message of due) {
    const verdict = await judge(message, world);
    judged.push({ message, verdict });
    const owner = world.people.get(message.profileId)?.owner;
    if (verdict.kind !== 'go' || message.topic === null || owner === undefined) continue;
    const before = world.before.get(owner) ?? [];
    before.push({ id: message.id, channel: verdict.channel.slug, topic: message.topic, at: world.at });
    world.before.set(owner, before);
  }
  return { judged, world };
}

function toStep({ message, verdict }: Judged, at: Date): Step {
  if (verdict.kind !== 'go') return toHeldBack(message, verdict, at);
  return {
    ...{ ...unchanged(message), state: 'sending', channel: verdict.channel.slug, fallbacks: [] },
    ...{ pointType: verdict.point.type, pointValue: verdict.point.value, purpose: verdict.purpose.slug },
    ...{ accountId: verdict.account.id, attempts: message.attempts + 1, why: verdict.why },
  };
}

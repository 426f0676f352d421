// Writing rows of the mirror anew that are no longer as they should be: one step after the other, each whole or not at all.
//
// What the mirror says of a person follows from the person, and from two things that are the same for all: the purposes, and
// which attributes are tracked. A change of a person is written with it. A change of the other two is followed in rounds:
//
//   begin    takes a turn of the pipeline, and writes nobody: whatever was resolved under what held before is committed by then
//   people   page by page, by id. Purposes change rows of everybody, tracked attributes those of people who have them
//   end      when no page is left
//
// From the beginning of a round on, whoever is written otherwise is written as they should be. So each person is looked at once,
// and nobody is missed: not those who are new, and not those who get a tracked attribute behind the page that was looked at.
//
// Pages are looked for beside the pipeline. Only where somebody has to be written a turn is taken, and what is written there is
// read there too: the number of its batch is higher than that of whatever was written before, and lower than what comes.
// How far the round is commits together with the rows, so it may be killed between any two instructions.
import type { Clock } from '../../platform/clock/index.ts';
import type { Database, Queryable } from '../../platform/postgres/index.ts';
import type { Step } from '../../platform/stepping/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { markFollowed } from '../attributes/index.ts';
import type { Pipeline } from '../pipeline/index.ts';
import { listPeoplePage, toMirrorLines } from '../profiles/index.ts';
import {
  advanceRound,
  beginRound,
  endRound,
  type Following,
  getFollowing,
  lockRounds,
  type Round,
} from './store.ts';

export type MirrorDeps = {
  db: Database;
  clock: Clock;
  pipeline: Pick<Pipeline, 'takeTurn' | 'turnsWaiting'>;
};

/** How much a step takes on. */
export type StepSize = { people: number };

/** So many batches may wait for the event store before the next is made: while it is away they would fill the memory. */
const turnsWaitingMax = 4;

/** Takes the next step; `busy` where another server is at it, or the event store is behind. */
export function takeStep(deps: MirrorDeps, workspaceId: number, { people }: StepSize): Promise<Step> {
  const scope = { db: deps.db, workspaceId };
  return deps.db.transaction(async function step(tx) {
    if (!(await lockRounds({ db: tx, workspaceId }))) return 'busy';
    const following = await getFollowing(scope);
    const { round } = following;
    if (round === undefined || isOvertaken(following))
      return isDue(following) ? begin(deps, workspaceId) : 'done';
    return followPage(deps, scope, round, people);
  });
}

/** Purposes changed since the round began: what it has written is not as it should be. Attributes have the next round. */
const isOvertaken = ({ current, followed, round }: Following): boolean =>
  round !== undefined && (round.edition ?? followed) !== current;

const isDue = (following: Following): boolean =>
  following.followed !== following.current || following.names.length > 0;

async function begin({ pipeline }: MirrorDeps, workspaceId: number): Promise<Step> {
  await pipeline.takeTurn(async function betweenBatches({ tx }) {
    const scope = { db: tx, workspaceId };
    const { current, followed, names } = await getFollowing(scope);
    await beginRound(scope, { edition: followed === current ? null : current, names });
    return { answer: undefined, profileLines: [], needsNoBatch: true };
  }, true);
  return 'read';
}

async function followPage(
  deps: MirrorDeps,
  scope: Scope<Database>,
  round: Round,
  limit: number,
): Promise<Step> {
  const { db, clock } = deps;
  const { workspaceId } = scope;
  const names = round.edition === null ? round.names : undefined;
  const { ids, lastId } = await listPeoplePage(scope, { afterId: round.position, limit, names });

  async function advance(own: Scope<Queryable>): Promise<void> {
    if (lastId !== undefined) return advanceRound(own, lastId);
    await markFollowed(own, round.names, clock.now());
    await endRound(own);
  }

  if (ids.length > 0) return writePeople(deps, workspaceId, ids, advance);
  await db.transaction((tx) => advance({ db: tx, workspaceId }));
  return 'read';
}

/** Writes the rows of these people anew, together with whatever `also` writes. */
export async function writePeople(
  { pipeline }: MirrorDeps,
  workspaceId: number,
  ids: readonly number[],
  also: (scope: Scope<Queryable>) => Promise<void> = async () => {},
): Promise<Step> {
  if (pipeline.turnsWaiting() > turnsWaitingMax) return 'busy';
  await pipeline.takeTurn(async function write({ tx, at, version }) {
    const scope = { db: tx, workspaceId };
    await also(scope);
    const profileLines = await toMirrorLines(scope, ids, { at, version });
    return { answer: undefined, profileLines, keepsIdentity: true };
  }, true);
  return 'written';
}

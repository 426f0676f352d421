// Following a change of the rules: one step after the other, each whole or not at all.
//
// The new rules hold for messages from the moment they are set. What was there before follows in the background:
//
//   find        where the change can have changed people (`rules-reach.ts`): notes an identifier of each such cluster
//   look over   where values are blocked now or no longer, or other types are the stronger: every identifier by itself.
//               Its number of partners is written; where its mark is another one, it is noted too
//   people      what hangs on noted identifiers is derived anew; what is derived is noted no longer
//
// Meanwhile messages and decisions go on under the new rules, on clusters that may be as the old rules left them. That is
// sound, because of one invariant: a cluster that is not as the new rules say holds an identifier that is noted, or that
// has not been looked over. Deriving loads all that hangs together under the new rules, so what was derived once holds
// nobody who is not as they say. A message that ties it to a cluster that was not, ties it to a noted identifier.
//
// Each step looks first, at one moment and beside the pipeline. Only where something has to be written it takes a turn of
// the pipeline, looks again and writes, together with how far it is. So it may be killed between any two instructions.
import type { Clock } from '../../platform/clock/index.ts';
import type { Database } from '../../platform/postgres/index.ts';
import type { Step } from '../../platform/stepping/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import {
  compareWhole,
  countAllIdentifiers,
  followRules,
  isFollowed,
  listRulesSince,
  loadWhole,
  lookOver,
  needsLookOver,
  type Reach,
  type RulesVersion,
  toReach,
  toReachedQuery,
  writePartners,
} from '../identity/index.ts';
import type { Pipeline } from '../pipeline/index.ts';
import { writeDerived } from '../profiles/index.ts';
import {
  type Application,
  advance,
  deleteWork,
  findApplication,
  finishApplication,
  listWork,
  lockApplication,
  readAtOnce,
  recordReached,
  recordWork,
  Superseded,
} from './store.ts';

export type FollowDeps = { db: Database; clock: Clock; takeTurn: Pipeline['takeTurn'] };

/** How much a step takes on. */
export type StepSize = { identifiers: number; clusters: number };

type Work = FollowDeps & {
  scope: Scope<Database>;
  application: Application;
  versions: RulesVersion[];
  reach: Reach;
};

/** Takes the next step; `busy` where another server is at it, or other rules were set meanwhile. */
export async function takeStep(deps: FollowDeps, workspaceId: number, size: StepSize): Promise<Step> {
  const scope = { db: deps.db, workspaceId };
  try {
    return await deps.db.transaction(async function step(tx) {
      if (!(await lockApplication({ db: tx, workspaceId }))) return 'busy';
      const application = await findApplication(scope);
      if (application === undefined || application.stage === 'done') return 'done';
      const all = await listRulesSince(scope, application.followed_version);
      const versions = all.filter(({ version }) => version <= application.version);
      const work = { ...deps, scope, application, versions, reach: toReach(versions) };
      if (application.stage === 'find') return findReached(work);
      if (application.stage === 'look_over') return lookOverPage(work, size.identifiers);
      return followClusters(work, size.clusters);
    });
  } catch (error) {
    if (error instanceof Superseded) return 'busy';
    throw error;
  }
}

async function findReached({ db, scope, application, versions, reach }: Work): Promise<Step> {
  const { workspaceId } = scope;
  const { rules } = versions.at(-1) as RulesVersion;
  await db.transaction(async function find(tx) {
    const own = { db: tx, workspaceId };
    const reached = await recordReached(own, toReachedQuery(workspaceId, reach, rules));
    const looksOver = needsLookOver(reach);
    const toLookAt = reached + (looksOver ? await countAllIdentifiers(own) : 0);
    await advance(own, application.version, { stage: looksOver ? 'look_over' : 'people', toLookAt });
  });
  return 'read';
}

async function lookOverPage(work: Work, limit: number): Promise<Step> {
  const { db, scope, application, versions, reach, takeTurn } = work;
  const page = { afterId: application.position, limit };
  const { workspaceId } = scope;
  const { version } = application;
  const toAdvance = ({ count, lastId }: { count: number; lastId: number }) => ({
    ...{ position: lastId, lookedAt: count },
    ...(count < limit ? { stage: 'people' as const } : {}),
  });
  const seen = await readAtOnce(db, (tx) => lookOver({ db: tx, workspaceId }, page, versions, reach));
  if (seen.partners.size === 0 && seen.marks.size === 0) {
    await advance(scope, version, toAdvance(seen));
    return 'read';
  }
  await takeTurn(async function writePage({ tx }) {
    const own = { db: tx, workspaceId };
    const found = await lookOver(own, page, versions, reach);
    await writePartners(own, found.partners);
    const toLookAt = await recordWork(own, [...found.marks.keys()]);
    await advance(own, version, { ...toAdvance(found), toLookAt });
    return { answer: undefined, profileLines: [] };
  }, true);
  return 'written';
}

async function followClusters(work: Work, limit: number): Promise<Step> {
  const { db, clock, scope, application, versions, takeTurn } = work;
  const { workspaceId } = scope;
  const { version } = application;
  const { rules } = versions.at(-1) as RulesVersion;
  const ids = await listWork(scope, limit);
  if (ids.length === 0) {
    await finishApplication(scope, version, clock.now());
    return 'done';
  }
  const followed = await readAtOnce(db, async function look(tx) {
    const whole = await loadWhole({ db: tx, workspaceId }, ids, rules);
    return isFollowed(whole, compareWhole(whole, rules, openMadeUpIds()))
      ? [...whole.rows.keys()]
      : undefined;
  });
  if (followed !== undefined) {
    await db.transaction(async function strikeOut(tx) {
      const own = { db: tx, workspaceId };
      await advance(own, version, { lookedAt: await deleteWork(own, [...ids, ...followed]) });
    });
    return 'read';
  }
  await takeTurn(async function follow({ tx, makeId, at, version: batch }) {
    const own = { db: tx, workspaceId };
    const { people, identifierIds } = await followRules(ids, { scope: own, rules, makeId, at });
    const profileLines = await writeDerived(own, people, at, batch);
    const lookedAt = await deleteWork(own, [...ids, ...identifierIds]);
    const peopleChanged = people.reshaped.length + people.removed.length;
    await advance(own, version, { lookedAt, peopleChanged });
    return { answer: undefined, profileLines };
  }, true);
  return 'written';
}

/** For people who are not made: below all ids that there are. */
export function openMadeUpIds(): () => number {
  let last = 0;
  return function makeUpId() {
    last -= 1;
    return last;
  };
}

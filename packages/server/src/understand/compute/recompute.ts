// Computes definitions for everybody: what is new, what was changed, what somebody wants computed once more, and scores once a day.
//
// One question over all events writes what it finds into a table of the event store; nothing of it goes through here. Then
// both that table and the states of people are walked through in the order of ids, some thousand people at a time, and only
// differences are written. Whoever is touched by a batch meanwhile is left out, and computed again at the end.
import { randomInt } from 'node:crypto';
import type { Scope } from '../../platform/workspaces/index.ts';
import { neverMs, querySettings } from '../compile/index.ts';
import { type ComputedBy, type Definition, type Limits, switchVersion } from '../definitions/index.ts';
import { compileFor, placesOf, toComputed } from './evaluate.ts';
import { findLimits } from './limits.ts';
import type { Computing } from './people.ts';
import { recordFound } from './record.ts';
import type { Found, Reason } from './states.ts';
import { listStateIds, sendChanges } from './store.ts';

const pagePeople = 5000;
const secondsMax = 600;

type Recomputing = Computing & {
  /** People who were touched since it began: their part is found out at the end. */
  touched: ReadonlySet<number>;
  /** Whether it has to stop. */
  isClosing: () => boolean;
};
type Definitions = {
  all: readonly Definition[];
  asked: readonly Definition[];
  /** Why somebody may differ by them. */
  reason: Reason;
  /** By what one was to be computed when this began. */
  computedBy: (one: Definition) => ComputedBy;
};

/** Answers false when it had to stop before the end; then nothing is switched, and the next run begins anew. */
export async function recompute(
  deps: Recomputing,
  workspaceId: number,
  { all: before, asked, reason, computedBy }: Definitions,
): Promise<boolean> {
  const at = deps.now();
  const limits = new Map<number, Limits>();
  for (const one of asked) {
    const found =
      one.kind === 'trait' &&
      (await findLimits(deps, workspaceId, { all: before, momentMs: at.getTime() }, one));
    if (found) limits.set(one.id, found);
  }
  const ready = asked.map((one) =>
    one.kind === 'trait' ? { ...one, limits: limits.get(one.id) ?? one.limits } : one,
  );
  const known = new Map(ready.map((one) => [one.id, one]));
  const all = before.map((one) => known.get(one.id) ?? one);
  const run = randomInt(1, 2 ** 47);
  try {
    await fill(deps, workspaceId, { run, all, asked: ready, momentMs: at.getTime() });
    await walk(deps, workspaceId, { run, asked: ready, reason });
  } finally {
    await deps.clickhouse.command(`alter table computed drop partition ${run}`);
  }
  if (deps.isClosing()) return false;
  await deps.db.transaction(async (tx) => {
    for (const one of asked) {
      const computed = { id: one.id, version: one.newest, limits: limits.get(one.id) ?? null };
      await switchVersion(tx, { ...computed, ...computedBy(one) }, at);
    }
  });
  return true;
}

/** Through all people of whom something was found or who have a state, in the order of ids. */
async function walk(
  deps: Recomputing,
  workspaceId: number,
  { run, asked, reason }: { run: number; asked: readonly Definition[]; reason: Reason },
): Promise<void> {
  const { db, clickhouse, touched, isClosing } = deps;
  const scope: Scope = { db, workspaceId };
  const computed = toComputed(asked).map((one, i) => ({ ...one, version: (asked[i] as Definition).newest }));
  let afterId = 0;
  while (!isClosing()) {
    const page = await readPage(deps, scope, run, afterId);
    if (page.ids.length === 0) break;
    afterId = page.ids.at(-1) as number;
    const people = page.ids.filter((id) => !touched.has(id));
    const recording = { people, at: deps.now(), reasonOf: () => reason, isWhole: false };
    deps.onChanged?.(workspaceId, await recordFound(scope, page.found, computed, recording));
    while (await sendChanges(db, clickhouse, deps.now()));
  }
}

type Filling = { run: number; all: readonly Definition[]; asked: readonly Definition[]; momentMs: number };

async function fill(deps: Recomputing, workspaceId: number, { run, ...asked }: Filling): Promise<void> {
  const { sql, parameters } = await compileFor(deps, workspaceId, { ...asked, wakes: 'any', evidence: true });
  const { segments, traits } = placesOf(asked.asked);
  const inThem = `arrayFilter(i -> i != 0, [${segments.map(({ id }, i) => `if(s${i} = 1, ${id}, 0)`).join(', ')}]::Array(UInt32))`;
  const having = `arrayFilter(t -> t.2 != '', [${traits.map(({ id }, i) => `(${id}, t${i})`).join(', ')}]::Array(Tuple(UInt32, String)))`;
  const counts = `arrayFilter(t -> t.2 >= 0, [${traits.map(({ id }, i) => `(${id}, toInt32(n${i}))`).join(', ')}]::Array(Tuple(UInt32, Int32)))`;
  await deps.clickhouse.query(
    `insert into computed (run, id, segments, traits, due_ms, evidence)
     select ${run}, id, ${inThem} as found_segments, ${having} as found_traits, if(due < ${neverMs}, due, 0) as due_ms, ${counts} from (${sql})
     where notEmpty(found_segments) or notEmpty(found_traits) or due_ms > 0`,
    parameters,
    { role: 'heavy', secondsMax, settings: querySettings },
  );
}

/** The next people by id: of whom something was found, or who have a state. */
async function readPage(deps: Recomputing, scope: Scope, run: number, afterId: number) {
  const rows = await deps.clickhouse.query<{
    id: number;
    segments: number[];
    traits: [number, string][];
    evidence: [number, number][];
    due_ms: number;
  }>(
    `select id, segments, arrayMap(t -> (t.1, t.2), traits) as traits, arrayMap(t -> (t.1, t.2), evidence) as evidence, due_ms from computed
     where run = {run:UInt64} and id > {after:UInt64} order by id limit {limit:UInt32}`,
    { run, after: afterId, limit: pagePeople },
    { role: 'heavy', settings: querySettings },
  );
  const stateIds = await listStateIds(scope, afterId, pagePeople);
  // Beyond the end of the shorter of two full pages the other one is not known yet.
  const ends = [
    rows.length === pagePeople ? Number(rows.at(-1)?.id) : Infinity,
    stateIds.length === pagePeople ? (stateIds.at(-1) as number) : Infinity,
  ];
  const untilId = Math.min(...ends);
  const found = new Map<number, Found>(
    rows.map(({ id, segments, traits, evidence, due_ms }) => [
      Number(id),
      {
        segments: new Set(segments.map(Number)),
        traits: new Map(traits.map((pair) => [Number(pair[0]), pair[1]])),
        evidence: new Map(evidence.map((pair) => [Number(pair[0]), Number(pair[1])])),
        dueMs: Number(due_ms),
      },
    ]),
  );
  const ids = [...new Set([...found.keys(), ...stateIds])]
    .filter((id) => id <= untilId)
    .sort((x, y) => x - y);
  return { found, ids };
}

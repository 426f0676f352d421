// Clusters as they are under other rules than those that they were derived under.
//
// What is stored of a cluster says what hung together under the rules of its time. Under others marks are other ones, types
// join that did not, and what lies beyond may belong to it. So from the identifiers to begin with everything is loaded
// that hangs on them: their clusters as stored, then those that a pair leads to which joins under these rules, and those of
// whatever gets another mark, until nothing is missing. That may be more than has to be derived, but is always whole: both
// what hung together, which may come apart, and what hangs together now.
import type { Changes } from './changes.ts';
import { deriveGroup } from './changes.ts';
import { addStored, type LoadedClusters, listMembers } from './cluster-store.ts';
import { type DeriveDeps, type DerivedPeople, deriveLoaded } from './derive-groups.ts';
import type { Pair } from './evidence.ts';
import { type Mark, toMark, writeMarks } from './marks.ts';
import { mergesPeople, type Rules } from './rules.ts';
import { type IdentityScope, type KnownRow, listIdentifiersById, listPairsOf } from './store.ts';

export type WholeClusters = LoadedClusters & {
  /** The marks that are others than those that are written. */
  marks: Map<number, Mark>;
};

/** Loads everything that hangs on these identifiers. `partners` are numbers of partners that are counted and not written. */
export async function loadWhole(
  scope: IdentityScope,
  ids: readonly number[],
  rules: Rules,
  partners: ReadonlyMap<number, number> = new Map(),
): Promise<WholeClusters> {
  const marks = new Map<number, Mark>();
  const members = new Map<number, KnownRow>();
  const beside = new Map<number, KnownRow>();
  const pairs: Pair[] = [];
  const mark = (row: KnownRow): KnownRow => {
    const own = toMark({ ...row, partners: partners.get(row.id) ?? row.partners }, rules);
    if (own === row.inert) return row;
    marks.set(row.id, own);
    return { ...row, inert: own };
  };
  const mayJoin = ({ inert, type }: KnownRow) => inert === null && mergesPeople(type, rules);
  let next: readonly KnownRow[] = await listIdentifiersById(scope, ids);
  while (next.length > 0) {
    const earlier = new Set(members.keys());
    const fresh = (await listMembers(scope, toStoredClusters(next))).filter(({ id }) => !earlier.has(id));
    for (const row of fresh) {
      members.set(row.id, mark(row));
      beside.delete(row.id);
    }
    const own = await listPairsOf(
      scope,
      fresh.map(({ id }) => id),
    );
    const news = own.filter(({ a, b }) => !earlier.has(a) && !earlier.has(b));
    for (const pair of news) pairs.push(pair);
    const unknown = news.flatMap(({ a, b }) => [a, b]).filter((id) => !members.has(id) && !beside.has(id));
    for (const row of await listIdentifiersById(scope, [...new Set(unknown)])) beside.set(row.id, mark(row));
    const reached = new Set<KnownRow>();
    for (const { a, b, apart } of own) {
      const [x, y] = [members.get(a) ?? beside.get(a), members.get(b) ?? beside.get(b)] as [
        KnownRow,
        KnownRow,
      ];
      const isTie = apart !== true && mayJoin(x) && mayJoin(y);
      for (const row of [x, y]) if (beside.has(row.id) && (isTie || marks.has(row.id))) reached.add(row);
    }
    next = [...reached];
  }
  // Of what lies beyond pairs that join nobody only what joins nobody itself is another's partner.
  for (const row of beside.values()) if (row.inert !== null) members.set(row.id, row);
  const isKeptBeside = ({ profileId, type }: KnownRow) => profileId === null && !mergesPeople(type, rules);
  const rows = new Map([...members].filter(([, row]) => !isKeptBeside(row)));
  return { ...(await addStored(scope, rows, pairs)), marks };
}

function toStoredClusters(rows: readonly KnownRow[]): Parameters<typeof listMembers>[1] {
  return {
    clusterIds: [...new Set(rows.flatMap(({ clusterId }) => clusterId ?? []))],
    profileIds: [
      ...new Set(rows.flatMap(({ clusterId, profileId }) => (clusterId === null ? (profileId ?? []) : []))),
    ],
    identifierIds: rows.map(({ id }) => id),
  };
}

/** What deriving them would change. Ids of new people are made up where the evidence has no number for them. */
export function compareWhole(whole: WholeClusters, rules: Rules, makeId: () => number): Changes {
  return deriveGroup(whole.evidence, whole.stored, rules, makeId);
}

/** Whether everything is as these rules say. */
export function isFollowed({ rows, marks }: WholeClusters, changes: Changes): boolean {
  return (
    marks.size === 0 &&
    changes.superNodes.length === 0 &&
    changes.owners.size === 0 &&
    changes.created.length === 0 &&
    changes.revived.length === 0 &&
    changes.refused.length === 0 &&
    changes.withdrawn.length === 0 &&
    changes.clusters.every(({ nodes, clusterId }) =>
      nodes.every((id) => rows.get(id)?.clusterId === clusterId),
    )
  );
}

export type Followed = { people: DerivedPeople; identifierIds: number[] };

/** Derives all that hangs on these identifiers anew, and writes the differences; people are others' to write. */
export async function followRules(ids: readonly number[], deps: DeriveDeps): Promise<Followed> {
  const whole = await loadWhole(deps.scope, ids, deps.rules);
  await writeMarks(deps.scope, whole.marks);
  const { people } = await deriveLoaded(whole, deps);
  return { people, identifierIds: [...whole.rows.keys(), ...whole.marks.keys()] };
}

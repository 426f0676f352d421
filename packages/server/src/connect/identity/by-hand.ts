// What members decide by hand about who is who: found in the graph, written as evidence, and followed.
//
// To decide by hand is to change the evidence: links are set apart or allowed again, identifiers taken out or put back.
// Then everything that hangs on them is derived anew, as if it had been so from the start. The latest decision about a
// pair or an identifier holds; each is kept, with who and why. To unlink two identifiers says nothing about other ways
// between them: `split` sets apart every pair that crosses between the chosen identifiers and the rest, so that afterwards
// no way is left. To link by hand is a telling like any other, by the time of the decision, and the rules hold for it: a
// member cannot make one person of two accounts either. Nothing else is known to this file: who may decide, and what
// becomes of profiles and the event store, is others' to say.
import { AppError } from '@rapport/protocol';
import { binaryArray, binaryColumns } from '../../platform/postgres/index.ts';
import { loadClusters } from './cluster-store.ts';
import { type DeriveDeps, type DerivedGroups, deriveLoaded } from './derive-groups.ts';
import { listCrossing, listFormers, type Pair, toPairKey } from './evidence.ts';
import { type Identifier, keyOf } from './identifiers.ts';
import { countPartners, type Mark, toMark, writeMarks } from './marks.ts';
import type { Rules } from './rules.ts';
import {
  type IdentityScope,
  type KnownRow,
  listIdentifiersById,
  listKnownIdentifiers,
  listPairsOf,
  recordLinks,
} from './store.ts';

type Named = Pick<Identifier, 'type' | 'value'>;

export type HandDecision =
  /** Two identifiers that messages named together are not one person's. */
  | { kind: 'unlink'; a: Named; b: Named }
  /** Two that were parted belong together after all, or two that no message named together do. */
  | { kind: 'link'; a: Named; b: Named }
  /** An identifier says nothing about who anybody is, or does after all. */
  | { kind: 'remove' | 'restore'; identifier: Named }
  /** These identifiers are a person of their own. */
  | { kind: 'split'; identifiers: Named[] }
  /** What this former person held is theirs again. */
  | { kind: 'revert'; profileId: number };

export type Maker = { by: string; reason: string };

/** The evidence that a decision changes. `told`: nothing linked the two so far, and now the decision does. */
type Change = {
  identifiers: KnownRow[];
  pairs: Pick<Pair, 'a' | 'b'>[];
  apart: boolean;
  mark?: Mark;
  told?: boolean;
};

/** Writes the decision and derives what hangs on it. Throws where it makes no sense. */
export async function applyDecision(
  decision: HandDecision,
  maker: Maker,
  deps: DeriveDeps,
): Promise<DerivedGroups> {
  const { scope, rules } = deps;
  const change = await findChange(decision, scope, rules);
  const decisionId = await recordDecision(scope, decision.kind, change, maker, deps.at);
  if (change.told === true) await recordToldByHand(scope, change.pairs, decisionId, deps.at);
  else await writeEvidence(scope, change);
  const touched = new Set([
    ...change.identifiers.map(({ id }) => id),
    ...change.pairs.flatMap(({ a, b }) => [a, b]),
  ]);
  // What is taken out or put back counts among the partners of all that it was named with.
  if (change.mark !== undefined)
    for (const { a, b } of await listPairsOf(scope, [...touched])) touched.add(a).add(b);
  const released = await recountPartners(scope, [...touched], rules);
  for (const { a, b } of await listPairsOf(scope, released)) touched.add(a).add(b);
  const rows = await listIdentifiersById(scope, [...touched]);
  const loaded = await loadClusters(scope, {
    clusterIds: rows.flatMap(({ clusterId }) => clusterId ?? []),
    profileIds: rows.flatMap(({ clusterId, profileId }) => (clusterId === null ? (profileId ?? []) : [])),
    identifierIds: rows.flatMap(({ id, profileId }) => (profileId === null ? [] : [id])),
  });
  return deriveLoaded(loaded, { ...deps, decisionId });
}

async function findChange(decision: HandDecision, scope: IdentityScope, rules: Rules): Promise<Change> {
  switch (decision.kind) {
    case 'unlink':
    case 'link':
      return findLink(decision.a, decision.b, decision.kind === 'unlink', scope);
    case 'remove':
    case 'restore':
      return findRemoval(decision.identifier, decision.kind === 'remove', scope, rules);
    case 'split':
      return findCrossing(await getIdentifiers(decision.identifiers, scope), scope);
    case 'revert':
      return findCrossing(await listMerged(decision.profileId, scope), scope);
  }
}

async function getIdentifiers(named: readonly Named[], scope: IdentityScope): Promise<KnownRow[]> {
  const rows = await listKnownIdentifiers(scope, named);
  const known = new Set(rows.map(keyOf));
  const missing = named.find((one) => !known.has(keyOf(one)));
  if (missing === undefined) return rows;
  throw new AppError('profile_not_found', `Nobody has the ${missing.type} that was named.`);
}

async function findLink(a: Named, b: Named, apart: boolean, scope: IdentityScope): Promise<Change> {
  const identifiers = await getIdentifiers([a, b], scope);
  const ids = identifiers.map(({ id }) => id);
  const pairs = (await listPairsOf(scope, ids)).filter(
    (pair) => ids.length === 2 && toPairKey(pair.a, pair.b) === toPairKey(ids[0] as number, ids[1] as number),
  );
  const [pair] = pairs;
  if (pair === undefined) return { ...toToldByHand(identifiers, apart), identifiers };
  if ((pair.apart === true) === apart)
    throw new AppError(
      'invalid_request',
      apart ? 'These two are apart already.' : 'These two are not apart.',
    );
  return { identifiers, pairs, apart };
}

function toToldByHand(identifiers: readonly KnownRow[], apart: boolean): Omit<Change, 'identifiers'> {
  if (apart)
    throw new AppError(
      'invalid_request',
      'No message named these two together. To part them, split the person.',
    );
  const [one, other] = identifiers.map(({ id }) => id);
  if (one === undefined || other === undefined || one === other)
    throw new AppError('invalid_request', 'Name two different identifiers.');
  return { pairs: [{ a: Math.min(one, other), b: Math.max(one, other) }], apart: false, told: true };
}

async function findRemoval(
  identifier: Named,
  removes: boolean,
  scope: IdentityScope,
  rules: Rules,
): Promise<Change> {
  const identifiers = await getIdentifiers([identifier], scope);
  const [row] = identifiers as [KnownRow];
  const isRemoved = row.inert === 'removed';
  if (isRemoved === removes)
    throw new AppError('invalid_request', removes ? 'It is taken out already.' : 'It is not taken out.');
  // What is put back is what the rules say of it now.
  const mark = removes ? 'removed' : toMark({ ...row, inert: null }, rules);
  return { identifiers, pairs: [], apart: false, mark };
}

/** All links between the chosen identifiers and the rest of their person. */
async function findCrossing(chosen: KnownRow[], scope: IdentityScope): Promise<Change> {
  const ids = new Set(chosen.map(({ id }) => id));
  const people = new Set(chosen.map(({ profileId }) => profileId));
  if (people.size !== 1 || people.has(null))
    throw new AppError('invalid_request', 'Choose identifiers of one person.');
  const pairs = listCrossing(ids, await listPairsOf(scope, [...ids]));
  if (pairs.length === 0)
    throw new AppError('invalid_request', 'Nothing links these identifiers to others of the person.');
  return { identifiers: chosen, pairs, apart: true };
}

/** What a former person held when it was merged away, as far as it is with that person still. */
async function listMerged(profileId: number, scope: IdentityScope): Promise<KnownRow[]> {
  const [row] = await scope.db.query<{ into_id: number; ids: string[] | null }>(
    'select into_id, identifier_ids::text[] as ids from profile_redirects where workspace_id = $1 and from_id = $2',
    [scope.workspaceId, profileId],
    'find_merge',
  );
  if (row === undefined) throw new AppError('not_found', `No person ${profileId} was merged into another.`);
  const held = await listIdentifiersById(scope, (row.ids ?? []).map(Number));
  const still = held.filter((one) => one.profileId === row.into_id);
  if (still.length === 0)
    throw new AppError(
      'invalid_request',
      'Nothing of what was merged is with that person still. Split the person.',
    );
  return still;
}

async function recordDecision(
  { db, workspaceId }: IdentityScope,
  kind: HandDecision['kind'],
  { identifiers, pairs }: Change,
  { by, reason }: Maker,
  at: Date,
): Promise<number> {
  const [row] = await db.query<{ id: number }>(
    `insert into identity_decisions (workspace_id, kind, identifier_ids, a_ids, b_ids, made_at, made_by, reason)
     values ($1, $2, $3::int8[], $4::int8[], $5::int8[], $6, $7, $8) returning id`,
    [
      workspaceId,
      kind,
      binaryArray(
        'int8',
        identifiers.map(({ id }) => id).sort((a, b) => a - b),
      ),
      ...binaryColumns(pairs, { a: 'int8', b: 'int8' }),
      at,
      by,
      reason,
    ],
    'record_identity_decision',
  );
  return (row as { id: number }).id;
}

/** A link whose evidence is the decision: of no source and no message. */
async function recordToldByHand(
  scope: IdentityScope,
  pairs: readonly Pick<Pair, 'a' | 'b'>[],
  decisionId: number,
  at: Date,
): Promise<void> {
  const [firstSeenMs, lastSeenMs] = [at.getTime(), at.getTime()];
  const evidence = { kind: 'decision', messageId: `decision-${decisionId}`, sourceId: 0, former: null };
  await recordLinks(
    scope,
    pairs.map((pair) => ({ ...pair, ...evidence, firstSeenMs, lastSeenMs })),
  );
}

async function writeEvidence(
  { db, workspaceId }: IdentityScope,
  { identifiers, pairs, apart, mark }: Change,
): Promise<void> {
  if (mark !== undefined)
    await writeMarks({ db, workspaceId }, new Map(identifiers.map(({ id }) => [id, mark])));
  if (pairs.length === 0) return;
  await db.query(
    `update links l set apart = $4 from unnest($2::int8[], $3::int8[]) n(a, b)
     where l.workspace_id = $1 and l.a_id = n.a and l.b_id = n.b`,
    [workspaceId, ...binaryColumns(pairs, { a: 'int8', b: 'int8' }), apart],
    'set_apart',
  );
}

/** Counts partners anew, and finds who is a former name. Returns the super-nodes that are none any more: everything around them is decided again. */
async function recountPartners(
  scope: IdentityScope,
  ids: readonly number[],
  rules: Rules,
): Promise<number[]> {
  const { counts, rows, pairs } = await countPartners(scope, ids, rules);
  const formers = new Set(pairs.flatMap(listFormers));
  const released = [...counts]
    .filter(([id, count]) => rows.get(id)?.inert === 'super_node' && count <= rules.superNodeMax)
    .map(([id]) => id);
  await scope.db.query(
    `update identifiers i set partners = n.partners, former = n.former, inert = case when n.released then null else i.inert end
     from unnest($2::int8[], $3::int4[], $4::bool[], $5::bool[]) n(id, partners, released, former) where i.workspace_id = $1 and i.id = n.id`,
    [
      scope.workspaceId,
      binaryArray('int8', [...counts.keys()]),
      binaryArray('int4', [...counts.values()]),
      binaryArray(
        'bool',
        [...counts.keys()].map((id) => released.includes(id)),
      ),
      binaryArray(
        'bool',
        [...counts.keys()].map((id) => formers.has(id)),
      ),
    ],
    'recount_partners',
  );
  return released;
}

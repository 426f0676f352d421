// The whole evidence of some clusters, what is stored about their people, and the changes that deriving them anew makes.
import { binaryArray, binaryColumns } from '../../platform/postgres/index.ts';
import type { KnownIdentifier } from './cache.ts';
import type { Changes, Owner, Stored } from './changes.ts';
import type { ClusterEvidence, Refusal } from './derive.ts';
import type { IdentifierNode, Pair } from './evidence.ts';
import type { KnownProfile } from './person-ids.ts';
import { listMovedOf, noteReassigned } from './reassignments.ts';
import {
  type IdentityScope,
  type KnownRow,
  knownColumns,
  listIdentifiersById,
  listPairsOf,
} from './store.ts';

export type LoadedClusters = {
  evidence: ClusterEvidence;
  stored: Stored;
  rows: Map<number, KnownRow>;
  /** The ids that lead to each person. */
  formerOf: ReadonlyMap<number, readonly number[]>;
};

/**
 * Everything about the clusters: those with these numbers, those that are these profiles, and these identifiers. Super-nodes
 * that they were named with come along.
 */
export async function loadClusters(
  scope: IdentityScope,
  asked: { clusterIds: number[]; profileIds: number[]; identifierIds: number[] },
): Promise<LoadedClusters> {
  const members = await listMembers(scope, asked);
  const pairs = await listPairsOf(
    scope,
    members.map(({ id }) => id),
  );
  const rows = new Map(members.map((row) => [row.id, row]));
  // Of what lies beyond pairs that join nobody, only super-nodes count, as partners; the rest are other clusters.
  const outside = pairs.flatMap(({ a, b }) => [a, b]).filter((id) => !rows.has(id));
  for (const row of await listIdentifiersById(scope, outside))
    if (row.inert !== null && row.profileId !== null) rows.set(row.id, row);
  return addStored(scope, rows, pairs);
}

/** Adds what is stored about the people of these identifiers. */
export async function addStored(
  scope: IdentityScope,
  rows: Map<number, KnownRow>,
  pairs: readonly Pair[],
): Promise<LoadedClusters> {
  const owners = await listOwners(scope, [...rows.values()]);
  const { profiles, formerOf } = await listProfiles(scope, [...rows.values()], owners);
  return {
    evidence: { nodes: [...rows.values()].map(toNode), pairs },
    stored: { owners, profiles, refusals: await listRefusals(scope, [...rows.keys()]) },
    formerOf,
    rows,
  };
}

function toNode({ id, type, value, guessed, inert, firstSeenMs }: KnownRow): IdentifierNode {
  const node = { id, type, value, firstSeenMs: guessed ? Infinity : firstSeenMs };
  return inert === null ? node : { ...node, inert };
}

/** All identifiers of these clusters, of these profiles as far as they are in none, and these. */
export async function listMembers(
  { db, workspaceId }: IdentityScope,
  asked: { clusterIds: number[]; profileIds: number[]; identifierIds: number[] },
): Promise<KnownRow[]> {
  const { clusterIds, profileIds, identifierIds } = asked;
  return db.query<KnownRow>(
    `select ${knownColumns} from identifiers i where i.workspace_id = $1 and i.id in (
       select id from identifiers where id = any($2::int8[])
       union select id from identifiers where cluster_id = any($3::int8[])
       union select id from identifiers where profile_id = any($4::int8[]) and cluster_id is null)
     order by i.id`,
    [
      workspaceId,
      binaryArray('int8', identifierIds),
      binaryArray('int8', clusterIds),
      binaryArray('int8', profileIds),
    ],
    'list_cluster_members',
  );
}

/** The owners of each identifier that has any, oldest first. */
export async function listOwners(
  { db, workspaceId }: IdentityScope,
  rows: readonly Pick<KnownIdentifier, 'id' | 'profileId' | 'clusterId'>[],
): Promise<Map<number, Owner[]>> {
  const owners = new Map<number, Owner[]>();
  for (const { id, profileId } of rows) {
    if (profileId !== null) owners.set(id, [{ fromMs: -Infinity, profileId }]);
  }
  const contested = rows.filter(({ clusterId }) => clusterId !== null).map(({ id }) => id);
  if (contested.length === 0) return owners;
  const changed = await db.query<{ id: number; from_ms: number | null; profile_id: number }>(
    `select identifier_id as id, (extract(epoch from from_at) * 1000)::float8 as from_ms, profile_id
     from identifier_owners where workspace_id = $1 and identifier_id = any($2::int8[]) order by identifier_id, place`,
    [workspaceId, binaryArray('int8', contested)],
    'list_owners',
  );
  for (const [id, own] of Map.groupBy(changed, (row) => row.id))
    owners.set(
      id,
      own.map(({ from_ms, profile_id }) => ({ fromMs: from_ms ?? -Infinity, profileId: profile_id })),
    );
  return owners;
}

/** The people of these identifiers and the ids that lead to them, each with what it hangs on. */
async function listProfiles(
  { db, workspaceId }: IdentityScope,
  rows: readonly KnownRow[],
  owners: ReadonlyMap<number, readonly Owner[]>,
): Promise<{ profiles: KnownProfile[]; formerOf: Map<number, number[]> }> {
  const living = new Map<number, KnownProfile>();
  // Of its identifiers one is as good as the other for a person that was made before ids said what they hang on.
  for (const [id, own] of owners) {
    own.forEach(({ profileId }, place) => {
      const isShared = place > 0;
      const known = living.get(profileId);
      if (known === undefined || (known.shared && !isShared))
        living.set(profileId, { id: profileId, anchor: id, shared: isShared, gone: false });
    });
  }
  const known = new Set(rows.map(({ id }) => id));
  for (const profile of living.values())
    if (known.has(profile.id)) Object.assign(profile, { anchor: profile.id, shared: false });
  const gone = await db.query<{ from_id: number; into_id: number; shared_id: number | null }>(
    `select from_id, into_id, shared_identifier_id as shared_id from profile_redirects where workspace_id = $1 and into_id = any($2::int8[])`,
    [workspaceId, binaryArray('int8', [...living.keys()])],
    'list_gone_profiles',
  );
  const formerOf = new Map<number, number[]>();
  for (const [into, formers] of Map.groupBy(gone, (row) => row.into_id))
    formerOf.set(
      into,
      formers.map(({ from_id }) => from_id),
    );
  const profiles = [
    ...living.values(),
    ...gone.map(({ from_id, shared_id }) => ({
      ...{ id: from_id, anchor: shared_id ?? from_id, shared: shared_id !== null, gone: true },
    })),
  ];
  return { profiles, formerOf };
}

async function listRefusals({ db, workspaceId }: IdentityScope, ids: readonly number[]): Promise<Refusal[]> {
  const rows = await db.query<Omit<Refusal, 'values'> & { values: string[] }>(
    `select a_id as a, b_id as b, reason, type, type_limit as limit, identifier_ids::text[] as values, weaker_id as weaker, outcome
     from identity_refusals where workspace_id = $1 and a_id = any($2::int8[])`,
    [workspaceId, binaryArray('int8', ids)],
    'list_refusals',
  );
  return rows.map((row) => ({ ...row, values: row.values.map(Number) }));
}

/** Writes what deriving changed about identifiers, redirects and refusals. People themselves are others' to write. */
export async function writeChanges(
  scope: IdentityScope,
  { rows, stored, formerOf }: LoadedClusters,
  changes: Changes,
  why: { at: Date; decisionId?: number | undefined },
): Promise<void> {
  await writeOwners(scope, changes.owners);
  await writeMoves(scope, { stored, formerOf }, changes);
  await writeClusters(scope, rows, changes);
  await writeRedirects(scope, stored, changes, why);
  await writeRefusals(scope, changes, why.at);
}

async function writeOwners({ db, workspaceId }: IdentityScope, owners: Changes['owners']): Promise<void> {
  if (owners.size === 0) return;
  const ids = binaryArray('int8', [...owners.keys()]);
  const latest = [...owners.values()].map((own) => (own.at(-1) as Owner).profileId);
  await db.query(
    `update identifiers i set profile_id = n.profile_id from unnest($2::int8[], $3::int8[]) n(id, profile_id)
     where i.workspace_id = $1 and i.id = n.id`,
    [workspaceId, ids, binaryArray('int8', latest)],
    'write_latest_owners',
  );
  await db.query(
    'delete from identifier_owners where workspace_id = $1 and identifier_id = any($2::int8[])',
    [workspaceId, ids],
    'forget_owners',
  );
  const changed = [...owners]
    .filter(([, own]) => own.length > 1)
    .flatMap(([id, own]) => own.map((one, place) => ({ id, place, ...one })));
  if (changed.length === 0) return;
  await db.query(
    `insert into identifier_owners (workspace_id, identifier_id, place, from_at, profile_id)
     select $1, n.* from unnest($2::int8[], $3::int2[], $4::timestamptz[], $5::int8[]) n`,
    [
      workspaceId,
      ...binaryColumns(changed, { id: 'int8', place: 'int2' }),
      binaryArray(
        'timestamptz',
        changed.map(({ fromMs }) => (fromMs === -Infinity ? null : fromMs)),
      ),
      binaryArray(
        'int8',
        changed.map(({ profileId }) => profileId),
      ),
    ],
    'record_owners',
  );
}

/**
 * Remembers where events of an identifier may lie that is no longer wholly that person's: under the ids it had, and under
 * those that led there. Where all of them lead to its one owner, nothing has to be remembered. An identifier that stays
 * where it was is concerned too, when an id that led there is somebody else's again: its events may carry that id.
 */
async function writeMoves(
  { db, workspaceId }: IdentityScope,
  { stored, formerOf }: Pick<LoadedClusters, 'stored' | 'formerOf'>,
  changes: Changes,
): Promise<void> {
  const endOf = toEnds(formerOf, changes);
  const moves: { identifier: number; profile: number }[] = [];
  for (const [identifier, before] of stored.owners) {
    const after = changes.owners.get(identifier);
    const formersStay = before.every(({ profileId }) =>
      (formerOf.get(profileId) ?? []).every((former) => endOf(former) === profileId),
    );
    if (after === undefined && formersStay) continue;
    const places = new Set(
      before.flatMap(({ profileId }) => [profileId, ...(formerOf.get(profileId) ?? [])]),
    );
    const only = after?.length === 1 ? after[0]?.profileId : undefined;
    if ([...places].every((place) => endOf(place) === only)) continue;
    for (const profile of places) moves.push({ identifier, profile });
  }
  if (moves.length > 0) await recordMoves({ db, workspaceId }, moves);
  const asked = [...changes.owners.keys(), ...moves.map(({ identifier }) => identifier)];
  const identifierIds = await listMovedOf({ db, workspaceId }, asked);
  await noteReassigned({ db, workspaceId }, { profileIds: [], identifierIds });
}

async function recordMoves(
  { db, workspaceId }: IdentityScope,
  moves: readonly { identifier: number; profile: number }[],
): Promise<void> {
  await db.query(
    `insert into identifier_moves (workspace_id, identifier_id, profile_id)
     select $1, n.* from unnest($2::int8[], $3::int8[]) n on conflict do nothing`,
    [workspaceId, ...binaryColumns(moves, { identifier: 'int8', profile: 'int8' })],
    'record_moves',
  );
}

/** Where each id leads after the changes. */
function toEnds(
  formerOf: ReadonlyMap<number, readonly number[]>,
  { redirects, revived }: Changes,
): (id: number) => number {
  const ends = new Map<number, number>(revived.map((id) => [id, id]));
  for (const { from, into } of redirects) ends.set(from, into);
  for (const [into, formers] of formerOf)
    for (const former of formers) if (!ends.has(former)) ends.set(former, ends.get(into) ?? into);
  return (id) => ends.get(id) ?? id;
}

async function writeClusters(
  { db, workspaceId }: IdentityScope,
  rows: ReadonlyMap<number, KnownRow>,
  { clusters, superNodes }: Changes,
): Promise<void> {
  const inertOf = new Map(superNodes.map(({ id, reason }) => [id, reason]));
  const changed: { id: number; clusterId: number | null; inert: KnownIdentifier['inert'] }[] = [];
  for (const { nodes, clusterId } of clusters) {
    for (const id of nodes) {
      const row = rows.get(id) as KnownRow;
      const inert = inertOf.get(id) ?? row.inert;
      if (row.clusterId !== clusterId || row.inert !== inert) changed.push({ id, clusterId, inert });
    }
  }
  if (changed.length === 0) return;
  await db.query(
    `update identifiers i set cluster_id = n.cluster_id, inert = n.inert
     from unnest($2::int8[], $3::int8[], $4::text[]) n(id, cluster_id, inert) where i.workspace_id = $1 and i.id = n.id`,
    [
      workspaceId,
      ...binaryColumns(changed, { id: 'int8', clusterId: 'int8' }),
      binaryArray(
        'text',
        changed.map(({ inert }) => inert ?? null),
      ),
    ],
    'write_clusters',
  );
}

async function writeRedirects(
  { db, workspaceId }: IdentityScope,
  stored: Stored,
  { redirects, revived }: Changes,
  { at, decisionId }: { at: Date; decisionId?: number | undefined },
): Promise<void> {
  if (revived.length > 0)
    await db.query(
      'delete from profile_redirects where workspace_id = $1 and from_id = any($2::int8[])',
      [workspaceId, binaryArray('int8', revived)],
      'revive_profiles',
    );
  const redirected =
    redirects.length === 0
      ? []
      : await recordRedirects({ db, workspaceId }, stored, redirects, { at, decisionId });
  await noteReassigned({ db, workspaceId }, { profileIds: [...revived, ...redirected], identifierIds: [] });
}

/** Returns the ids that lead elsewhere than before. */
async function recordRedirects(
  { db, workspaceId }: IdentityScope,
  stored: Stored,
  redirects: Changes['redirects'],
  { at, decisionId }: { at: Date; decisionId?: number | undefined },
): Promise<number[]> {
  const sharedOf = new Map(stored.profiles.map(({ id, anchor, shared }) => [id, shared ? anchor : null]));
  const heldBy = Map.groupBy(stored.owners.keys(), (id) => stored.owners.get(id)?.at(-1)?.profileId ?? 0);
  const [from, into] = [redirects.map((one) => one.from), redirects.map((one) => one.into)];
  // Those that lead to one of them and hang on nothing that is known.
  const further = await db.query<{ id: number }>(
    `update profile_redirects r set into_id = n.into_id from unnest($2::int8[], $3::int8[]) n(from_id, into_id)
     where r.workspace_id = $1 and r.into_id = n.from_id returning r.from_id as id`,
    [workspaceId, binaryArray('int8', from), binaryArray('int8', into)],
    'redirect_further',
  );
  const written = await db.query<{ id: number }>(
    `insert into profile_redirects as r
       (workspace_id, from_id, into_id, merged_at, message_id, reason, shared_identifier_id, identifier_ids, decision_id)
     select $1, n.from_id, n.into_id, $2, '', 'derived', n.shared_id, string_to_array(n.held, ',')::int8[], $7
     from unnest($3::int8[], $4::int8[], $5::int8[], $6::text[]) n(from_id, into_id, shared_id, held)
     on conflict (from_id) do update set into_id = excluded.into_id, merged_at = excluded.merged_at, message_id = '',
       reason = 'derived', decision_id = excluded.decision_id
     where r.into_id <> excluded.into_id
     returning r.from_id as id`,
    [
      workspaceId,
      at,
      binaryArray('int8', from),
      binaryArray('int8', into),
      binaryArray(
        'int8',
        from.map((id) => sharedOf.get(id) ?? null),
      ),
      binaryArray(
        'text',
        from.map((id) => heldBy.get(id)?.join(',') ?? null),
      ),
      decisionId ?? null,
    ],
    'record_redirects',
  );
  return [...further, ...written].map(({ id }) => id);
}

async function writeRefusals(
  { db, workspaceId }: IdentityScope,
  { refused, withdrawn }: Changes,
  at: Date,
): Promise<void> {
  if (withdrawn.length > 0)
    await db.query(
      `delete from identity_refusals r using unnest($2::int8[], $3::int8[]) n(a, b)
       where r.workspace_id = $1 and r.a_id = n.a and r.b_id = n.b`,
      [workspaceId, ...binaryColumns(withdrawn, { a: 'int8', b: 'int8' })],
      'withdraw_refusals',
    );
  if (refused.length === 0) return;
  await db.query(
    `insert into identity_refusals
       (workspace_id, a_id, b_id, reason, type, type_limit, identifier_ids, weaker_id, outcome, refused_at)
     select $1, a, b, reason, type, type_limit, string_to_array(ids, ',')::int8[], weaker, outcome, $2
     from unnest($3::int8[], $4::int8[], $5::text[], $6::text[], $7::int4[], $8::text[], $9::int8[], $10::text[])
       n(a, b, reason, type, type_limit, ids, weaker, outcome)`,
    [
      workspaceId,
      at,
      ...binaryColumns(refused, { a: 'int8', b: 'int8', reason: 'text', type: 'text', limit: 'int4' }),
      binaryArray(
        'text',
        refused.map(({ values }) => values.join(',')),
      ),
      ...binaryColumns(refused, { weaker: 'int8', outcome: 'text' }),
    ],
    'record_refusals',
  );
}

// RESOLVE: one PostgreSQL transaction takes the next messages of the inbox and decides everything about them.
//
// It reads in order: take the requests after the position · sort out what cannot be stored · drop duplicates · give
// each message its profile (new people, new identifiers, links, merges) · take in what was told (attributes, with
// their history) · memberships · what events tell of the catalog's objects · write the event rows as ClickHouse will get
// them · move the position. All of it commits together or not at all, so a crash at any instruction repeats the batch
// from the start, and a batch that committed is never decided again: APPEND sends the bytes that are stored here.
//
// What only writes is sent without waiting for it (`writeBehind`): the database is busy with it while the next step is
// worked out here, and the messages of the next batch are prepared in what pauses are left (`ahead.ts`).
//
// Everything is a column: each step makes one statement with `unnest` for the whole batch, however many messages it
// has. Ids are made from the batch number, so nothing has to ask the database for them.
import { constants, zstdCompressSync } from 'node:zlib';
import type { Clock } from '../../platform/clock/index.ts';
import type { Database, Transaction } from '../../platform/postgres/index.ts';
import type { Labeller } from '../../respect/categories/index.ts';
import { listPurposes, type Permissions } from '../../respect/purposes/index.ts';
import type { FaultCount } from '../../respect/signals/index.ts';
import { type CatalogTypesMemory, recordToldByEvents } from '../catalog/index.ts';
import { type EventFacts, toEventLine } from '../events/index.ts';
import {
  type Assignment,
  assignProfiles,
  getRules,
  type IdentityCache,
  type RulesInForce,
  type RulesMemory,
  recordWithheld,
} from '../identity/index.ts';
import { type InboxRow, listRequestsAfter } from '../inbox/index.ts';
import { recordPermissions, type StatementMemory, withPermittedLinks } from '../permissions/index.ts';
import { recordProfileChanges } from '../profiles/index.ts';
import { recordQuarantined } from '../quarantine/index.ts';
import { listAllSources, recordSignalFaults, recordSourceActivity, type Source } from '../sources/index.ts';
import {
  type Ahead,
  holdsFor,
  type Prepared,
  type PrepareWith,
  prepareNothing,
  prepareRow,
} from './ahead.ts';
import { openIds } from './batch-ids.ts';
import { dropDuplicates, turnMessageIds } from './deduplicate.ts';
import { labelBatch } from './label.ts';
import { advancePosition, lockPosition, type Position } from './position.ts';
import type { Item, PrepareLimits } from './prepare.ts';

/** Messages in one transaction: enough to share its cost, few enough that ids fit and nobody waits long. */
export const batchMessagesMax = 5000;

export type ResolveDeps = {
  db: Database;
  clock: Clock;
  cache: IdentityCache;
  rules: RulesMemory;
  statements: StatementMemory;
  catalogTypes: CatalogTypesMemory;
  limits: PrepareLimits;
  deduplicationDays: number;
  /** Prepares the next batch meanwhile. */
  ahead?: Ahead;
  /** Labels what messages carry. */
  labeller?: Labeller;
};

export type Resolved = {
  batchId: number;
  lastSeq: number;
  requests: number;
  /** Messages read, of those stored as events, dropped as duplicates, set aside. */
  messages: number;
  stored: number;
  duplicates: number;
  quarantined: number;
  /** When the oldest of them was accepted. */
  oldestMs: number;
  /** Signals that could not be read. */
  signalFaults: FaultCount[];
  /** Refusals of linking that wait for being followed. */
  linkRefusals: number;
  /** Lines of JSON for ClickHouse. */
  events: Buffer;
  profiles: Buffer;
};

/** Resolves the next batch of up to `messagesMax` messages. Undefined when the inbox holds nothing new. */
export async function resolveNext(
  deps: ResolveDeps,
  messagesMax = batchMessagesMax,
): Promise<Resolved | undefined> {
  let assignments: Assignment[] = [];
  const resolved = await deps.db.transaction(async function resolve(tx) {
    const position = await lockPosition(tx);
    const prepared = await prepareNext(tx, position, messagesMax, deps);
    if (prepared.rows.length === 0) return undefined;
    forgetWhenStale(deps.cache, position);
    const batch = await resolvePrepared(tx, prepared, position, deps);
    assignments = batch.assignments;
    return batch.resolved;
  });
  for (const { settled } of assignments) deps.cache.commit(settled);
  if (resolved !== undefined)
    filledAt.set(deps.cache, { ...filledAt.get(deps.cache), batchId: resolved.batchId });
  return resolved;
}

/** What each cache knows: up to which batch, and under which version of identity. */
const filledAt = new WeakMap<IdentityCache, { batchId: number; version?: number }>();

/** Another process resolved a batch, or identity was changed by hand: what the cache knows may be wrong. */
function forgetWhenStale(cache: IdentityCache, position: Position): void {
  const filled = filledAt.get(cache);
  const missed = filled?.batchId !== position.batch_id && !isSince(filled?.batchId, position.identity_since);
  if (missed || filled?.version !== position.identity_version) cache.clear();
  filledAt.set(cache, { batchId: position.batch_id, version: position.identity_version });
}

const isSince = (batchId: number | undefined, since: number | null): boolean =>
  batchId !== undefined && since !== null && batchId >= since;

async function resolvePrepared(
  tx: Transaction,
  { rows, items, aside, using: { rulesOf } }: Prepared,
  position: Position,
  deps: ResolveDeps,
): Promise<{ resolved: Resolved; assignments: Assignment[] }> {
  const at = deps.clock.now();
  const table = await turnMessageIds(
    tx,
    { table: position.message_ids_table, since: position.message_ids_since },
    at,
    deps.deduplicationDays,
  );
  const fresh = await dropDuplicates(tx, items, table.table);
  const batchId = position.batch_id + 1;
  const makeId = openIds(batchId);

  const lines: string[] = [];
  const profileLines: string[] = [];
  const assignments: Assignment[] = [];
  const signalFaults: FaultCount[] = [];
  let linkRefusals = 0;
  for (const [workspaceId, told] of groupByWorkspace(fresh)) {
    const scope = { db: tx, workspaceId };
    const purposes = await listPurposes(scope);
    const { rules } = rulesOf.get(workspaceId) as RulesInForce;
    const own = await withPermittedLinks(scope, told, purposes, at);
    const assignment = await assignProfiles(own, { scope, cache: deps.cache, rules, makeId, at });
    assignments.push(assignment);
    const withheld = own.flatMap((item, i) =>
      item === told[i] ? [] : (assignment.identifiersOf[i]?.[0] ?? []),
    );
    tx.writeBehind(recordWithheld(scope, withheld));
    const permissions = await recordPermissions(scope, {
      items: own,
      assignment,
      purposes,
      at,
      remembered: deps.statements,
    });
    tx.writeBehind(recordSignalFaults(scope, permissions.faults));
    signalFaults.push(...permissions.faults);
    linkRefusals += permissions.linkRefusals;
    const changes = { items: own, assignment, permissions, purposes, makeId, at, version: batchId };
    const changed = recordProfileChanges(scope, changes);
    tx.writeBehind(changed);
    const { snapshots } = permissions;
    tx.writeBehind(recordToldByEvents(scope, { events: own, snapshots, remembered: deps.catalogTypes }));
    if (deps.labeller !== undefined) await labelBatch(deps.labeller, { db: deps.db, workspaceId }, own);
    // Meanwhile the database writes.
    appendEventLines(lines, own, assignment, snapshots, { batchId, makeId });
    for (const line of await changed) profileLines.push(line);
  }
  tx.writeBehind(recordQuarantined(tx, aside));
  tx.writeBehind(recordSourceActivity(tx, countBySource(fresh)));

  const last = rows.at(-1) as InboxRow;
  const resolved: Resolved = {
    batchId,
    lastSeq: last.seq,
    requests: rows.length,
    messages: countMessages(rows),
    stored: fresh.length,
    duplicates: items.length - fresh.length,
    quarantined: aside.length,
    oldestMs: (rows[0] as InboxRow).received_at.getTime(),
    signalFaults,
    linkRefusals,
    events: Buffer.from(lines.join('\n')),
    profiles: Buffer.from(profileLines.join('\n')),
  };
  await keepForAppend(tx, resolved, profileLines.length, at);
  await advancePosition(tx, {
    ...position,
    resolved_seq: last.seq,
    batch_id: batchId,
    identity_since: null,
    message_ids_table: table.table,
    message_ids_since: table.since,
    messages: position.messages + resolved.stored,
    duplicates: position.duplicates + resolved.duplicates,
    quarantined: position.quarantined + resolved.quarantined,
  });
  return { resolved, assignments };
}

/** The next requests, as many as memory should hold at once, at least one where there are any. */
async function prepareNext(
  tx: Transaction,
  { resolved_seq: resolvedSeq }: Position,
  messagesMax: number,
  { ahead, limits, rules }: ResolveDeps,
): Promise<Prepared> {
  const early = await ahead?.take(resolvedSeq);
  const earlyRows = early?.rows ?? [];
  const messagesLeft = messagesMax - countMessages(earlyRows);
  const lastSeq = earlyRows.at(-1)?.seq ?? resolvedSeq;
  const late = messagesLeft > 0 ? await listRequestsAfter(tx, lastSeq, messagesLeft) : [];
  // After the requests: what a source made a moment ago has sent may be among them, and settings hold for what follows.
  const sources = new Map<number, Source>((await listAllSources(tx)).map((source) => [source.id, source]));
  const rulesOf = new Map<number, RulesInForce>();
  for (const workspaceId of new Set([...earlyRows, ...late].map((row) => row.workspace_id)))
    rulesOf.set(workspaceId, await getRules({ db: tx, workspaceId }, rules));
  const using: PrepareWith = { limits, sources, rulesOf };
  const holds = early !== undefined && holdsFor(early, using);
  const prepared = holds ? { ...early, using } : prepareNothing(using);
  for (const row of holds ? late : [...earlyRows, ...late]) if (!prepareRow(row, prepared)) break;
  if (messagesMax > 1 && countMessages(prepared.rows) >= messagesMax)
    ahead?.begin(prepared.rows.at(-1)?.seq ?? resolvedSeq, using);
  return prepared;
}

const countMessages = (rows: readonly InboxRow[]): number =>
  rows.reduce((sum, row) => sum + row.message_count, 0);

function groupByWorkspace(items: Item[]): Map<number, Item[]> {
  return Map.groupBy(items, (item) => item.workspaceId);
}

function countBySource(items: Item[]): Map<number, { count: number; lastAt: number }> {
  const counts = new Map<number, { count: number; lastAt: number }>();
  for (const { source, receivedMs } of items) {
    const seen = counts.get(source.id);
    if (seen === undefined) counts.set(source.id, { count: 1, lastAt: receivedMs });
    else {
      seen.count += 1;
      seen.lastAt = Math.max(seen.lastAt, receivedMs);
    }
  }
  return counts;
}

function appendEventLines(
  lines: string[],
  items: readonly Item[],
  assignment: Assignment,
  snapshots: readonly Permissions[],
  { batchId, makeId }: { batchId: number; makeId: () => number },
): void {
  for (let i = 0; i < items.length; i += 1) {
    const item = items[i] as Item;
    const facts: EventFacts = {
      id: makeId(),
      batchId,
      workspaceId: item.workspaceId,
      profileId: assignment.profileOf[i] as number,
      identifierIds: assignment.identifiersOf[i] as number[],
      sourceId: item.source.id,
      messageId: item.messageId,
      message: item.message,
      timestampMs: item.timestampMs,
      receivedMs: item.receivedMs,
      sentMs: item.sentMs,
      originalMs: item.originalMs,
      permissions: snapshots[i] as Permissions,
      gpc: item.gpc,
      imported: item.imported,
      text: item.text,
    };
    lines.push(toEventLine(facts));
  }
}

export const batchCompression = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

export async function keepForAppend(
  tx: Transaction,
  resolved: Pick<Resolved, 'batchId' | 'lastSeq' | 'stored' | 'events' | 'profiles'>,
  profileCount: number,
  at: Date,
): Promise<void> {
  await tx.query(
    `insert into append_batches (id, last_seq, event_count, profile_count, events, profiles, created_at) values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      resolved.batchId,
      resolved.lastSeq,
      resolved.stored,
      profileCount,
      zstdCompressSync(resolved.events, batchCompression),
      zstdCompressSync(resolved.profiles, batchCompression),
      at,
    ],
    'keep_for_append',
  );
}

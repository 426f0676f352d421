// Who must not be collected, contacted or sold: asked for each message that comes in, and by the gate.
//
// In memory lies one fingerprint for each identifier with an entry in force (`fingerprints.ts`). Nearly all questions end
// there, with a no. A yes is only a maybe: the whole hash is looked for in PostgreSQL, so nothing is ever dropped because
// two hashes begin alike. An entry is in the table before its row is committed, and leaves it after: what this process
// was told holds from the moment the call returns.
import { randomBytes } from 'node:crypto';
import { AppError } from '@rapport/protocol';
import type { Clock } from '../../platform/clock/index.ts';
import type { Log } from '../../platform/log/index.ts';
import type { Metrics } from '../../platform/metrics/index.ts';
import type { Database } from '../../platform/postgres/index.ts';
import { openTurns, type Turns } from '../../platform/turns/index.ts';
import { ensureSecret, listWorkspaces, type Scope } from '../../platform/workspaces/index.ts';
import { sayOfPoints } from '../last-word/index.ts';
import { openStoppedCounts, type StoppedCounts } from './counting.ts';
import { type Fingerprints, openFingerprints } from './fingerprints.ts';
import { fingerprintOf, type HashKey, hashOf, highOf, lowOf, toHashKey } from './hashing.ts';
import {
  formsOf,
  markOf,
  marks,
  type NamedBy,
  type NamedInForms,
  type StopScope,
  type SuppressionScope,
} from './model.ts';
import {
  type InForce,
  insertSuppressions,
  type Lift,
  listInForce,
  listKeyIds,
  listScopesOf,
  listStopped,
  type NewRow,
  readFingerprints,
  recordKey,
  recordLift,
  type SuppressionRow,
} from './store.ts';

export type NewSuppression = {
  /** In its normal form. */
  identifier: NamedInForms;
  scope: SuppressionScope;
  channel: string;
  reason: string;
  legalRef: string | null;
  reviewAt: Date | null;
};

/** `ids`: the entries, by which it can be lifted; of earlier keys there may be several. */
export type Suppressed = { scope: SuppressionScope; channel: string; since: Date; ids: number[] };

export type Suppressions = {
  /** False while nobody in this workspace is kept from being collected: then there is nothing to ask. */
  stopsAny(workspaceId: number): boolean;
  /** False while there is no entry at all in this workspace. */
  any(workspaceId: number): boolean;
  /**
   * Which of these messages, given by what they name, must not be collected; by place. Undefined where none, which is
   * known without waiting. Rejects with `storage_unavailable`.
   */
  findStopped(
    workspaceId: number,
    named: readonly (readonly NamedBy[])[],
  ): Promise<(StopScope | undefined)[]> | undefined;
  /** What was not collected, and that alone. */
  counts: StoppedCounts;
  /** Everything in force for any of these identifiers (in normal form), each scope and channel once, with its first time. */
  listSuppressed(scope: Scope, identifiers: readonly NamedInForms[]): Promise<Suppressed[]>;
  /** Adds entries; one that is in force already stays as it is. Of each, in the order given: its row, and whether it is new. */
  record(
    scope: Scope,
    items: readonly NewSuppression[],
    by: string,
  ): Promise<{ row: SuppressionRow; isNew: boolean }[]>;
  lift(scope: Scope, id: number, lift: Omit<Lift, 'at'>): Promise<SuppressionRow>;
  /** From now on new entries are made with a new key; older ones keep theirs and stay in force. Gives the id of the key. */
  rotateKey(scope: Scope, by: string): Promise<number>;
  /** Of the table of fingerprints. */
  bytes(): number;
  close(): Promise<void>;
};

type Deps = { db: Database; clock: Clock; log: Log; metrics: Metrics };

/** Of one workspace. */
type Kept = {
  fingerprints: Fingerprints;
  /** The newest first: it makes new entries. The others are there while entries made with them are in force. */
  keys: HashKey[];
  /** Identifiers without a mark that stops, as the reader remembers them. A new one each time that a mark is set. */
  unmarked: WeakSet<NamedBy>;
  /** Changes happen one after the other: a mark must not be taken away while an entry that needs it is being added. */
  turns: Turns;
};

const pageRows = 50_000;
const fingerprintBytes = 8;

/** Reads the fingerprints of everything in force, about a million in two seconds. */
export async function openSuppressions(deps: Deps): Promise<Suppressions> {
  const { db, clock } = deps;
  const kept = new Map<number, Promise<Kept>>();
  const ready = new Map<number, Kept>();
  const counts = openStoppedCounts(db, deps);

  function getKept(workspaceId: number): Promise<Kept> {
    const known = kept.get(workspaceId);
    if (known !== undefined) return known;
    const loading = load({ db, workspaceId }, clock).then((loaded) => {
      ready.set(workspaceId, loaded);
      return loaded;
    });
    kept.set(workspaceId, loading);
    loading.catch(() => kept.delete(workspaceId));
    return loading;
  }

  async function inTurn<Result>(
    { workspaceId }: Scope,
    change: (own: Kept) => Promise<Result>,
  ): Promise<Result> {
    const own = await getKept(workspaceId);
    return own.turns(() => change(own));
  }

  for (const { id } of await listWorkspaces(db)) await getKept(id);

  return {
    counts,
    stopsAny: (workspaceId) => (ready.get(workspaceId)?.fingerprints.count(marks.stop) ?? 0) > 0,
    any(workspaceId) {
      const own = ready.get(workspaceId)?.fingerprints;
      return own !== undefined && own.count(marks.stop) + own.count(marks.other) > 0;
    },
    findStopped(workspaceId, named) {
      const own = ready.get(workspaceId);
      const suspects = own === undefined ? [] : findSuspects(own, named);
      return own === undefined || suspects.length === 0
        ? undefined
        : confirm({ db, workspaceId }, own, suspects, named.length);
    },
    async listSuppressed(scope, identifiers) {
      const own = await getKept(scope.workspaceId);
      const marked = identifiers.flatMap(formsOf).filter((one) => findMarks(own, one) !== 0);
      return marked.length === 0 ? [] : toSuppressed(await listInForce(scope, hashesOf(own, marked)));
    },
    record: (scope, items, by) =>
      inTurn(scope, (own) => recordItems(scope, own, items, { at: clock.now(), by })),
    lift: (scope, id, lift) =>
      inTurn(scope, async (own) => {
        const { identifier_hash: hash, ...row } = await recordLift(scope, id, { ...lift, at: clock.now() });
        await markAnew(scope, own, hash);
        return row;
      }),
    rotateKey: (scope, by) =>
      inTurn(scope, async (own) => {
        const id = (own.keys[0] as HashKey).id + 1;
        const key = await makeKey(scope, id, clock, by);
        own.keys = [key, ...own.keys];
        return id;
      }),
    bytes: () => [...ready.values()].reduce((sum, { fingerprints }) => sum + fingerprints.bytes(), 0),
    close: () => counts.write(),
  };
}

/** The key of this id; made where there is none. The secret is the truth: of several processes all get the same. */
async function makeKey(scope: Scope, id: number, clock: Clock, by: string): Promise<HashKey> {
  const name = `suppression_key_${scope.workspaceId}_${id}`;
  const secret = await ensureSecret(scope.db, clock, name, () => randomBytes(32).toString('hex'));
  await recordKey(scope, id, { at: clock.now(), by });
  return toHashKey(id, secret.value);
}

async function load(scope: Scope, clock: Clock): Promise<Kept> {
  const fingerprints = openFingerprints();
  const inUse = new Set<number>();
  for (let after: number | null = 0; after !== null; ) {
    const page = await readFingerprints(scope, after, pageRows);
    for (const id of page.keys ?? []) inUse.add(id);
    const { fingerprints: packed } = page;
    for (let at = 0; packed !== null && at < packed.length; at += fingerprintBytes + 1)
      fingerprints.add(
        lowOf(packed, at),
        highOf(packed, at),
        packed[at + fingerprintBytes] === 1 ? marks.stop : marks.other,
      );
    after = page.last;
  }
  const [newest = 1, ...earlier] = await listKeyIds(scope);
  const keys: HashKey[] = [];
  for (const id of [newest, ...earlier.filter((one) => inUse.has(one))])
    keys.push(await makeKey(scope, id, clock, 'server'));
  return { fingerprints, keys, unmarked: new WeakSet(), turns: openTurns() };
}

function findMarks({ fingerprints, keys }: Kept, identifier: NamedBy): number {
  let found = 0;
  for (const key of keys) found |= fingerprintOf(key, identifier, fingerprints.find);
  return found;
}

const hashesOf = ({ keys }: Kept, identifiers: readonly NamedBy[]): Buffer[] =>
  identifiers.flatMap((identifier) => keys.map((key) => hashOf(key, identifier)));

type Suspect = { place: number; identifier: NamedBy };

function findSuspects(own: Kept, named: readonly (readonly NamedBy[])[]): Suspect[] {
  const suspects: Suspect[] = [];
  for (let place = 0; place < named.length; place += 1)
    for (const identifier of named[place] as readonly NamedBy[]) {
      if (own.unmarked.has(identifier)) continue;
      if ((findMarks(own, identifier) & marks.stop) === 0) own.unmarked.add(identifier);
      else suspects.push({ place, identifier });
    }
  return suspects;
}

/** Asks PostgreSQL about those whose fingerprint is there. */
async function confirm(
  scope: Scope,
  own: Kept,
  suspects: readonly Suspect[],
  count: number,
): Promise<(StopScope | undefined)[]> {
  const hashed = suspects.map(({ place, identifier }) => ({ place, hashes: hashesOf(own, [identifier]) }));
  const asked = new Map(
    hashed.flatMap(({ hashes }) => hashes.map((hash) => [hash.toString('latin1'), hash])),
  );
  const rows = await listStopped(scope, [...asked.values()]).catch((cause: unknown) => {
    throw new AppError('storage_unavailable', undefined, {}, cause);
  });
  const scopeOf = new Map(rows.map(({ hash, scope: stop }) => [hash.toString('latin1'), stop]));
  const stopped: (StopScope | undefined)[] = new Array(count).fill(undefined);
  for (const { place, hashes } of hashed)
    for (const hash of hashes) {
      const found = scopeOf.get(hash.toString('latin1'));
      if (found !== undefined && stopped[place] !== 'no_collect') stopped[place] = found;
    }
  return stopped;
}

function toSuppressed(rows: readonly InForce[]): Suppressed[] {
  const found = new Map<string, Suppressed>();
  for (const { id, scope, channel, created_at: since } of rows) {
    const name = `${scope} ${channel}`;
    const known = found.get(name) ?? { scope, channel, since, ids: [] };
    found.set(name, { ...known, since: since < known.since ? since : known.since, ids: [...known.ids, id] });
  }
  return [...found.values()];
}

const nameOf = (hash: Buffer, scope: string, channel: string): string =>
  `${hash.toString('latin1')} ${scope} ${channel}`;

async function recordItems(
  scope: Scope,
  own: Kept,
  items: readonly NewSuppression[],
  { at, by }: { at: Date; by: string },
): Promise<{ row: SuppressionRow; isNew: boolean }[]> {
  const hashed = items.map((item) => ({ item, hashes: hashesOf(own, formsOf(item.identifier)) }));
  const found = new Map<string, { row: SuppressionRow; isNew: boolean }>();
  const take = (rows: readonly InForce[], isNew: boolean): void => {
    for (const { identifier_hash: hash, ...row } of rows)
      found.set(nameOf(hash, row.scope, row.channel), { row, isNew });
  };
  const findItem = ({ item, hashes }: (typeof hashed)[number]) =>
    hashes.flatMap((hash) => found.get(nameOf(hash, item.scope, item.channel)) ?? [])[0];

  take(
    await listInForce(
      scope,
      hashed.flatMap(({ hashes }) => hashes),
    ),
    false,
  );
  const missing = new Map<string, NewRow>();
  for (const one of hashed) {
    if (findItem(one) !== undefined) continue;
    const { identifier, reviewAt, ...rest } = one.item;
    const hash = one.hashes[0] as Buffer;
    const name = nameOf(hash, rest.scope, rest.channel);
    if (missing.has(name)) continue;
    missing.set(name, { ...rest, hash, kind: identifier.type, reviewMs: reviewAt?.getTime() ?? null });
    own.fingerprints.add(lowOf(hash), highOf(hash), markOf(rest.scope));
    own.unmarked = new WeakSet();
  }
  const rows = [...missing.values()];
  const keyId = (own.keys[0] as HashKey).id;
  const added =
    rows.length === 0
      ? []
      : await scope.db.transaction(async (db) => {
          await sayOfPoints(
            { ...scope, db },
            items.flatMap(({ identifier }) => formsOf(identifier)),
          );
          return insertSuppressions({ ...scope, db }, rows, { keyId, at, by });
        });
  take(added, true);
  // Another process was faster with the rest.
  if (added.length < rows.length)
    take(
      (
        await listInForce(
          scope,
          rows.map(({ hash }) => hash),
        )
      ).filter((row) => !added.some(({ id }) => id === row.id)),
      false,
    );
  return hashed.map((one) => findItem(one) as { row: SuppressionRow; isNew: boolean });
}

/** Gives a fingerprint the marks of what is in force now. */
async function markAnew(scope: Scope, own: Kept, hash: Buffer): Promise<void> {
  const scopes = await listScopesOf(scope, hash.subarray(0, fingerprintBytes));
  own.fingerprints.set(
    lowOf(hash),
    highOf(hash),
    scopes.reduce((sum, one) => sum | markOf(one), 0),
  );
  own.unmarked = new WeakSet();
}

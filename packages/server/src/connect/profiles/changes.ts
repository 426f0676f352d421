// What a batch changes about profiles: new ones, merged ones, and what was told of them.
import type { Message } from '@rapport/protocol';
import type { Queryable, Transaction } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Purpose } from '../../respect/purposes/index.ts';
import { type GroupCall, recordGroupCalls } from '../accounts/index.ts';
import {
  type AttributeRecord,
  foldAttributes,
  listTold,
  noAttributes,
  recordAttributes,
  type StoredAttributes,
  toStoredAttributes,
} from '../attributes/index.ts';
import type { Assignment, DerivedPeople } from '../identity/index.ts';
import { type BatchPermissions, deletePermissions, rebuildPermissions } from '../permissions/index.ts';
import { type Mirroring, toProfileLines, toRemovedLine } from './row.ts';
import {
  deleteProfiles,
  listAttributes,
  listProfileRows,
  type ProfileRow,
  recordProfiles,
  updateAttributes,
} from './store.ts';

export type ProfileItem = {
  message: Message;
  messageId: string;
  timestampMs: number;
  receivedMs: number;
  source: { id: number; settings: { rank: number } };
};

export type ProfileChanges = {
  items: readonly ProfileItem[];
  assignment: Assignment;
  permissions: Pick<BatchPermissions, 'snapshots' | 'changed' | 'quiet'>;
  /** Those that hold, where they are known already. */
  purposes?: readonly Purpose[] | undefined;
  makeId: () => number;
  at: Date;
  /** Grows with every batch: the newest row of a profile wins in ClickHouse. */
  version: number;
};

/** Writes the changes. Returns the rows that ClickHouse needs, as lines of JSON. */
export async function recordProfileChanges(
  scope: Scope<Transaction>,
  changes: ProfileChanges,
): Promise<string[]> {
  const { assignment, at, version } = changes;
  const told = collectTold(changes);
  const { derived } = assignment;
  // What derived people know is put together anew, from all that was told.
  for (const id of derived.reshaped) told.byProfile.delete(id);
  const created = toCreatedRows(assignment, told.byProfile, at);
  scope.db.writeBehind(recordProfiles(scope, created));
  await takeInMerges(scope, assignment, told.byProfile);
  const accountOf = await recordGroupCalls(scope, told.groupCalls, { makeId: changes.makeId, at });
  for (const [i, record] of told.groupRecords.entries()) record.accountId = accountOf[i] ?? null;
  scope.db.writeBehind(recordAttributes(scope, [...told.records, ...told.groupRecords]));
  await reshapeProfiles(scope, derived, at);

  const removed = [...new Set([...assignment.merges.map((merge) => merge.from), ...derived.removed])];
  const gone = new Set(removed);
  const changed = new Set([
    ...assignment.fresh.flatMap(({ profileId }) => profileId ?? []),
    ...assignment.merges.map((merge) => merge.into),
    ...told.byProfile.keys(),
    ...derived.reshaped,
    ...changes.permissions.changed,
  ]);
  for (const { id } of created) changed.delete(id);
  const rows = await listProfileRows(
    scope,
    [...changed].filter((id) => !gone.has(id)),
  );
  const lines = await toProfileLines(scope, [...created, ...rows], changes);
  return [...lines, ...removed.map((id) => toRemovedLine(id, scope.workspaceId, version, at))];
}

/** New people, whole as they are: the batch that made them knows all there is of them. `fresh` is in the order of ids. */
function toCreatedRows(
  { created, fresh }: Assignment,
  told: Map<number, StoredAttributes[]>,
  at: Date,
): ProfileRow[] {
  const identifiersOf = Map.groupBy(fresh, (identifier) => identifier.profileId ?? 0);
  return created.map((id) => {
    const own = identifiersOf.get(id) ?? [];
    const attributes = noAttributes();
    for (const one of told.get(id) ?? []) foldAttributes(attributes, one);
    const [types, values] = [own.map(({ type }) => type), own.map(({ value }) => value)];
    return { id, created_at: at, attributes, types, identifier_values: values };
  });
}

/** What ClickHouse needs of these people when something about them changed elsewhere, as lines of JSON. */
export async function toMirrorLines(
  scope: Scope<Queryable>,
  ids: readonly number[],
  mirroring: Pick<Mirroring, 'at' | 'version' | 'because'>,
): Promise<string[]> {
  return toProfileLines(scope, await listProfileRows(scope, ids), mirroring);
}

/** Writes people who were derived outside a batch. Returns the rows that ClickHouse needs, as lines of JSON. */
export async function writeDerived(
  scope: Scope<Transaction>,
  derived: DerivedPeople,
  at: Date,
  version: number,
): Promise<string[]> {
  await reshapeProfiles(scope, derived, at);
  await deletePermissions(scope, derived.removed);
  await rebuildPermissions(scope, derived.reshaped);
  const rows = await listProfileRows(scope, derived.reshaped);
  const lines = await toProfileLines(scope, rows, { at, version });
  return [...lines, ...derived.removed.map((id) => toRemovedLine(id, scope.workspaceId, version, at))];
}

/** Writes people who were derived anew: what they know is what was told while they held their identifiers. */
async function reshapeProfiles(
  scope: Scope<Queryable>,
  { created, revived, removed, reshaped }: DerivedPeople,
  at: Date,
): Promise<void> {
  const fresh = [...created, ...revived];
  await recordProfiles(
    scope,
    fresh.map((id) => ({ id, created_at: at, attributes: noAttributes() })),
  );
  const told = await listTold(scope, reshaped);
  const attributesOf = reshaped.map((id) => {
    const attributes = noAttributes();
    for (const one of told.get(id) ?? []) foldAttributes(attributes, one);
    return [id, attributes] as const;
  });
  await updateAttributes(scope, new Map(attributesOf));
  await deleteProfiles(scope, removed);
}

type Told = {
  byProfile: Map<number, StoredAttributes[]>;
  records: AttributeRecord[];
  groupCalls: GroupCall[];
  groupRecords: AttributeRecord[];
};

/** What identify and group calls of the batch tell, as records and as values per profile. */
function collectTold({ items, assignment, permissions: { snapshots }, makeId }: ProfileChanges): Told {
  const told: Told = { byProfile: new Map(), records: [], groupCalls: [], groupRecords: [] };
  for (let i = 0; i < items.length; i += 1) {
    const { message, messageId, timestampMs, receivedMs, source } = items[i] as ProfileItem;
    if (message.type !== 'identify' && message.type !== 'group') continue;
    const identifierId = assignment.identifiersOf[i]?.[0] as number;
    const { rank } = source.settings;
    const permissions = snapshots[i] as bigint;
    const record: AttributeRecord = {
      id: makeId(),
      identifierId,
      accountId: null,
      sourceId: source.id,
      messageId,
      collectedMs: timestampMs,
      receivedMs,
      rank,
      permissions,
      values: JSON.stringify(message.traits),
    };
    const attributes = toStoredAttributes(message.traits, {
      id: record.id,
      sourceId: source.id,
      collectedMs: timestampMs,
      rank,
      messageId,
      permissions,
    });
    if (message.type === 'group') {
      const role = message.traits.role ?? message.body.role;
      told.groupRecords.push({ ...record, identifierId: null });
      told.groupCalls.push({
        groupId: message.groupId as string,
        identifierId,
        role: typeof role === 'string' ? role : null,
        sourceId: source.id,
        messageId,
        timestampMs,
        attributes,
      });
      continue;
    }
    if (Object.keys(attributes).length === 0) continue;
    told.records.push(record);
    const profileId = assignment.profileOf[i] as number;
    const list = told.byProfile.get(profileId);
    if (list === undefined) told.byProfile.set(profileId, [attributes]);
    else list.push(attributes);
  }
  return told;
}

/** Folds what merged profiles knew, and what the batch tells, into the profiles that were there before and stay. */
async function takeInMerges(
  scope: Scope<Transaction>,
  { merges, created }: Assignment,
  told: Map<number, StoredAttributes[]>,
): Promise<void> {
  const fresh = new Set(created);
  const touched = new Set([...told.keys(), ...merges.flatMap((merge) => [merge.from, merge.into])]);
  const current = await listAttributes(
    scope,
    [...touched].filter((id) => !fresh.has(id)),
  );
  const changed = new Map<number, StoredAttributes>();
  const attributesOf = (id: number): StoredAttributes =>
    changed.get(id) ?? Object.assign(noAttributes(), current.get(id));
  for (const { from, into } of merges) {
    const attributes = attributesOf(into);
    if (foldAttributes(attributes, current.get(from) ?? noAttributes())) changed.set(into, attributes);
  }
  for (const [id, list] of told) {
    if (fresh.has(id)) continue;
    const attributes = attributesOf(id);
    for (const one of list) {
      if (foldAttributes(attributes, one)) changed.set(id, attributes);
    }
  }
  scope.db.writeBehind(updateAttributes(scope, changed));
  scope.db.writeBehind(deleteProfiles(scope, [...new Set(merges.map((merge) => merge.from))]));
}

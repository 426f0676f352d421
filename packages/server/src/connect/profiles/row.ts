// One profile as ClickHouse mirrors it: for lists, search and counts.
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { listPurposes, type Purpose } from '../../respect/purposes/index.ts';
import { type HistoryEntry, listHistories, toDisplayName } from '../attributes/index.ts';
import { toClickHouseTime } from '../events/index.ts';
import { listListsOf } from '../lists/index.ts';
import { listMirroredPermissions, type MirroredPermissions } from '../permissions/index.ts';
import type { ProfileRow } from './store.ts';

export type Mirroring = {
  at: Date;
  version: number;
  permissions?: { quiet: boolean };
  /** Those that hold, where they are known already. */
  purposes?: readonly Purpose[] | undefined;
  /** What the rows are written for, where that is not any change of the person. */
  because?: 'list';
};

/** These people as lines of JSON. */
export async function toProfileLines(
  scope: Scope<Queryable>,
  rows: readonly ProfileRow[],
  { at, version, permissions, purposes, because }: Mirroring,
): Promise<string[]> {
  if (rows.length === 0) return [];
  const permitted = await listMirroredPermissions(scope, rows, {
    purposes: purposes ?? (await listPurposes(scope)),
    at: at.getTime(),
    quiet: permissions?.quiet === true,
  });
  const histories = await listHistories(scope, rows);
  const lists = await listListsOf(
    scope,
    rows.map(({ id }) => id),
  );
  return rows.map((row, i) =>
    toProfileLine(row, permitted[i] as MirroredPermissions, {
      key: { workspace_id: scope.workspaceId, id: row.id, version },
      history: histories.get(row.id) ?? [],
      lists: lists.get(row.id) ?? [],
      because,
    }),
  );
}

type Beside = {
  key: { workspace_id: number; id: number; version: number };
  history: readonly HistoryEntry[];
  lists: readonly number[];
  because: Mirroring['because'];
};

function toProfileLine(
  row: ProfileRow,
  permissions: MirroredPermissions,
  { key, history, lists, because }: Beside,
): string {
  const types = row.types ?? [];
  const names = Object.keys(row.attributes).filter((name) => row.attributes[name]?.v !== null);
  return JSON.stringify({
    ...key,
    deleted: 0,
    known: types.some((type) => type !== 'anonymous_id') ? 1 : 0,
    display_name: toDisplayName((name) => row.attributes[name]?.v),
    created_at: toClickHouseTime(row.created_at.getTime()),
    identifier_types: types,
    identifier_values: row.identifier_values ?? [],
    attribute_names: names,
    attribute_values: names.map((name) => JSON.stringify(row.attributes[name]?.v)),
    attribute_permissions: names.map((name) => row.attributes[name]?.p),
    granted: String(permissions.granted),
    denied: String(permissions.denied),
    agreed: String(permissions.agreed),
    refused: String(permissions.refused),
    agreed_until: permissions.agreedUntil,
    permitted: String(permissions.permitted),
    permitted_until: permissions.untilMs,
    covered_past: permissions.coveredPast,
    // Mostly there is none of these, and their columns are empty by themselves.
    ...(history.length === 0 ? {} : { attribute_history: history }),
    ...(lists.length === 0 ? {} : { lists }),
    ...(because === undefined ? {} : { because }),
  });
}

/** A profile that was merged away. */
export const toRemovedLine = (id: number, workspaceId: number, version: number, at: Date): string =>
  JSON.stringify({
    workspace_id: workspaceId,
    id,
    version,
    deleted: 1,
    known: 0,
    display_name: '',
    created_at: toClickHouseTime(at.getTime()),
  });

// One profile as ClickHouse mirrors it: for lists, search and counts.
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { toDisplayName } from '../attributes/index.ts';
import { toClickHouseTime } from '../events/index.ts';
import { listStatements, type Spoken, toSpoken } from '../permissions/index.ts';
import type { ProfileRow } from './store.ts';

/** These people as lines of JSON. */
export async function toProfileLines(
  scope: Scope<Queryable>,
  rows: readonly ProfileRow[],
  { at, version, permissions }: { at: Date; version: number; permissions?: { quiet: boolean } },
): Promise<string[]> {
  const ids = permissions?.quiet === true ? [] : rows.map(({ id }) => id);
  const statements = await listStatements(scope, ids);
  return rows.map((row) =>
    toProfileLine(row, toSpoken(statements.get(row.id), at.getTime()), scope.workspaceId, version),
  );
}

function toProfileLine(row: ProfileRow, spoken: Spoken, workspaceId: number, version: number): string {
  const types = row.types ?? [];
  const names = Object.keys(row.attributes).filter((name) => row.attributes[name]?.v !== null);
  return JSON.stringify({
    workspace_id: workspaceId,
    id: row.id,
    version,
    deleted: 0,
    known: types.some((type) => type !== 'anonymous_id') ? 1 : 0,
    display_name: toDisplayName((name) => row.attributes[name]?.v),
    created_at: toClickHouseTime(row.created_at.getTime()),
    identifier_types: types,
    identifier_values: row.identifier_values ?? [],
    attribute_names: names,
    attribute_values: names.map((name) => JSON.stringify(row.attributes[name]?.v)),
    attribute_permissions: names.map((name) => row.attributes[name]?.p),
    granted: String(spoken.granted),
    denied: String(spoken.denied),
    agreed: String(spoken.agreed),
    refused: String(spoken.refused),
    agreed_until: spoken.agreedUntil,
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

// Lists and search of people: those whom the purpose permits now, each with what was collected for it.
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import { fillPage } from '../../platform/http/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { includesPurpose, type Purpose } from '../../respect/purposes/index.ts';
import { toDisplayName } from '../attributes/index.ts';
import { decideAboutMany } from '../permissions/index.ts';
import { findSeen, type ProfileListRow, searchProfiles } from './olap.ts';

type Deps = { scope: Scope; clickhouse: ClickHouse };
type Asked = { q: string; limit: number; cursor?: number | undefined };

/** `total` counts those whom the event store knows to be permitted: it may lag behind by what was said in the last second. */
export async function listPeople(
  { scope, clickhouse }: Deps,
  purpose: Purpose,
  { q, limit, cursor }: Asked,
  at: number,
) {
  const asked = { workspaceId: scope.workspaceId, purpose };
  let found: number | undefined;
  const page = await fillPage<ProfileListRow>(limit, cursor, async (before, size) => {
    const { rows, total } = await searchProfiles(clickhouse, asked, { q, before, limit: size });
    found ??= total;
    const ids = rows.map(({ id }) => Number(id));
    const said = await decideAboutMany(scope, ids, purpose, at);
    return { rows, kept: rows.filter(({ id }) => said.get(Number(id))?.decision === 'permit') };
  });
  const seen = await findSeen(
    clickhouse,
    asked,
    page.items.map(({ id }) => id),
  );
  const items = page.items.map((row) => toListItem(row, purpose, seen.get(row.id)));
  return { items, next_cursor: page.next_cursor, total: found ?? 0 };
}

function toListItem(
  row: ProfileListRow,
  purpose: Purpose,
  seen: { first: number; last: number } | undefined,
) {
  const shown = row.attribute_names.flatMap((name, i) =>
    includesPurpose(BigInt(row.attribute_permissions[i] ?? '0'), purpose)
      ? [[name, JSON.parse(row.attribute_values[i] as string)]]
      : [],
  );
  const attributes: Record<string, unknown> = Object.fromEntries(shown);
  return {
    id: String(row.id),
    display_name: toDisplayName((name) => attributes[name]),
    identifiers: row.identifier_types.map((type, i) => ({ type, value: row.identifier_values[i] })),
    attributes,
    created_at: new Date(row.created_ms).toISOString(),
    first_seen_at: seen === undefined ? null : new Date(seen.first).toISOString(),
    last_seen_at: seen === undefined ? null : new Date(seen.last).toISOString(),
  };
}

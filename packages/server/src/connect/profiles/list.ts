// Lists and search of people: those whom the purpose permits now, each with what was collected for it.
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import { fillPage } from '../../platform/http/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type Label, type Mask, type MaskReason, maskValue } from '../../respect/categories/index.ts';
import { decide, openSecondQuestion, type Subject } from '../../respect/gate/index.ts';
import type { Purpose } from '../../respect/purposes/index.ts';
import { type StoredAttributes, toDisplayName } from '../attributes/index.ts';
import {
  categoryOfIdentifier,
  findFields,
  findSearchable,
  labelOfIdentifier,
  listSubjects,
  openCategoryGate,
} from '../permissions/index.ts';
import { findSeen, listProfileRows, type ProfileListRow, searchProfiles } from './olap.ts';
import { listStoredAttributes } from './store.ts';

type Deps = { scope: Scope; clickhouse: ClickHouse };
type By = { purpose: Purpose; mask: Mask | undefined; at: number };
type Asked = { q: string; limit: number; cursor?: number | undefined };

/** `total` counts those whom the event store knows to be permitted: it may lag behind by what was said in the last second. */
export async function listPeople({ scope, clickhouse }: Deps, by: By, { q, limit, cursor }: Asked) {
  const { purpose, mask, at } = by;
  const asked = { workspaceId: scope.workspaceId, purpose };
  const searchable = q === '' ? undefined : await findSearchable(scope, purpose, mask);
  const subjects = new Map<number, Subject>();
  let found: number | undefined;
  const page = await fillPage<ProfileListRow>(limit, cursor, async (before, size) => {
    const { rows, total } = await searchProfiles(clickhouse, asked, { q, before, limit: size, searchable });
    found ??= total;
    const ids = rows.map(({ id }) => Number(id));
    for (const [id, subject] of await listSubjects(scope, ids, at)) subjects.set(id, subject);
    const isPermitted = ({ id }: ProfileListRow): boolean => {
      const subject = subjects.get(Number(id));
      return subject !== undefined && decide(subject, { purpose, at }).decision === 'permit';
    };
    return { rows, kept: rows.filter(isPermitted) };
  });
  const { items, masked } = await showPeople({ scope, clickhouse }, by, page.items, subjects);
  const answer = { items, next_cursor: page.next_cursor, total: found ?? 0 };
  return masked.length === 0 ? answer : { ...answer, masked };
}

/** Those of these people whom the purpose permits now, as lists show them. */
export async function listPeopleOf(
  { scope, clickhouse }: Deps,
  by: By,
  ids: readonly number[],
): Promise<ListItem[]> {
  const rows = ids.length === 0 ? [] : await listProfileRows(clickhouse, scope.workspaceId, ids);
  const subjects = await listSubjects(
    scope,
    rows.map(({ id }) => Number(id)),
    by.at,
  );
  const permitted = rows.filter(({ id }) => {
    const subject = subjects.get(Number(id));
    return subject !== undefined && decide(subject, by).decision === 'permit';
  });
  return (await showPeople({ scope, clickhouse }, by, permitted, subjects)).items;
}

async function showPeople(
  { scope, clickhouse }: Deps,
  { purpose, mask, at }: By,
  rows: readonly ProfileListRow[],
  subjects: ReadonlyMap<number, Subject>,
) {
  const asked = { workspaceId: scope.workspaceId, purpose };
  const ids = rows.map(({ id }) => id);
  const seen = await findSeen(clickhouse, asked, ids);
  const why = openCategoryGate(purpose, at);
  const names = [...new Set(rows.flatMap((row) => row.attribute_names))];
  const labels = await findFields(scope, 'attribute', '', names);
  const stored = await listStored(scope, purpose, ids);
  const masking = openMasking(mask);
  const items = rows.map((row) => {
    const subject = subjects.get(Number(row.id)) as Subject;
    const covered = (category: string | null): boolean => why(subject, category) === undefined;
    const wasCollected = openSecondQuestion(subject, { purpose, at });
    const own = stored.get(Number(row.id));
    return toListItem(row, seen.get(row.id), {
      // Without the time of a value no consent covers it. The event store may be a value behind: then that counts as later.
      attribute: (name, permissions, value) => {
        const held = own?.[name];
        const isSame = held !== undefined && held.p === permissions && JSON.stringify(held.v) === value;
        const collectedMs = isSame ? held.t : Number.POSITIVE_INFINITY;
        return wasCollected(BigInt(permissions), collectedMs) && covered(labels.get(name)?.category ?? null);
      },
      identifier: (type) => covered(categoryOfIdentifier(type)),
      seen: (name, value) => masking.show(name, value, labels.get(name)),
      named: (type, value) =>
        String(masking.show(`identifiers.${type}`, value, labelOfIdentifier(type, value))),
    });
  });
  return { items, masked: masking.list() };
}

export type ListItem = ReturnType<typeof toListItem>;

/** Masks values and remembers which fields it masked, each once. */
function openMasking(mask: Mask | undefined) {
  const masked = new Map<string, MaskReason>();
  return {
    show(field: string, value: unknown, label: Pick<Label, 'category' | 'state'> | undefined): unknown {
      const reason = label && mask?.(label);
      if (label === undefined || reason === undefined) return value;
      masked.set(field, reason);
      return maskValue(value, label.category);
    },
    list: () => [...masked].map(([field, reason]) => ({ field, reason })),
  };
}

/** What these people told, where a consent may cover what was collected before it. */
const listStored = (scope: Scope, purpose: Purpose, ids: readonly number[]) =>
  purpose.covers_past_data ? listStoredAttributes(scope, ids) : new Map<number, StoredAttributes>();

/** Whether a field may be shown. */
type May = {
  attribute(name: string, permissions: string, value: string): boolean;
  identifier(type: string): boolean;
  /** An attribute, and an identifier, as whoever asks sees it. */
  seen(name: string, value: unknown): unknown;
  named(type: string, value: string): string;
};

function toListItem(row: ProfileListRow, seen: { first: number; last: number } | undefined, may: May) {
  const shown = row.attribute_names.flatMap((name, i) =>
    may.attribute(name, row.attribute_permissions[i] ?? '0', row.attribute_values[i] as string)
      ? [[name, may.seen(name, JSON.parse(row.attribute_values[i] as string))]]
      : [],
  );
  const attributes: Record<string, unknown> = Object.fromEntries(shown);
  return {
    id: String(row.id),
    display_name: toDisplayName((name) => attributes[name]),
    identifiers: row.identifier_types.flatMap((type, i) =>
      may.identifier(type) ? [{ type, value: may.named(type, row.identifier_values[i] as string) }] : [],
    ),
    attributes,
    created_at: new Date(row.created_ms).toISOString(),
    first_seen_at: seen === undefined ? null : new Date(seen.first).toISOString(),
    last_seen_at: seen === undefined ? null : new Date(seen.last).toISOString(),
  };
}

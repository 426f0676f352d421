// Labels in PostgreSQL.
import { binaryArray, binaryColumns, type Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { guessLabel } from './guess-label.ts';
import type { Label, LabelState, LabelSubject } from './model.ts';

/** Of what something is the label. `event` is empty for attributes, and for properties of every event. */
export type LabelKey = { subject: LabelSubject; event: string; name: string };

export type LabelRow = LabelKey & {
  category: string | null;
  state: LabelState;
  reason: string | null;
  first_seen_at: Date;
  reviewed_at: Date | null;
  reviewed_by: string | null;
};

const columns = 'subject, event, name, category, state, reason, first_seen_at, reviewed_at, reviewed_by';

type Page = {
  limit: number;
  after: LabelKey | undefined;
  state?: LabelState | undefined;
  subject?: LabelSubject | undefined;
  /** Of the name, or of the event; upper and lower case are the same. */
  part?: string | undefined;
};

/** Labels by subject, event and name; one more than `limit` where there are more. */
export const listLabels = (
  { db, workspaceId }: Scope<Queryable>,
  { limit, after, state, subject, part = '' }: Page,
): Promise<LabelRow[]> =>
  db.query<LabelRow>(
    `select ${columns} from data_labels
     where workspace_id = $1 and ($2::text is null or state = $2) and ($3::text is null or subject = $3)
       and ($4::text is null or (subject, event, name) > ($4, $5, $6))
       and ($8 = '' or position($8 in lower(name)) > 0 or position($8 in lower(event)) > 0)
     order by subject, event, name limit $7`,
    [
      ...[workspaceId, state ?? null, subject ?? null],
      ...[after?.subject ?? null, after?.event ?? '', after?.name ?? '', limit + 1],
      part.replaceAll('\0', '').toLowerCase(),
    ],
  );

/** All labels of a workspace, for whoever remembers them. */
export const listAllLabels = ({ db, workspaceId }: Scope<Queryable>): Promise<(LabelKey & Label)[]> =>
  db.query<LabelKey & Label>(
    'select subject, event, name, category, state, reason from data_labels where workspace_id = $1',
    [workspaceId],
    'list_all_labels',
  );

/**
 * Tells one set of reviews of a workspace from another: each adds one to a row, and what was reviewed is never deleted, so
 * the sum only grows.
 */
export async function findReviewsEdition({ db, workspaceId }: Scope<Queryable>): Promise<number> {
  const [row] = await db.query<{ edition: number }>(
    'select coalesce(sum(reviews), 0)::int8 as edition from data_labels where workspace_id = $1 and reviews > 0',
    [workspaceId],
    'find_label_reviews',
  );
  return row?.edition ?? 0;
}

/**
 * The labels of these attributes, or of these properties of an event, by name. What a member said of the event holds before
 * what they said of every event, and that before any guess. A name that was never kept is unlabelled, unless it speaks
 * for itself.
 */
export async function findLabels(
  { db, workspaceId }: Scope<Queryable>,
  subject: LabelSubject,
  event: string,
  names: readonly string[],
): Promise<Map<string, Label>> {
  const rows = await db.query<LabelKey & Label>(
    `select subject, event, name, category, state, reason from data_labels
     where workspace_id = $1 and subject = $2 and (event = $3 or (event = '' and state = 'confirmed')) and name = any($4::text[])`,
    [
      workspaceId,
      subject,
      event.replaceAll('\0', ''),
      binaryArray(
        'text',
        names.filter((name) => !name.includes('\0')),
      ),
    ],
    'find_labels',
  );
  const labels = withoutKept(subject, names);
  // The least telling first: what comes later takes its place.
  const weight = (row: LabelKey & Label): number =>
    row.state === 'confirmed' ? (row.event === event ? 2 : 1) : 0;
  for (const row of rows.sort((a, b) => weight(a) - weight(b))) {
    const { name, category, state, reason } = row;
    labels.set(name, { category, state, reason });
  }
  return labels;
}

/** As long as nothing is kept of them. */
const withoutKept = (subject: LabelSubject, names: readonly string[]): Map<string, Label> =>
  new Map(names.map((name) => [name, guessLabel(subject, name) ?? notSeen]));

type KeptLabel = [name: string, category: string | null, state: LabelState, reason: string | null];

/** What is kept of all attributes in a JSON object: null for nothing. */
export type KeptLabels = KeptLabel[] | null;

/** SQL that finds them, for a question that is asked anyway. */
export const keptLabels = (workspace: string, attributes: string): string =>
  `(select json_agg(json_build_array(name, category, state, reason)) from data_labels
    where workspace_id = ${workspace} and subject = 'attribute' and event = ''
      and name = any(array(select json_object_keys(${attributes}))))`;

/** What `findLabels` finds of these attributes. */
export function toAttributeLabels(names: readonly string[], kept: KeptLabels): Map<string, Label> {
  const labels = withoutKept('attribute', names);
  for (const [name, category, state, reason] of kept ?? [])
    if (labels.has(name)) labels.set(name, { category, state, reason });
  return labels;
}

const notSeen: Label = { category: null, state: 'unlabelled', reason: 'not_seen' };

/** The labels of all attributes, by name. */
export async function listAttributeLabels({
  db,
  workspaceId,
}: Scope<Queryable>): Promise<Map<string, Label>> {
  const rows = await db.query<Label & { name: string }>(
    `select name, category, state, reason from data_labels where workspace_id = $1 and subject = 'attribute'`,
    [workspaceId],
    'list_attribute_labels',
  );
  return new Map(rows.map(({ name, ...label }) => [name, label]));
}

/**
 * Keeps labels that were found out. One that is there already stays, unless nothing personal had been seen and now was. What
 * a member said of every event needs no label of its own.
 */
export async function recordLabels(
  { db, workspaceId }: Scope<Queryable>,
  labels: readonly (LabelKey & Label)[],
  at: Date,
): Promise<void> {
  if (labels.length === 0) return;
  await db.query(
    `insert into data_labels as known (workspace_id, subject, event, name, category, state, reason, first_seen_at)
     select $1, n.subject, n.event, n.name, n.category, n.state, n.reason, $2
     from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[]) n(subject, event, name, category, state, reason)
     where not exists (select from data_labels every
       where every.workspace_id = $1 and every.subject = n.subject and every.event = '' and every.name = n.name
         and every.state = 'confirmed')
     order by n.subject, n.event, n.name
     on conflict (workspace_id, subject, event, name) do update set state = excluded.state, reason = excluded.reason
       where known.state = 'guessed' and known.category is null and excluded.state = 'unlabelled'`,
    [
      ...[workspaceId, at],
      ...binaryColumns(labels, {
        ...{ subject: 'text', event: 'text', name: 'text' },
        ...{ category: 'text', state: 'text', reason: 'text' },
      }),
    ],
    'record_labels',
  );
}

/** What a member says. Of every event (`event` empty) it takes the place of all guesses about that property. */
export async function confirmLabel(
  { db, workspaceId }: Scope<Queryable>,
  { subject, event, name }: LabelKey,
  category: string | null,
  { at, by }: { at: Date; by: string },
): Promise<LabelRow> {
  const [row] = await db.query<LabelRow>(
    `with guesses as (
       delete from data_labels where workspace_id = $1 and subject = 'property' and subject = $2 and $3 = '' and event <> ''
         and name = $4 and state <> 'confirmed'
     )
     insert into data_labels as known
       (workspace_id, subject, event, name, category, state, first_seen_at, reviewed_at, reviewed_by, reviews)
     values ($1, $2, $3, $4, $5, 'confirmed', $6, $6, $7, 1)
     on conflict (workspace_id, subject, event, name) do update set category = excluded.category, state = 'confirmed',
       reviewed_at = excluded.reviewed_at, reviewed_by = excluded.reviewed_by, reviews = known.reviews + 1
     returning ${columns}`,
    [workspaceId, subject, event, name, category, at, by],
  );
  return row as LabelRow;
}

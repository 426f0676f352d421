// Some attributes of many people, as a purpose and a reader may see them: for whoever writes to them. Two statements, however many
// people there are, and no attribute leaves the database that was not asked for.
import { binaryArray } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type Mask, maskValue } from '../../respect/categories/index.ts';
import {
  type Decision,
  decide,
  notCollectedFor,
  openSecondQuestion,
  type Subject,
} from '../../respect/gate/index.ts';
import type { Purpose } from '../../respect/purposes/index.ts';
import type { StoredAttributes } from '../attributes/index.ts';
import {
  findFields,
  listSubjects,
  openCategoryGate,
  type SuppressionList,
  withSuppressed,
} from '../permissions/index.ts';
import type { Denied } from './person.ts';

export type ChosenAttributes = {
  /** Whose the id is now, where it was merged away. */
  profileId: number;
  subject: Subject;
  decision: Decision;
  /** By name; those that are told and may be seen. */
  values: Record<string, unknown>;
  /** Of those that were asked for and are told. */
  denied: Denied[];
  masked: Denied[];
};

type Viewing = {
  purpose: Purpose;
  mask: Mask | undefined;
  at: number;
  /** Left out: what the list forbids is asked by whoever goes on. */
  suppressions?: SuppressionList | undefined;
};

/** By the id that was asked for. Who is not there is missing. */
export async function listChosenAttributes(
  scope: Scope,
  ids: readonly number[],
  names: readonly string[],
  { purpose, mask, at, suppressions }: Viewing,
): Promise<Map<number, ChosenAttributes>> {
  const [subjects, stored, labels] = await Promise.all([
    listSubjects(scope, ids, at),
    listStored(scope, ids, names),
    findFields(scope, 'attribute', '', names),
  ]);
  const why = openCategoryGate(purpose, at);
  const chosen = new Map<number, ChosenAttributes>();
  for (const { id, profileId, attributes } of stored) {
    const plain = subjects.get(id);
    if (plain === undefined) continue;
    const subject = suppressions ? await withSuppressed(scope, plain, profileId, suppressions) : plain;
    const decision = decide(subject, { purpose, at });
    const wasCollected = openSecondQuestion(subject, { purpose, at });
    const found: ChosenAttributes = {
      ...{ profileId, subject, decision, values: {} },
      ...{ denied: [], masked: [] },
    };
    for (const [field, { v, p, t }] of Object.entries(attributes ?? {})) {
      const label = labels.get(field);
      const reason =
        decision.decision === 'deny'
          ? decision.reason
          : (why(subject, label?.category ?? null) ??
            (wasCollected(BigInt(p), t) ? undefined : notCollectedFor(purpose)));
      if (reason !== undefined) {
        found.denied.push({ field, reason });
        continue;
      }
      const hidden = label && mask?.(label);
      if (hidden) found.masked.push({ field, reason: hidden });
      found.values[field] = hidden ? maskValue(v, label?.category ?? null) : v;
    }
    chosen.set(id, found);
  }
  return chosen;
}

type Row = { id: number; profileId: number; attributes: StoredAttributes | null };

const listStored = (
  { db, workspaceId }: Scope,
  ids: readonly number[],
  names: readonly string[],
): Promise<Row[]> =>
  db.query<Row>(
    `select n.id, p.id as "profileId", c.attributes from unnest($2::int8[]) n(id)
     left join profile_redirects r on r.workspace_id = $1 and r.from_id = n.id
     join profiles p on p.workspace_id = $1 and p.id = coalesce(r.into_id, n.id)
     left join lateral (
       select json_object_agg(name, p.attributes -> name) as attributes from unnest($3::text[]) name where (p.attributes -> name) is not null
     ) c on true`,
    [workspaceId, binaryArray('int8', ids), binaryArray('text', names)],
    'list_chosen_attributes',
  );

// What people are called, as a purpose and a reader may see it.
import type { Scope } from '../../platform/workspaces/index.ts';
import { type Mask, maskValue } from '../../respect/categories/index.ts';
import { decide, openSecondQuestion } from '../../respect/gate/index.ts';
import type { Purpose } from '../../respect/purposes/index.ts';
import { toDisplayName } from '../attributes/index.ts';
import { findFields, listSubjects, openCategoryGate } from '../permissions/index.ts';
import { listStoredAttributes } from './store.ts';

/** Those of these people whom the purpose permits now. The name is empty where none may be told. */
export async function listNamesOf(
  scope: Scope,
  ids: readonly number[],
  { purpose, mask, at }: { purpose: Purpose; mask: Mask | undefined; at: number },
): Promise<Map<number, string>> {
  const names = new Map<number, string>();
  if (ids.length === 0) return names;
  const subjects = await listSubjects(scope, ids, at);
  const stored = await listStoredAttributes(scope, ids);
  const why = openCategoryGate(purpose, at);
  const all = [...new Set([...stored.values()].flatMap((one) => Object.keys(one)))];
  const labels = await findFields(scope, 'attribute', '', all);
  for (const [id, subject] of subjects) {
    if (decide(subject, { purpose, at }).decision === 'deny') continue;
    const wasCollected = openSecondQuestion(subject, { purpose, at });
    const name = toDisplayName((attribute) => {
      const told = stored.get(id)?.[attribute];
      const label = labels.get(attribute);
      if (told === undefined || why(subject, label?.category ?? null) !== undefined) return undefined;
      if (!wasCollected(BigInt(told.p), told.t)) return undefined;
      const isMasked = label !== undefined && mask?.(label) !== undefined;
      return isMasked ? maskValue(told.v, label.category) : told.v;
    });
    names.set(id, name);
  }
  return names;
}

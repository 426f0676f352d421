// Who does not want to be recognised across devices is not: their devices are set apart from them, with what happened on them.
import type { Transaction } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { applyDecision, getRules, type Identifier, listDeviceTypes } from '../identity/index.ts';
import type { Turn } from '../pipeline/index.ts';
import { writeDerived } from '../profiles/index.ts';

type Named = Pick<Identifier, 'type' | 'value'>;

const reason = 'The person does not want to be recognised across devices (identity.link).';

/** One decision for each device of a known person. Returns what ClickHouse has to know of them, as lines of JSON. */
export async function partDevices(
  { at, makeId, version }: Turn,
  scope: Scope<Transaction>,
  profileId: number,
  by: string,
): Promise<string[]> {
  const { rules } = await getRules(scope);
  const held = await scope.db.query<Named>(
    'select type, value from identifiers where workspace_id = $1 and profile_id = $2 order by type, value',
    [scope.workspaceId, profileId],
    'list_held_now',
  );
  const deviceTypes = new Set(listDeviceTypes(rules));
  const devices = held.filter(({ type }) => deviceTypes.has(type));
  // Somebody of whom nothing but devices is known stays with one of them.
  const parted = devices.length === held.length ? devices.slice(1) : devices;
  const lines = new Map<string, string>();
  for (const device of parted) {
    if (!(await isWithOthers(scope, device))) continue;
    const deps = { scope, rules, makeId, at };
    const { people } = await applyDecision({ kind: 'split', identifiers: [device] }, { by, reason }, deps);
    for (const line of await writeDerived(scope, people, at, version))
      lines.set((JSON.parse(line) as { id: string }).id, line);
  }
  return [...lines.values()];
}

/** To part one device may have taken another along, which hung on it alone. */
async function isWithOthers(
  { db, workspaceId }: Scope<Transaction>,
  { type, value }: Named,
): Promise<boolean> {
  const [row] = await db.query<{ is_with_others: boolean }>(
    `select exists (
       select from identifiers d join identifiers o on o.profile_id = d.profile_id and o.id <> d.id
       where d.workspace_id = $1 and d.type = $2 and d.value = $3
     ) as is_with_others`,
    [workspaceId, type, value],
    'is_device_with_others',
  );
  return row?.is_with_others === true;
}

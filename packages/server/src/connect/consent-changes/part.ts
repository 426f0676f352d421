// Who does not want to be recognised across devices is not: their devices are set apart from them, with what happened on them.
import type { Transaction } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { applyDecision, getRules, type Identifier, listDeviceTypes } from '../identity/index.ts';
import type { Turn } from '../pipeline/index.ts';
import { writeDerived } from '../profiles/index.ts';

const reason = 'The person does not want to be recognised across devices (identity.link).';

/** One decision for each device of a known person. Returns what ClickHouse has to know of them, as lines of JSON. */
export async function partDevices(
  { at, makeId, version }: Turn,
  scope: Scope<Transaction>,
  profileId: number,
  by: string,
): Promise<string[]> {
  const { rules } = await getRules(scope);
  const held = await scope.db.query<Pick<Identifier, 'type' | 'value'>>(
    `select distinct i.type, i.value from holdings h join identifiers i on i.id = h.identifier_id
     where h.workspace_id = $1 and h.profile_id = $2 order by i.type, i.value`,
    [scope.workspaceId, profileId],
  );
  const deviceTypes = new Set(listDeviceTypes(rules));
  const devices = held.filter(({ type }) => deviceTypes.has(type));
  // Somebody of whom nothing but devices is known stays with one of them.
  const parted = devices.length === held.length ? devices.slice(1) : devices;
  const lines = new Map<string, string>();
  for (const device of parted) {
    const deps = { scope, rules, makeId, at };
    const { people } = await applyDecision({ kind: 'split', identifiers: [device] }, { by, reason }, deps);
    for (const line of await writeDerived(scope, people, at, version))
      lines.set((JSON.parse(line) as { id: string }).id, line);
  }
  return [...lines.values()];
}

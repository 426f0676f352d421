// Changes as the purpose and whoever asks may see them. Only those of definitions of the purpose are told of at all.
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Reason, Subject } from '../../respect/gate/index.ts';
import { listNewest, listRemoved, type Removed } from '../definitions/index.ts';
import { openVersionGates } from '../showing/index.ts';
import type { ChangeRow } from './olap.ts';

/** A definition as changes name it. */
export type Told = Removed & { removed: boolean };

/** By id, those that were removed too. */
export async function listTold(
  scope: Scope,
  { purpose, kind }: { purpose: string; kind?: Told['kind'] | undefined },
): Promise<Map<number, Told>> {
  const isMeant = (one: Pick<Told, 'kind'>): boolean => kind === undefined || one.kind === kind;
  const own = (await listNewest(scope)).filter((one) => one.purpose === purpose && isMeant(one));
  const removed = (await listRemoved(scope, purpose)).filter(isMeant);
  return new Map<number, Told>([
    ...own.map(({ id, kind, name, title }) => [id, { id, kind, name, title, removed: false }] as const),
    ...removed.map((one) => [one.id, { ...one, removed: true }] as const),
  ]);
}

/** What it looked at is not known any more, so nobody knows who may see what it came to. */
const definitionRemoved: Reason = {
  code: 'definition_removed',
  message: 'The trait was removed, and with it what says who may see its values.',
};

type Viewing = Parameters<typeof openVersionGates>[2];

/** Gives what shows each of these changes. */
export async function openShown(
  scope: Scope,
  told: ReadonlyMap<number, Told>,
  rows: readonly ChangeRow[],
  viewing: Viewing,
) {
  const traits = [...new Set(rows.map((row) => row.definition_id))]
    .map((id) => told.get(id) as Told)
    .filter(({ kind, removed }) => kind === 'trait' && !removed);
  const gates = new Map(
    await Promise.all(
      traits.map(async (one) => [one.id, await openVersionGates(scope, one, viewing)] as const),
    ),
  );
  function showValue({ definition_id, version, value }: ChangeRow, subject: Subject) {
    const gate = gates.get(definition_id)?.(version);
    const denied = gate === undefined ? definitionRemoved : gate.whyNot(subject);
    if (gate === undefined || denied !== undefined)
      return { value: null, denied: denied ?? definitionRemoved, masked: null };
    return {
      value: value === '' ? null : gate.show(JSON.parse(value)),
      denied: null,
      masked: gate.masked ?? null,
    };
  }
  return function show(row: ChangeRow, subject: Subject) {
    const { kind: of, name, title, removed } = told.get(row.definition_id) as Told;
    const value = row.kind === 'changed' ? showValue(row, subject) : undefined;
    return {
      ...{ id: String(row.id), at: new Date(row.at_ms).toISOString(), kind: row.kind, reason: row.reason },
      definition: { kind: of, name, title, version: row.version, removed },
      ...value,
    };
  };
}

// Values that a trait had: each was made by a version of the definition, and what that looked at decides who may see it.
import type { Scope } from '../../platform/workspaces/index.ts';
import { type Definition, listDefinitions, listVersions, type Trait } from '../definitions/index.ts';
import { type Fields, listFields } from './fields.ts';
import { openValueGates, type ValueGate } from './values.ts';

type Viewing = Parameters<typeof openValueGates>[2];

/** Undefined of a version that there is not. */
export async function openVersionGates(
  scope: Scope,
  { id }: Pick<Definition, 'id'>,
  viewing: Viewing,
): Promise<(version: number) => ValueGate | undefined> {
  const all = await listDefinitions(scope);
  const find = (kind: string, name: string) => all.find((one) => one.kind === kind && one.name === name);
  const fields = new Map<number, Fields>(
    (await listVersions(scope.db, id)).map(({ version, definition }) => [
      version,
      listFields(definition as Trait['definition'], find),
    ]),
  );
  const gateOf = await openValueGates(scope, [...fields.values()], viewing);
  const gates = new Map([...fields].map(([version, own]) => [version, gateOf(own)]));
  return (version) => gates.get(version);
}

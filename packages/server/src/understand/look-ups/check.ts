// What is wrong with the look-ups of a definition, told at its place before anything is kept.
import { AppError, type DefinitionFault, type LookUp, listLookUps, lookUpKey } from '@rapport/protocol';
import { type CatalogTypeRow, listCatalogTypes } from '../../connect/catalog/index.ts';
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { findMisfit } from './fit.ts';
import { findLookedUp, idsMax } from './sets.ts';

/** The first fault; undefined where there is none. */
export async function findLookUpFault(
  scope: Scope<Queryable>,
  definition: unknown,
): Promise<DefinitionFault | undefined> {
  const lookUps = listLookUps(definition);
  if (lookUps.length === 0) return undefined;
  const types = await listCatalogTypes(scope);
  for (const { lookUp, at } of lookUps) {
    const message = findProblem(types, lookUp);
    if (message !== undefined) return { at, message };
  }
  return undefined;
}

function findProblem(types: readonly CatalogTypeRow[], lookUp: LookUp): string | undefined {
  const type = types.find(({ name }) => name === lookUp.of);
  if (type === undefined)
    return `It looks into the type "${lookUp.of}" of the catalog, which does not exist. ${tellTypes(types)}`;
  if (type.of_person)
    return `It looks into the type "${lookUp.of}", whose objects belong to people: what is told of one person must not say who another is. Ask the events of the person themselves.`;
  const field = Object.hasOwn(type.fields, lookUp.field) ? type.fields[lookUp.field] : undefined;
  if (field === undefined)
    return `The type "${lookUp.of}" has no field "${lookUp.field}". It has ${Object.keys(type.fields).join(', ')}.`;
  return findMisfit(field.kind, lookUp);
}

function tellTypes(types: readonly CatalogTypeRow[]): string {
  const names = types.filter(({ of_person }) => !of_person).map(({ name }) => name);
  return names.length === 0 ? 'Make that first.' : `There are ${names.join(', ')}.`;
}

/** Throws `look_up_too_many` where one of its look-ups finds more objects than the engines are given. */
export async function refuseTooMany(scope: Scope, definition: unknown): Promise<void> {
  const lookUps = listLookUps(definition);
  const found = await findLookedUp(
    scope,
    lookUps.map(({ lookUp }) => lookUp),
  );
  const excessive = lookUps.find(({ lookUp }) => found.get(lookUpKey(lookUp))?.isTooMany);
  if (excessive === undefined) return;
  const { at, lookUp } = excessive;
  const message = `More than ${idsMax} objects of the type "${lookUp.of}" pass the test of "${lookUp.field}". Ask for fewer of them, or send the field with the event and test the property itself.`;
  throw new AppError('look_up_too_many', message, { faults: [{ at, message }], max: idsMax });
}

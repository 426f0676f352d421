// What definitions for a purpose make of a person, as the API tells it.
import type { Denied, Standing, StandingOf } from '../../connect/profiles/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Mask } from '../../respect/categories/index.ts';
import type { Subject } from '../../respect/gate/index.ts';
import type { Purpose } from '../../respect/purposes/index.ts';
import { type Definition, listDefinitions, type Trait } from '../definitions/index.ts';
import { type Fields, listFields, openValueGates } from '../showing/index.ts';
import { findState, listTraitValues } from './store.ts';

export const findStanding: StandingOf = async (scope, profileId, viewed) =>
  findStandingBy(await listDefinitions(scope), scope, profileId, viewed);

/** The same by definitions that were asked for already. Asks for labels only where there is a trait to show. */
export async function findStandingBy(
  all: readonly Definition[],
  ...[scope, profileId, { subject, ...viewing }]: Parameters<StandingOf>
): Promise<Standing> {
  const own = all.filter((one) => one.purpose === viewing.purpose.slug);
  const state = own.length === 0 ? undefined : await findState(scope, profileId);
  const found: Standing = { traits: {}, segments: [], denied: [], masked: [] };
  for (const { id, kind, name } of own) {
    const stay = state?.stays[id];
    if (kind === 'segment' && stay !== undefined && stay[1] === 0)
      found.segments.push({ name, since: toIso(stay[0]) });
  }
  const traits = own.filter(
    (one): one is Trait => one.kind === 'trait' && state?.traits[one.id] !== undefined,
  );
  if (traits.length === 0) return found;
  const find = (kind: string, name: string) => all.find((one) => one.kind === kind && one.name === name);
  const fields = new Map<Trait, Fields>(traits.map((one) => [one, listFields(one.definition, find)]));
  const gateOf = await openValueGates(scope, [...fields.values()], viewing);
  for (const [{ id, name }, looked] of fields) {
    const gate = gateOf(looked);
    const trait = state?.traits[id];
    const field = `traits.${name}`;
    const reason = gate.whyNot(subject);
    if (reason !== undefined) found.denied.push({ field, reason });
    if (reason !== undefined || trait === undefined) continue;
    found.traits[name] = {
      ...{ value: gate.show(trait.v), computed_at: toIso(trait.t) },
      ...{ version: trait.d, evidence: trait.n ?? null },
    };
    if (gate.masked !== undefined) found.masked.push({ field, reason: gate.masked });
  }
  return found;
}

export type ChosenTraits = { values: Record<string, unknown>; denied: Denied[]; masked: Denied[] };
type Viewing = { purpose: Purpose; mask: Mask | undefined; at: number };

/** Some traits of many people who permit the purpose, in one question about all of them. Traits for another purpose are not there. */
export async function listChosenTraits(
  scope: Scope,
  subjects: ReadonlyMap<number, Subject>,
  names: readonly string[],
  viewing: Viewing,
): Promise<Map<number, ChosenTraits>> {
  const all = await listDefinitions(scope);
  const traits = all.filter(
    (one): one is Trait =>
      one.kind === 'trait' && one.purpose === viewing.purpose.slug && names.includes(one.name),
  );
  const ids = traits.map(({ id }) => id);
  const values = ids.length === 0 ? new Map() : await listTraitValues(scope, [...subjects.keys()], ids);
  const find = (kind: string, name: string) => all.find((one) => one.kind === kind && one.name === name);
  const fields = new Map<Trait, Fields>(traits.map((one) => [one, listFields(one.definition, find)]));
  const gateOf = await openValueGates(scope, [...fields.values()], viewing);
  const gates = [...fields].map(([{ id, name }, looked]) => ({ id, name, gate: gateOf(looked) }));
  const chosen = new Map<number, ChosenTraits>();
  for (const [profileId, subject] of subjects) {
    const found: ChosenTraits = { values: {}, denied: [], masked: [] };
    for (const { id, name, gate } of gates) {
      const trait = values.get(profileId)?.[id];
      if (trait === undefined) continue;
      const [field, reason] = [`traits.${name}`, gate.whyNot(subject)];
      if (reason !== undefined) found.denied.push({ field, reason });
      else {
        found.values[name] = gate.show(trait.v);
        if (gate.masked !== undefined) found.masked.push({ field, reason: gate.masked });
      }
    }
    chosen.set(profileId, found);
  }
  return chosen;
}

const toIso = (ms: number): string => new Date(ms).toISOString();

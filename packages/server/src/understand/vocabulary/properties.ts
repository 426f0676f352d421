// The properties of an event, as a sample of the newest tells them.
import { findFields } from '../../connect/permissions/index.ts';
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type Label, openPropertyLabels } from '../../respect/categories/index.ts';
import { addFields, type Name, type Openness, type Sample, toNames } from './kinds.ts';
import { type SampledEvent, sampleEvents } from './olap.ts';

const sampled = 500;

export async function listPropertyNames(
  { scope, clickhouse }: { scope: Scope; clickhouse: ClickHouse },
  event: string | undefined,
): Promise<Name[]> {
  const events = await sampleEvents(clickhouse, scope.workspaceId, { event, limit: sampled });
  const sample: Sample = new Map();
  for (const { profile_id, fields } of events)
    addFields(sample, JSON.parse(fields) as object, { profileId: Number(profile_id), toName });
  return toNames(sample, await openOpenness(scope, events, [...sample.keys()]));
}

/** A dot in a name is the same place as a name inside a name; names with these signs cannot be asked. */
const toName = (name: string): string | undefined => (name === '' || /[\\`]/.test(name) ? undefined : name);

/** By the labels of the field and of all that it may lie in. What an identify call tells is labelled as attributes are. */
async function openOpenness(
  scope: Scope,
  events: readonly SampledEvent[],
  names: readonly string[],
): Promise<(name: string) => Openness> {
  const all = [...new Set(names.flatMap(listPlaces))];
  const called = new Set(events.filter(({ type }) => type !== 'identify').map(({ event }) => event));
  const properties = await openPropertyLabels(scope, all);
  const hasAttributes = events.some(({ type }) => type === 'identify');
  const attributes = hasAttributes ? await findFields(scope, 'attribute', '', all) : new Map<string, Label>();
  return function opennessOf(name) {
    const labels = listPlaces(name).flatMap((place) => [
      ...properties(place, (event) => called.has(event)),
      ...[attributes.get(place)].filter((label) => label !== undefined && label.reason !== 'not_seen'),
    ]) as Label[];
    return toOpenness(labels);
  };
}

/** `a.b.c` may be the property `a.b.c`, or lie in `a.b` or `a`. */
function listPlaces(name: string): string[] {
  const parts = name.split('.');
  return parts.map((_, i) => parts.slice(0, i + 1).join('.'));
}

/** Of what nobody has looked at nothing is told. */
export function toOpenness(labels: readonly Label[]): Openness {
  if (labels.length === 0) return 'none';
  if (labels.some(({ category, state }) => category !== null || state === 'unlabelled')) return 'none';
  return labels.every(({ state }) => state === 'confirmed') ? 'told' : 'shared';
}

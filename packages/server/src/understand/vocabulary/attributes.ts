// The attributes that people have: their names are those that are labelled, their kinds those of a sample.
import { parsePath } from '@rapport/protocol';
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { listAttributeLabels } from '../../respect/categories/index.ts';
import { addFields, type Name, type Sample, toNames } from './kinds.ts';
import { type SampledPerson, samplePeople, samplePeopleWith } from './olap.ts';
import { toOpenness } from './properties.ts';

const sampled = 1000;
/** So many that are too rare for the sample are looked for. */
const rareMax = 200;

export async function listAttributeNames({
  scope,
  clickhouse,
}: {
  scope: Scope;
  clickhouse: ClickHouse;
}): Promise<Name[]> {
  const labels = await listAttributeLabels(scope);
  const sample: Sample = new Map();
  add(sample, await samplePeople(clickhouse, scope.workspaceId, sampled));
  const rare = [...labels.keys()].filter((name) => !sample.has(toName(name))).slice(0, rareMax);
  if (rare.length > 0) add(sample, await samplePeopleWith(clickhouse, scope.workspaceId, rare));
  return toNames(sample, (path) => {
    const label = labels.get(parsePath(path)[0] ?? '');
    return toOpenness(label === undefined ? [] : [label]);
  });
}

/** As a path: a dot or backslash in a name has a backslash before it. */
const toName = (name: string): string => name.replace(/[.\\]/g, String.raw`\$&`);

function add(sample: Sample, people: readonly SampledPerson[]): void {
  for (const { id, names, values } of people) {
    const fields = Object.fromEntries(names.map((name, i) => [name, JSON.parse(values[i] as string)]));
    addFields(sample, fields, {
      profileId: Number(id),
      toName: (name) => (name === '' ? undefined : toName(name)),
    });
  }
}

// The limits between the groups of a score, from everybody's values.
import type { TraitValue, Value } from '@rapport/protocol';
import { querySettings } from '../compile/index.ts';
import type { Definition, Limits, Trait } from '../definitions/index.ts';
import { compileFor, type Evaluating } from './evaluate.ts';

/** Undefined for a trait that is no score. For each k below the number of groups: the smallest value that at least k of so many parts reach. */
export async function findLimits(
  deps: Evaluating,
  workspaceId: number,
  { all, momentMs }: { all: readonly Definition[]; momentMs: number },
  trait: Trait,
): Promise<Limits | undefined> {
  const { definition } = trait;
  const parts = partsOf(definition);
  if (parts === undefined) return undefined;
  const groups = 'groups' in definition ? (definition.groups ?? rfmGroups) : rfmGroups;
  const asked = Object.values(parts).map((value) => ({ ...trait, definition: value, limits: null }));
  const { sql, parameters } = await compileFor(deps, workspaceId, { all, asked, momentMs });
  // Of an RFM only people count who have such an event.
  const counts = 'rfm' in definition ? "t0 != ''" : '1';
  const each = asked.map((_, i) => {
    const sorted = `arraySort(groupArrayIf(assumeNotNull(toFloat64OrNull(t${i})), ${counts} and isNotNull(toFloat64OrNull(t${i}))))`;
    return `arrayMap(s -> arrayMap(k -> s[intDiv(k * length(s) + ${groups - 1}, ${groups})], if(empty(s), [], range(1, ${groups}))), [${sorted}])[1] as l${i}`;
  });
  const [row] = await deps.clickhouse.query<Record<string, number[]>>(
    `select ${each.join(', ')} from (${sql})`,
    parameters,
    {
      ...{ role: 'heavy', secondsMax: 600, settings: querySettings },
    },
  );
  const limits = Object.keys(parts).map((part, i) => [part, row?.[`l${i}`] ?? []] as const);
  return Object.fromEntries(limits.filter(([, values]) => values.length > 0));
}

const rfmGroups = 5;

function partsOf(definition: TraitValue): Record<string, Value> | undefined {
  if ('score' in definition) return { value: definition.score };
  if (!('rfm' in definition)) return undefined;
  const { rfm, monetary } = definition;
  return {
    recency: { days_since_last: rfm },
    frequency: { count: rfm },
    monetary: { sum: monetary, of: rfm },
  };
}

// What a value that is being written comes to: how many have it, which values, and some people.
import type { TraitValue } from '@rapport/protocol';
import { querySettings } from '../compile/index.ts';
import { compileFor, type Evaluating, findLimits } from '../compute/index.ts';
import { listDefinitions, type Segment, type Trait } from '../definitions/index.ts';

type Asked = { purpose: string; definition: TraitValue; at: Date };

export type Summary = {
  /** Whom the purpose permits and who have a value, and who have none. */
  people: number;
  missing: number;
  values: { value: unknown; people: number }[];
  minimum: number | null;
  maximum: number | null;
  average: number | null;
  sample: { id: number; value: unknown }[];
  sql: string;
  parameters: object;
  took_ms: number;
};

const [valuesMax, sampleMax] = [10, 10];
/** Of more different values than ten times this the counts are near, not exact. */
const countedValues = 1000;

type Row = {
  people: number;
  missing: number;
  most: [value: string, people: number][];
  minimum: number | null;
  maximum: number | null;
  average: number | null;
  sample: [id: number, value: string][];
};

export async function previewTrait(
  deps: Evaluating,
  workspaceId: number,
  { purpose, definition, at }: Asked,
): Promise<Summary> {
  const startedAt = performance.now();
  const momentMs = at.getTime();
  const all = await listDefinitions({ db: deps.db, workspaceId });
  const unsaved = {
    id: 0,
    name: '',
    title: '',
    version: 0,
    newest: 1,
    set_at: at,
    computed_at: null,
    purpose,
  };
  const everyone: Segment = { ...unsaved, kind: 'segment', definition: { everyone: true } };
  const trait: Trait = { ...unsaved, kind: 'trait', definition, limits: null };
  const limits = (await findLimits(deps, workspaceId, { all, momentMs }, trait)) ?? null;
  const asked = [everyone, { ...trait, limits }];
  const { sql, parameters } = await compileFor(deps, workspaceId, { all, asked, momentMs });
  const number = 'toFloat64OrNull(t0)';
  const [row] = await deps.clickhouse.query<Row>(
    `select countIf(t0 != '') as people, countIf(s0 = 1 and t0 = '') as missing,
       arrayMap(v -> (v.1, v.2), topKIf(${valuesMax}, ${countedValues}, 'counts')(t0, t0 != '')) as most,
       minOrNull(${number}) as minimum, maxOrNull(${number}) as maximum, avgOrNull(${number}) as average,
       arrayReverseSort(groupArraySampleIf(${sampleMax}, 1)((id, t0), t0 != '')) as sample
     from (${sql})`,
    parameters,
    { settings: querySettings, secondsMax: 30 },
  );
  return {
    ...{ people: Number(row?.people ?? 0), missing: Number(row?.missing ?? 0) },
    values: (row?.most ?? [])
      .map(([value, people]) => ({ value: JSON.parse(value) as unknown, people: Number(people) }))
      .sort((x, y) => y.people - x.people || compareTexts(JSON.stringify(x.value), JSON.stringify(y.value))),
    ...{ minimum: row?.minimum ?? null, maximum: row?.maximum ?? null, average: row?.average ?? null },
    sample: (row?.sample ?? []).map(([id, value]) => ({
      id: Number(id),
      value: JSON.parse(value) as unknown,
    })),
    ...{ sql, parameters, took_ms: Math.round(performance.now() - startedAt) },
  };
}

const compareTexts = (x: string, y: string): number => (x < y ? -1 : 1);

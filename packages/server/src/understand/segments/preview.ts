// What a condition that is being written comes to: how many people, and some of them.
import type { Condition } from '@rapport/protocol';
import { querySettings } from '../compile/index.ts';
import { compileFor, type Evaluating } from '../compute/index.ts';
import { listDefinitions, type Segment } from '../definitions/index.ts';

type Asked = { purpose: string; definition: Condition; limit: number; at: Date };

export type Preview = {
  count: number;
  people: number;
  ids: number[];
  sql: string;
  parameters: object;
  took_ms: number;
};

/** The question about one segment, as how many are in it and the ids of some. */
export const toPreviewSql = (sql: string, limit: number): string =>
  `select countIf(s0 = 1) as count, count() as people, arrayReverseSort(groupArraySampleIf(${Math.max(1, limit)}, 1)(id, s0 = 1)) as ids from (${sql})`;

export async function previewSegment(
  deps: Evaluating,
  workspaceId: number,
  { purpose, definition, limit, at }: Asked,
): Promise<Preview> {
  const startedAt = performance.now();
  const all = await listDefinitions({ db: deps.db, workspaceId });
  const unsaved: Segment = {
    ...{ id: 0, kind: 'segment', name: '', title: '', version: 0, newest: 1, set_at: at, computed_at: null },
    ...{ purpose, definition },
  };
  const { sql, parameters } = await compileFor(deps, workspaceId, {
    all,
    asked: [unsaved],
    momentMs: at.getTime(),
  });
  const [row] = await deps.clickhouse.query<{ count: number; people: number; ids: number[] }>(
    toPreviewSql(sql, limit),
    parameters,
    { settings: querySettings, secondsMax: 30 },
  );
  return {
    ...{
      count: Number(row?.count ?? 0),
      people: Number(row?.people ?? 0),
      // The engine takes no sample of nobody.
      ids: (row?.ids ?? []).slice(0, limit).map(Number),
    },
    ...{ sql, parameters, took_ms: Math.round(performance.now() - startedAt) },
  };
}

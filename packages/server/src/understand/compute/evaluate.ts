// Asks the event store what people are by some definitions.

import { isZone, listNamedLists, lookUpKey } from '@rapport/protocol';
import { listPropertyColumns } from '../../connect/events/index.ts';
import { listPlacesOf } from '../../connect/identity/index.ts';
import { listIds } from '../../connect/lists/index.ts';
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import type { Database } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { listPurposes, type Purpose } from '../../respect/purposes/index.ts';
import {
  type Compiled,
  compileQuery,
  neverMs,
  nowhere,
  type QueryScope,
  querySettings,
} from '../compile/index.ts';
import { type Definition, getTimeZone, type Limits, type Trait } from '../definitions/index.ts';
import { findLookedUp, lookUpsOf } from '../look-ups/index.ts';
import { openLeavingOut } from '../showing/index.ts';
import type { ComputedOf, Found } from './states.ts';

export type Evaluating = { db: Database; clickhouse: ClickHouse };

type Asked = {
  wakes?: QueryScope['wakes'];
  evidence?: boolean;
  /** All there are of the workspace: those that are asked may ask others. */
  all: readonly Definition[];
  asked: readonly Definition[];
  momentMs: number;
};

/** The query about everybody, or about these people. */
export async function compileFor(
  { db, clickhouse }: Evaluating,
  workspaceId: number,
  { all, asked, momentMs, wakes, evidence }: Asked,
  people?: readonly number[],
): Promise<Compiled> {
  const scope: Scope = { db, workspaceId };
  const purposes = await listPurposes(scope);
  const bits = new Map(purposes.map(({ slug, bit }) => [slug, bit]));
  const covering = purposes.filter((one) => one.covers_past_data).map(({ slug }) => slug);
  const each = [...new Set([...all, ...asked])];
  const { leaveOut } = await openLeavingOut(scope, purposes, each);
  const found = await findLookedUp(scope, each.flatMap(lookUpsOf));
  const isAskable = (one: Definition): boolean =>
    bits.has(one.purpose) && !lookUpsOf(one).some((lookUp) => found.get(lookUpKey(lookUp))?.isTooMany);
  // One object for each, wherever it stands: the compiler knows by it what it has worked out already.
  const askable = new Map(
    each.map((one) => [one, withLimits(isAskable(one) ? leaveOut(one) : ofNobody(one, purposes))]),
  );
  const of = <K extends Definition['kind']>(kind: K, list: readonly Definition[]) =>
    list.flatMap((one) => (one.kind === kind ? [askable.get(one) as Extract<Definition, { kind: K }>] : []));
  return compileQuery(
    { segments: of('segment', asked), traits: of('trait', asked) as WithLimits[] },
    {
      ...{ workspaceId, momentMs, bits, wakes, evidence, covering: new Set(covering) },
      lookedUp: new Map([...found].map(([key, { ids }]) => [key, ids])),
      parameterBytesMax: clickhouse.parameterBytesMax,
      zone: await getTimeZone(scope),
      propertyColumns: await listPropertyColumns(clickhouse),
      ...(usesLists(all) ? { lists: await listIds(scope) } : {}),
      zones: usesPersonsZone(all) ? await listZones(clickhouse, workspaceId, people) : [],
      others: { segments: of('segment', all), traits: of('trait', all) as WithLimits[] },
      ...(people === undefined ? {} : { people: { ids: people, places: await listPlacesOf(scope, people) } }),
    },
  );
}

/** Whose purpose is gone, or who looks up too many objects, nobody is in it. It keeps its place among the answers. */
const ofNobody = (one: Definition, purposes: readonly Purpose[]): Definition =>
  ({
    ...{ ...one, purpose: (purposes.find(({ slug }) => slug === one.purpose) ?? purposes[0])?.slug },
    definition: one.kind === 'segment' ? { any: [] } : { attribute: nowhere },
  }) as Definition;

type WithLimits = Trait & { limits: Limits };
const withLimits = (one: Definition): Definition =>
  one.kind === 'trait' ? { ...one, limits: one.limits ?? {} } : one;

const usesPersonsZone = (definitions: readonly Definition[]): boolean =>
  definitions.some(({ definition }) => JSON.stringify(definition).includes('"zone":"person"'));

const usesLists = (definitions: readonly Definition[]): boolean =>
  definitions.some(({ definition }) => listNamedLists(definition).length > 0);

async function listZones(
  clickhouse: ClickHouse,
  workspaceId: number,
  people: readonly number[] | undefined,
): Promise<string[]> {
  const rows = await clickhouse.query<{ zone: string }>(
    `select distinct JSONExtractString(attribute_values[indexOf(attribute_names, 'timezone')]) as zone from profiles final
     where workspace_id = {workspace:UInt32} and has(attribute_names, 'timezone')${people === undefined ? '' : ' and id in {ids:Array(UInt64)}'} limit 1000`,
    { workspace: workspaceId, ids: people ?? [] },
  );
  return rows.map(({ zone }) => zone).filter(isZone);
}

/** What was found of each of these people. Who is not there any more is not among them. */
export async function evaluate(
  deps: Evaluating,
  workspaceId: number,
  asked: Asked,
  people: readonly number[],
): Promise<Map<number, Found>> {
  const { sql, parameters } = await compileFor(deps, workspaceId, { wakes: 'any', ...asked }, people);
  const { segments, traits } = placesOf(asked.asked);
  const rows = await deps.clickhouse.query<Record<string, unknown>>(sql, parameters, {
    settings: querySettings,
  });
  return new Map(
    rows.map((row) => [
      Number(row.id),
      {
        segments: new Set(segments.filter((_, i) => row[`s${i}`] === 1).map(({ id }) => id)),
        traits: new Map(
          traits.flatMap(({ id }, i) =>
            row[`t${i}`] === '' || row[`t${i}`] === undefined ? [] : [[id, String(row[`t${i}`])]],
          ),
        ),
        evidence: new Map(
          traits.flatMap(({ id }, i) => (Number(row[`n${i}`] ?? -1) < 0 ? [] : [[id, Number(row[`n${i}`])]])),
        ),
        dueMs: toDue(row.due),
        dues: new Map([
          ...segments.map(({ id }, i) => [id, toDue(row[`due_s${i}`])] as const),
          ...traits.map(({ id }, i) => [id, toDue(row[`due_t${i}`])] as const),
        ]),
      },
    ]),
  );
}

/** Beyond all times is never. */
export const toDue = (due: unknown): number => (due !== undefined && Number(due) < neverMs ? Number(due) : 0);

/** The same definitions in the order of the columns of the query. */
export const placesOf = (asked: readonly Definition[]) => ({
  segments: asked.filter(({ kind }) => kind === 'segment'),
  traits: asked.filter(({ kind }) => kind === 'trait'),
});

export const toComputed = (asked: readonly Definition[]): ComputedOf[] =>
  asked.map(({ id, kind, version, newest }) => ({ id, kind, version: version === 0 ? newest : version }));

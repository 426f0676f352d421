// A world in which definitions are asked by the engine and by the oracle: an event store of its own, a workspace for each asking.

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Condition, listLookUps, listNamedLists, lookUpKey, type TraitValue } from '@rapport/protocol';
import { addPropertyColumns, listPropertyColumns } from '../connect/events/index.ts';
import { type ClickHouse, openClickHouse } from '../platform/clickhouse/index.ts';
import { systemClock } from '../platform/clock/index.ts';
import { migrate } from '../platform/migrations/index.ts';
import { compileQuery, passes, querySettings } from '../understand/compile/index.ts';
import { createTestDatabase } from './database.ts';
import { askedPurpose, type Collected, idFor, insertPeople, placesOf, standIns } from './definition-rows.ts';
import type { Catalog, Limits, Person } from './oracle/index.ts';

export type World = {
  /** The answers of the engine: of each person, in the order given, those to each condition and each value. */
  ask(asking: Asking): Promise<Answers[]>;
  close(): Promise<void>;
};
/** `dues`: when time alone may change each answer, first those to conditions, then to values; in milliseconds. */
export type Answers = { conditions: boolean[]; values: unknown[]; dues: number[] };
export type Asking = {
  people: readonly Person[];
  momentMs: number;
  zone: string;
  conditions?: readonly Condition[];
  values?: readonly { value: TraitValue; limits?: Limits | undefined }[];
  /** Chance goes by the id: with it the ids of the people are theirs, and differ. */
  keepIds?: boolean;
  /** Definitions are for these in turn, the first condition and the first value for the first. Left out: all for one. */
  purposes?: readonly string[];
  /** Those of which a consent covers the past; left out: the first. */
  covering?: readonly string[];
  /** What look-ups look into. */
  catalog?: Catalog | undefined;
  /** By person, where there are several purposes. */
  collected?: readonly Collected[];
};

export async function openWorld(): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'rapport-test-'));
  const clickhouse = await openClickHouse({ path: folder });
  const database = await createTestDatabase({ empty: true });
  await migrate(database.db, clickhouse, systemClock());
  let workspaceId = 0;
  return {
    ask(asking) {
      workspaceId += 1;
      return ask(clickhouse, workspaceId, asking);
    },
    async close() {
      await clickhouse.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function ask(
  clickhouse: ClickHouse,
  workspaceId: number,
  { people, momentMs, zone, conditions = [], values = [], keepIds = false, ...mixed }: Asking,
): Promise<Answers[]> {
  const definitions = [...conditions, ...values.map(({ value }) => value)];
  const { purposes = [askedPurpose], covering = [askedPurpose], collected = [], catalog = {} } = mixed;
  const bits = toBits(definitions, people, purposes);
  const placed = people.map((person, i) => ({
    ...{ id: BigInt(keepIds ? person.id : i + 1), person, bits: collected[i] },
  }));
  const each = purposes.map((purpose) => standIns(definitions, purpose));
  const others = {
    segments: each.flatMap(({ segments }) => segments),
    traits: each.flatMap(({ traits }) => traits),
  };
  const about = (i: number) => ({
    ...{ name: `asked_${i}`, purpose: purposes[i % purposes.length] as string },
  });
  const asked = {
    segments: [...conditions.map((definition, i) => ({ ...about(i), definition })), ...others.segments],
    traits: [
      ...values.map(({ value, limits = {} }, i) => ({ ...about(i), definition: value, limits })),
      ...others.traits,
    ],
  };
  const isCovered = people.some(({ covered = [] }) => covered.length > 0);
  const named = [...definitions, ...others.segments.map(({ definition }) => definition)];
  const lists = new Map(named.flatMap(listNamedLists).map((name) => [name, idFor(name)]));
  const scope = {
    ...{ workspaceId, momentMs, zone, zones: zonesOf(people), bits, lists },
    covering: new Set(isCovered ? covering : []),
    wakes: 'each' as const,
    lookedUp: lookIntoCatalog(definitions, catalog),
    // So few that ids go in by several parameters.
    parameterBytesMax: 30,
  };
  // Properties in columns of their own mean the same: some are there before the events, some come later, some are none.
  const { properties } = compileQuery(asked, scope);
  if (workspaceId % 4 === 0) await addPropertyColumns(clickhouse, properties);
  await insertPeople(clickhouse, workspaceId, placed, { momentMs, bits, purposes });
  if (workspaceId % 4 === 1) await addPropertyColumns(clickhouse, properties);
  const propertyColumns = workspaceId % 4 === 3 ? undefined : await listPropertyColumns(clickhouse);
  async function answer(people?: { ids: readonly bigint[]; places: readonly bigint[] }) {
    const { sql, parameters } = compileQuery(asked, { ...scope, propertyColumns, ...(people && { people }) });
    // Ids as text: some are beyond the numbers of JSON.
    return clickhouse.query<Record<string, unknown>>(
      `select toString(id) as key, * from (${sql})`,
      parameters,
      {
        settings: querySettings,
        // Scenarios ask dozens of sequences of people with ten thousand events, on machines that have other things to do.
        secondsMax: 120,
      },
    );
  }
  const some = placed.flatMap((_, i) => (i % 2 === 0 ? [i] : []));
  const [rows, own] = await Promise.all([
    answer(),
    answer({
      ids: some.map((i) => placed[i]?.id as bigint),
      places: some.flatMap((i) => placesOf(placed, i)),
    }),
  ]);
  const ofKey = (answers: typeof rows) => new Map(answers.map((row) => [row.key, row]));
  const all = ofKey(rows);
  assert.equal(rows.length, placed.length, 'each person is answered once');
  assert.deepEqual(
    ofKey(own),
    new Map(some.map((i) => [String(placed[i]?.id), all.get(String(placed[i]?.id))])),
    'some people are answered as all are',
  );
  return placed.map(({ id }) => {
    const row = all.get(String(id)) ?? {};
    return {
      conditions: conditions.map((_, i) => row[`s${i}`] === 1),
      values: values.map((_, i) => toValue(row[`t${i}`])),
      dues: [...conditions.map((_, i) => row[`due_s${i}`]), ...values.map((_, i) => row[`due_t${i}`])].map(
        Number,
      ),
    };
  });
}

/** The ids that each look-up finds, as the product finds them. */
function lookIntoCatalog(definitions: readonly unknown[], catalog: Catalog): Map<string, string[]> {
  const lookUps = definitions.flatMap(listLookUps).map(({ lookUp }) => lookUp);
  return new Map(
    lookUps.map((lookUp) => {
      const objects = Object.entries(catalog[lookUp.of] ?? {});
      const found = objects.filter(([, fields]) =>
        passes(new Map(Object.entries(fields)).get(lookUp.field), lookUp),
      );
      return [lookUpKey(lookUp), found.map(([id]) => id)];
    }),
  );
}

const toValue = (text: unknown): unknown => (text === '' ? undefined : JSON.parse(String(text)));

/** Every purpose that definitions or people name, the one that is asked for first. */
function toBits(
  definitions: readonly unknown[],
  people: readonly Person[],
  purposes: readonly string[],
): Map<string, number> {
  const named = [...JSON.stringify(definitions).matchAll(/"(?:permits|of)":"([^"]+)"/g)].map(
    ([, slug]) => slug as string,
  );
  const told = people.flatMap(({ permits, said }) => [...permits, ...Object.keys(said)]);
  return new Map([...purposes, ...new Set([...named, ...told])].map((slug, bit) => [slug, bit]));
}

const zonesOf = (people: readonly Person[]): string[] => [
  ...new Set(
    people.flatMap(({ tellings }) =>
      tellings.flatMap(({ name, value }) => (name === 'timezone' && isZone(value) ? [value] : [])),
    ),
  ),
];

function isZone(zone: unknown): zone is string {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(String(zone)).timeZoneId === zone;
  } catch {
    return false;
  }
}

// Every scenario of definitions is answered by the event store as the page says.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type ClickHouse, openClickHouse } from '../../platform/clickhouse/index.ts';
import { systemClock } from '../../platform/clock/index.ts';
import { migrate } from '../../platform/migrations/index.ts';
import { askedPurpose, insertPeople, standIns } from '../../testing/definition-rows.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/index.ts';
import { areEqual } from '../../testing/oracle/index.ts';
import { type Scenario, scenarioGroups } from '../../testing/scenarios/index.ts';
import { compileQuery } from './query.ts';
import { querySettings } from './settings.ts';

let folder: string;
let clickhouse: ClickHouse;
let database: TestDatabase;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapport-test-'));
  clickhouse = await openClickHouse({ path: folder });
  database = await createTestDatabase({ empty: true });
  await migrate(database.db, clickhouse, systemClock());
});
after(async () => {
  await clickhouse.close();
  await database.drop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

const asked = (scenario: Scenario): unknown =>
  'definition' in scenario ? scenario.definition : scenario.value;
let workspaces = 0;

/** The answers to scenarios of one moment and zone, asked together as the definitions of one workspace. */
async function answer(scenarios: readonly Scenario[]): Promise<unknown[]> {
  const [{ momentMs, zone }] = scenarios as [Scenario, ...Scenario[]];
  workspaces += 1;
  const workspaceId = workspaces;
  const named = scenarios.map((scenario) => JSON.stringify(asked(scenario))).join();
  const purposes = new Set(
    [...named.matchAll(/"(?:permits|of)":"([^"]+)"/g)].map(([, slug]) => slug as string),
  );
  for (const { person } of scenarios)
    for (const slug of [...person.permits, ...Object.keys(person.said)]) purposes.add(slug);
  const bits = new Map([askedPurpose, ...purposes].map((slug, bit) => [slug, bit]));
  // Chance goes by the id.
  const idOf = (i: number): string => String(scenarios.length === 1 ? scenarios[i]?.person.id : i + 1);
  const people = scenarios.map(({ person }, i) => ({ id: idOf(i), person }));
  await insertPeople(clickhouse, workspaceId, people, { momentMs, bits });
  const others = standIns(scenarios.map(asked), askedPurpose);
  const about = (i: number) => ({ name: `scenario_${i}`, purpose: askedPurpose });
  const segments = scenarios.flatMap((one, i) =>
    'definition' in one ? [{ ...about(i), definition: one.definition }] : [],
  );
  const traits = scenarios.flatMap((one, i) =>
    'value' in one ? [{ ...about(i), definition: one.value, limits: one.limits ?? {} }] : [],
  );
  const zones = new Set(
    people.flatMap(({ person }) =>
      person.tellings.flatMap(({ name, value }) => (name === 'timezone' ? [value] : [])),
    ),
  );
  const { sql, parameters } = compileQuery(
    { segments: [...segments, ...others.segments], traits: [...traits, ...others.traits] },
    { workspaceId, momentMs, zone, zones: [...zones].filter(isZone), bits },
  );
  const rows = await clickhouse.query<Record<string, unknown>>(sql, parameters, { settings: querySettings });
  return scenarios.map((scenario, i) => {
    const row = rows.find(({ id }) => scenarios.length === 1 || String(id) === idOf(i)) ?? {};
    if ('definition' in scenario)
      return row[`s${segments.findIndex(({ name }) => name === `scenario_${i}`)}`] === 1;
    const text = row[`t${traits.findIndex(({ name }) => name === `scenario_${i}`)}`];
    return text === '' ? undefined : JSON.parse(String(text));
  });
}

function isZone(zone: unknown): zone is string {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(String(zone)).timeZoneId === zone;
  } catch {
    return false;
  }
}

for (const [group, scenarios] of Object.entries(scenarioGroups))
  describe(group, () => {
    const together = Map.groupBy(scenarios, (scenario) => {
      const moment = `${new Date(scenario.momentMs).toISOString()}, ${scenario.zone}`;
      return /"bucket"|"held_out"/.test(JSON.stringify(asked(scenario)))
        ? `${moment}, ${scenario.name}`
        : moment;
    });
    for (const [moment, own] of together)
      test(`at ${moment}`, async () => {
        const answers = await answer(own);
        const wrong = own.flatMap((scenario, i) =>
          areEqual(answers[i], scenario.expected)
            ? []
            : [
                {
                  name: scenario.name,
                  asked: asked(scenario),
                  answer: answers[i],
                  expected: scenario.expected,
                },
              ],
        );
        assert.deepEqual(wrong, []);
      });
  });

// Every scenario of definitions is answered by the event store as the page says.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openWorld, type World } from '../../testing/definition-world.ts';
import { areEqual } from '../../testing/oracle/index.ts';
import { catalog, type Scenario, scenarioGroups } from '../../testing/scenarios/index.ts';

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

const askedOf = (scenario: Scenario): unknown =>
  'definition' in scenario ? scenario.definition : scenario.value;
/** Chance goes by the id of the person. */
const isOfChance = (scenario: Scenario): boolean =>
  /"bucket"|"held_out"/.test(JSON.stringify(askedOf(scenario)));

/** The answers to scenarios of one moment and zone, asked together. */
async function answer(scenarios: readonly Scenario[]): Promise<unknown[]> {
  const [{ momentMs, zone }] = scenarios as [Scenario, ...Scenario[]];
  const conditions = scenarios.filter((one) => 'definition' in one);
  const values = scenarios.filter((one) => 'value' in one);
  const answers = await world.ask({
    people: scenarios.map(({ person }) => person),
    ...{ momentMs, zone, catalog, values, conditions: conditions.map(({ definition }) => definition) },
    keepIds: scenarios.length === 1,
  });
  return scenarios.map((scenario, i) =>
    'definition' in scenario
      ? answers[i]?.conditions[conditions.indexOf(scenario)]
      : answers[i]?.values[values.indexOf(scenario)],
  );
}

for (const [group, scenarios] of Object.entries(scenarioGroups))
  describe(group, () => {
    const together = Map.groupBy(scenarios, (scenario) => {
      const moment = `${new Date(scenario.momentMs).toISOString()}, ${scenario.zone}`;
      return isOfChance(scenario) ? `${moment}, ${scenario.name}` : moment;
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
                  asked: askedOf(scenario),
                  answer: answers[i],
                  expected: scenario.expected,
                },
              ],
        );
        assert.deepEqual(wrong, []);
      });
  });

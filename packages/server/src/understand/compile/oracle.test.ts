// Generated definitions of generated people: the engine answers as the oracle does.
//
// Each run asks a handful of definitions of a handful of people at once, which is also how the product asks. A failure names
// its seed; `npm run bench:oracle` runs many more.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { openWorld, type World } from '../../testing/definition-world.ts';
import { areEqual, isTrue, limitsOf, traitValueOf } from '../../testing/oracle/index.ts';
import { arbitraryCondition, arbitraryPerson, arbitraryTraitValue } from '../../testing/scenarios/index.ts';
import { nowMs, warsaw } from '../../testing/scenarios/scenario.ts';

/** Runs of so many people and definitions each: the cases are their product. */
const runs = Number(process.env.RAPPORT_ORACLE_RUNS ?? 20);
const [peopleOfRun, conditionsOfRun, valuesOfRun] = [6, 16, 8];

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

const asked = { momentMs: nowMs, zone: warsaw };
const exactly = (count: number) => ({ minLength: count, maxLength: count });

test('the engine answers as the oracle does', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(arbitraryPerson, { ...exactly(peopleOfRun), selector: ({ id }) => String(id) }),
      fc.array(arbitraryCondition, exactly(conditionsOfRun)),
      fc.array(arbitraryTraitValue, exactly(valuesOfRun)),
      async (people, conditions, traits) => {
        const values = traits.map((value) => ({ value, limits: limitsOf(value, people, asked) }));
        const answers = await world.ask({ ...asked, people, conditions, values, keepIds: true });
        people.forEach((person, who) => {
          conditions.forEach((condition, i) => {
            assert.equal(
              answers[who]?.conditions[i],
              isTrue(condition, person, asked),
              toReport(condition, person),
            );
          });
          values.forEach(({ value, limits }, i) => {
            const expected = traitValueOf(value, person, { ...asked, limits });
            const answer = answers[who]?.values[i];
            assert.ok(
              areEqual(answer, expected),
              `${JSON.stringify(answer)}, not ${JSON.stringify(expected)} ${toReport(value, person)}`,
            );
          });
        });
      },
    ),
    { numRuns: runs, endOnFailure: true },
  );
});

const toReport = (definition: unknown, person: unknown): string =>
  JSON.stringify({ definition, person }, (_key, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );

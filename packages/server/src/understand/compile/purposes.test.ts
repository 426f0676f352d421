// Definitions for different purposes in one question: each sees what was collected for its own, and nothing of the others.
//
// The same generated people are told to the oracle once for each purpose, as that purpose sees them. In the rows there is one of each
// person, with what every event and telling was collected for.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type { Collected } from '../../testing/definition-rows.ts';
import { openWorld, type World } from '../../testing/definition-world.ts';
import { seededRandom } from '../../testing/end-to-end/seeded.ts';
import { areEqual, isTrue, limitsOf, type Person, traitValueOf } from '../../testing/oracle/index.ts';
import { arbitraryQuestions, catalog } from '../../testing/scenarios/index.ts';
import { nowMs, warsaw } from '../../testing/scenarios/scenario.ts';

const runs = Number(process.env.RAPPORT_ORACLE_RUNS ?? 4);
const seed = Number(process.env.RAPPORT_ORACLE_SEED ?? Math.trunc(Math.random() * 2 ** 31));

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

const purposes = ['orders', 'newsletter', 'research'] as const;
/** Of these, a later consent covers what was collected before. */
const covering = ['orders', 'research'] as const;
const asked = { momentMs: nowMs, zone: warsaw, catalog };

/** A person as the purpose of this bit sees them. */
function viewOf(person: Person, { events, tellings }: Collected, bit: number): Person {
  const has = (bits: number | undefined): boolean => ((bits ?? 0) & (1 << bit)) !== 0;
  const covers = (covering as readonly string[]).includes(purposes[bit] as string);
  return {
    ...person,
    covered: covers ? (person.covered ?? []) : [],
    events: person.events.map((event, i) => ({
      ...event,
      snapshot: has(events[i]) ? 'collected' : event.snapshot === 'refused' ? 'refused' : 'unrefused',
    })),
    tellings: person.tellings.map((telling, i) => ({ ...telling, permitted: has(tellings[i]) })),
  };
}

test('each sees its own events and attributes, and no other', async () => {
  const random = seededRandom(seed);
  const some = (count: number): number[] => Array.from({ length: count }, () => random.below(8));
  const generated = fc.sample(arbitraryQuestions({ people: 8, conditions: 18, values: 9 }), {
    ...{ numRuns: runs, seed },
  });
  let [cases, differing] = [0, 0];
  for (const { people, conditions, values } of generated) {
    const collected = people.map(({ events, tellings }) => ({
      ...{ events: some(events.length), tellings: some(tellings.length) },
    }));
    const views = purposes.map((_, bit) =>
      people.map((person, who) => viewOf(person, collected[who] as Collected, bit)),
    );
    const scored = values.map((value, i) => ({
      ...{ value, limits: limitsOf(value, views[i % purposes.length] as Person[], asked) },
    }));
    const answers = await world.ask({
      ...{ ...asked, people, conditions, values: scored, keepIds: true },
      ...{ purposes, covering, collected },
    });
    for (const who of people.keys()) {
      const about = (what: unknown) =>
        `RAPPORT_ORACLE_SEED=${seed}: ${JSON.stringify(what)} of person ${who}`;
      const seenBy = (i: number): Person => views[i % purposes.length]?.[who] as Person;
      for (const [i, condition] of conditions.entries()) {
        const expected = isTrue(condition, seenBy(i), asked);
        assert.equal(
          answers[who]?.conditions[i],
          expected,
          about([purposes[i % purposes.length], condition]),
        );
        cases += 1;
        if (isTrue(condition, seenBy(i + 1), asked) !== expected) differing += 1;
      }
      for (const [i, { value, limits }] of scored.entries()) {
        const expected = traitValueOf(value, seenBy(i), { ...asked, limits });
        const answer = answers[who]?.values[i];
        assert.ok(
          areEqual(answer, expected),
          about([purposes[i % purposes.length], value, answer, expected]),
        );
        cases += 1;
        if (!areEqual(traitValueOf(value, seenBy(i + 1), { ...asked, limits }), expected)) differing += 1;
      }
    }
  }
  // What another purpose would have seen is another answer often enough: a mix-up would show.
  assert.ok(cases >= 200 && differing > cases / 50, `${differing} of ${cases}`);
});

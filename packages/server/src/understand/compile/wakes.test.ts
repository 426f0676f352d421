// Until the moment that the engine names, time alone changes no answer.
//
// The oracle is asked at many moments before that one: where something ends that a definition may look at, and just before it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { openWorld, type World } from '../../testing/definition-world.ts';
import { areEqual, isTrue, limitsOf, type Person, traitValueOf } from '../../testing/oracle/index.ts';
import { arbitraryQuestions, catalog } from '../../testing/scenarios/index.ts';
import { dayMs, hourMs, nowMs, warsaw } from '../../testing/scenarios/scenario.ts';

const runs = Number(process.env.RAPPORT_ORACLE_RUNS ?? 10);
const seed = Number(process.env.RAPPORT_ORACLE_SEED ?? Math.trunc(Math.random() * 2 ** 31));

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

const asked = { momentMs: nowMs, zone: warsaw, catalog };
const lengths = [0, hourMs, dayMs, 7 * dayMs, 14 * dayMs, 30 * dayMs, 60 * dayMs];
/** Days, weeks and months that begin soon, in some zones. */
const turns = [
  '2026-11-27T18:30Z',
  '2026-11-27T23:00Z',
  '2026-11-28T00:00Z',
  '2026-11-29T23:00Z',
  '2026-11-30T23:00Z',
  '2026-12-31T23:00Z',
].map((text) => Date.parse(text));

/** Moments after now at which something of this person may end, those just before, and those just after. */
function momentsOf(person: Person, untilMs: number): number[] {
  const dates = [
    ...JSON.stringify([person.events, person.tellings, person.traits]).matchAll(/"(\d{4}-[^"]+)"/g),
  ].map(([, text]) => Date.parse(String(text)));
  const times = [
    ...person.events.map(({ ms }) => ms),
    ...person.tellings.map(({ ms }) => ms),
    ...person.stays.flatMap(({ enteredMs, leftMs }) => [enteredMs, leftMs ?? enteredMs]),
    ...dates,
  ];
  const ends = [...turns, ...times.flatMap((ms) => lengths.flatMap((length) => [ms + length, ms - length]))];
  const near = ends.flatMap((ms) => [ms - 1, ms, ms + 1]);
  return [...new Set([nowMs + 1, untilMs - 1, ...near])].filter((ms) => nowMs < ms && ms < untilMs);
}

const farMs = nowMs + 400 * dayMs;

test('time alone changes nothing before the moment that is named', async () => {
  const generated = fc.sample(arbitraryQuestions({ people: 5, conditions: 8, values: 4 }), {
    numRuns: runs,
    seed,
  });
  let checked = 0;
  for (const { people, conditions, values } of generated) {
    // What is told later than now is not known now.
    const now = people.map((one) => ({ ...one, tellings: one.tellings.filter(({ ms }) => ms <= nowMs) }));
    const scored = values.map((value) => ({ value, limits: limitsOf(value, now, asked) }));
    const answers = await world.ask({ ...asked, people: now, conditions, values: scored, keepIds: true });
    for (const [who, person] of now.entries()) {
      const dues = answers[who]?.dues ?? [];
      const questions = [
        ...conditions.map((condition) => ({
          definition: condition,
          at: (momentMs: number) => isTrue(condition, person, { ...asked, momentMs }),
        })),
        ...scored.map(({ value, limits }) => ({
          definition: value,
          at: (momentMs: number) => traitValueOf(value, person, { ...asked, limits, momentMs }),
        })),
      ];
      for (const [i, { definition, at }] of questions.entries()) {
        const first = at(nowMs);
        const dueMs = Math.min(dues[i] as number, farMs);
        assert.ok(dueMs > nowMs, `${dueMs}`);
        for (const momentMs of momentsOf(person, dueMs)) {
          checked += 1;
          if (!areEqual(at(momentMs), first))
            assert.fail(
              `RAPPORT_ORACLE_SEED=${seed}: changed at ${new Date(momentMs).toISOString()}, before ${new Date(dueMs).toISOString()}: ${toText({ definition, person })}`,
            );
        }
      }
    }
  }
  assert.ok(checked > runs * 1000, `${checked} moments`);
});

const toText = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? String(part) : part));

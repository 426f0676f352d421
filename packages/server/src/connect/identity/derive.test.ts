// From evidence to people: against a naive reader, and what must hold whatever is told.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { derive } from './derive.ts';
import { nameOf, readPeople } from './naive-people.ts';
import { toRules } from './rules.ts';
import { names, someRules, toPairs, toReading, toTellings, toWorld, type World } from './test-evidence.ts';

const numRuns = 1000;
const messages = fc.array(
  fc.tuple(
    fc.uniqueArray(fc.nat(names.length - 1), { minLength: 2, maxLength: 3 }),
    fc.nat(12),
    fc.nat(3),
    fc.nat(1),
  ),
  { minLength: 1, maxLength: 16 },
);
const worldsOf: fc.Arbitrary<World> = fc
  .tuple(
    messages,
    fc.shuffledSubarray(
      names.map((_, i) => i + 1),
      { minLength: names.length },
    ),
    fc.subarray(names, { maxLength: 2 }),
    fc.constantFrom(...someRules),
  )
  .map((drawn) => toWorld(...drawn));
const read = ({ tellings: told, nodes, rules }: World) =>
  toReading(derive({ nodes, pairs: toPairs(told, nodes) }, rules), nodes);

const shuffled = <Value>(list: Value[]) => fc.shuffledSubarray(list, { minLength: list.length });

describe('People under rules', () => {
  test('A naive reader finds the same people, ownerships, refusals and super-nodes', () => {
    fc.assert(
      fc.property(worldsOf, (world) => {
        assert.deepEqual(read(world), readPeople(world.tellings, world.nodes, world.rules));
      }),
      { numRuns },
    );
  });

  test('Any order and any repetition of what is told, and other ids: the same', () => {
    const arranged = worldsOf.chain((world) =>
      fc.record({
        world: fc.constant(world),
        told: shuffled([...world.tellings, ...world.tellings.slice(0, 5)]),
        nodes: shuffled(world.nodes),
        shift: fc.nat(50),
      }),
    );
    fc.assert(
      fc.property(arranged, ({ world, told, nodes, shift }) => {
        const renamed = nodes.map((node) => ({ ...node, id: ((node.id + shift) % 101) + 1 }));
        assert.deepEqual(read({ ...world, tellings: told, nodes: renamed }), read(world));
      }),
      { numRuns },
    );
  });

  test('To set two apart is as if the pair had never been told', () => {
    fc.assert(
      fc.property(worldsOf, fc.nat(), ({ tellings: told, nodes, rules }, choice) => {
        const pairs = toPairs(told, nodes);
        const chosen = choice % pairs.length;
        const apart = pairs.map((pair, i) => (i === chosen ? { ...pair, apart: true } : pair));
        const without = pairs.filter((_, i) => i !== chosen);
        assert.deepEqual(
          toReading(derive({ nodes, pairs: apart }, rules), nodes),
          toReading(derive({ nodes, pairs: without }, rules), nodes),
        );
      }),
      { numRuns },
    );
  });

  test('No person ever has two certain values where one is the limit', () => {
    fc.assert(
      fc.property(worldsOf, (world) => {
        const rules = toRules();
        const guessed = new Set(world.nodes.filter((node) => node.firstSeenMs === Infinity).map(nameOf));
        for (const person of read({ ...world, rules }).people) {
          const users = person
            .split(' ')
            .map((held) => held.slice(0, held.indexOf('@')))
            .filter((name) => name.startsWith('user_id:') && !guessed.has(name));
          assert.ok(new Set(users).size <= 1, person);
        }
      }),
      { numRuns },
    );
  });

  test('What is blocked, removed or never merges joins nobody', () => {
    fc.assert(
      fc.property(worldsOf, fc.subarray(names, { maxLength: 3 }), (world, chosen) => {
        const nodes = world.nodes.map((node, i) =>
          chosen.includes(nameOf(node))
            ? ({ ...node, inert: i % 2 === 0 ? 'blocked' : 'removed' } as const)
            : node,
        );
        const { people } = read({ ...world, nodes });
        for (const name of [...chosen, 'household_id:h'])
          assert.ok(people.includes(`${name}@-Infinity`), name);
        const without = world.tellings.filter(({ a, b }) => !chosen.includes(a) && !chosen.includes(b));
        assert.deepEqual(people, read({ ...world, tellings: without }).people);
      }),
      { numRuns },
    );
  });

  test('More evidence never makes less of a super-node', () => {
    fc.assert(
      fc.property(worldsOf, messages.map(toTellings), (world, more) => {
        const [before, after] = [read(world), read({ ...world, tellings: [...world.tellings, ...more] })];
        assert.ok(before.superNodes.every((name) => after.superNodes.includes(name)));
      }),
      { numRuns },
    );
  });

  test('The anchor of a person is its earliest identifier', () => {
    fc.assert(
      fc.property(worldsOf, ({ tellings: told, nodes, rules }) => {
        const { people, personOf, changedHands } = derive({ nodes, pairs: toPairs(told, nodes) }, rules);
        const first = (id: number, i: number) => changedHands.get(id)?.[0]?.person ?? (personOf[i] as number);
        people.forEach(({ anchor, shared }, person) => {
          const at = nodes.findIndex(({ id }) => id === anchor);
          assert.equal(shared ? personOf[at] : first(anchor, at), person);
          if (shared) return;
          const members = nodes.filter((node, i) => first(node.id, i) === person);
          assert.equal(
            Math.min(...members.map((node) => node.firstSeenMs)),
            (nodes[at] as World['nodes'][number]).firstSeenMs,
          );
        });
        assert.equal(new Set(people.map(({ anchor, shared }) => `${anchor} ${shared}`)).size, people.length);
      }),
      { numRuns },
    );
  });
});

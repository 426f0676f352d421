// Batch by batch in any order, or everything at once: the same people, refusals, intervals and super-nodes.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { derive } from './derive.ts';
import type { IdentifierNode } from './evidence.ts';
import { readPeople, type Telling } from './naive-people.ts';
import { type Drawn, dayMs, names, someRules, toPairs, toReading, toTellings } from './test-evidence.ts';
import { type Item, TestGraph } from './test-graph.ts';

const numRuns = 1000;

const messages: fc.Arbitrary<Drawn[]> = fc.array(
  fc.tuple(
    fc.uniqueArray(fc.nat(names.length - 1), { minLength: 2, maxLength: 3 }),
    fc.nat(12),
    fc.nat(3),
    fc.nat(1),
  ),
  { minLength: 1, maxLength: 14 },
);

const streams = fc
  .record({
    told: fc
      .tuple(messages.map(toTellings), fc.array(fc.nat(20), { maxLength: 2 }))
      .map(([told, formers]) =>
        told.map((one, i) => (formers.includes(i) ? { ...one, former: one.b } : one)),
      ),
    alone: fc.array(
      fc.record({ name: fc.constantFrom(...names), ms: fc.nat(12).map((day) => day * dayMs) }),
      {
        maxLength: 3,
      },
    ),
    guessed: fc.subarray(names, { maxLength: 2 }),
    rules: fc.constantFrom(...someRules),
  })
  .map(({ told, alone, ...rest }) => ({ ...rest, items: [...told, ...alone] as Item[] }))
  .chain(({ items, ...rest }) =>
    fc.record({
      ...{ items: fc.constant(items), guessed: fc.constant(rest.guessed), rules: fc.constant(rest.rules) },
      order: fc.shuffledSubarray([...items, ...items.slice(0, 4)], { minLength: items.length }),
      cuts: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 4, maxLength: 8 }),
    }),
  );

const isTelling = (item: Item): item is Telling => 'a' in item;

/** Everything that the items name, each with its earliest certain sighting. */
function toNodes(items: readonly Item[], guessed: readonly string[]): IdentifierNode[] {
  const seen = items.flatMap((item) =>
    isTelling(item)
      ? [item.a, item.b].map((name) => ({ name, ms: guessed.includes(name) ? Infinity : item.ms }))
      : [item],
  );
  return [...Map.groupBy(seen, ({ name }) => name)].map(([name, sightings], i) => {
    const [type = '', value = ''] = name.split(':');
    return { id: i + 1, type, value, firstSeenMs: Math.min(...sightings.map(({ ms }) => ms)) };
  });
}

/** Cuts a list into batches of these sizes, over and over. */
function* cut<Value>(list: readonly Value[], sizes: readonly number[]): Generator<Value[]> {
  for (let from = 0, turn = 0; from < list.length; turn += 1) {
    const size = sizes[turn % sizes.length] as number;
    yield list.slice(from, from + size);
    from += size;
  }
}

/** In the order given, then what is missing of the items. */
const complete = (order: Item[], items: Item[]): Item[] => [
  ...order,
  ...items.filter((item) => !order.includes(item)),
];

describe('In batches', () => {
  test('Any order, repetition and cut gives what everything at once gives', () => {
    const ways = { none: 0, join: 0, derive: 0 };
    fc.assert(
      fc.property(streams, ({ items, guessed, rules, order, cuts }) => {
        const graph = new TestGraph(rules, guessed);
        for (const batch of cut(complete(order, items), cuts)) graph.takeIn(batch);
        for (const way of ['none', 'join', 'derive'] as const) ways[way] += graph.ways[way];
        const nodes = toNodes(items, guessed);
        const told = items.filter(isTelling);
        const whole = toReading(derive({ nodes, pairs: toPairs(told, nodes) }, rules), nodes);
        assert.deepEqual(graph.read(), whole);
        assert.deepEqual(whole, readPeople(told, nodes, rules));
      }),
      { numRuns },
    );
    assert.ok(Math.min(...Object.values(ways)) > numRuns / 10, JSON.stringify(ways));
  });

  test('Aliases that name each other as the previous id leave neither counted, whichever comes first', () => {
    const [rules] = someRules as [(typeof someRules)[number]];
    const tell = (a: string, b: string, former?: string, place = 0): Telling => ({
      ...{ a, b, ms: 0, messageId: `m${place}`, sourceId: 0 },
      ...(former === undefined ? {} : { former }),
    });
    const told = [
      tell('user_id:1', 'user_id:2', 'user_id:2', 0),
      tell('user_id:2', 'user_id:1', 'user_id:1', 1),
      tell('user_id:2', 'user_id:3', undefined, 2),
    ];
    const nodes = toNodes(told, []);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(told, { minLength: 3 }),
        fc.integer({ min: 1, max: 3 }),
        (order, size) => {
          const graph = new TestGraph(rules, []);
          for (const batch of cut(order, [size])) graph.takeIn(batch);
          assert.deepEqual(graph.read(), readPeople(told, nodes, rules));
          assert.deepEqual(graph.read().refusals, []);
        },
      ),
    );
  });

  test('What was told already changes nothing', () => {
    fc.assert(
      fc.property(streams, ({ items, guessed, rules, order, cuts }) => {
        const graph = new TestGraph(rules, guessed);
        for (const batch of cut(complete(order, items), cuts)) graph.takeIn(batch);
        const state = () => structuredClone([graph.owners, graph.profiles, graph.refusals, graph.pairs]);
        const before = state();
        const derived = graph.ways.derive;
        for (const batch of cut(order, cuts)) graph.takeIn(batch);
        assert.deepEqual(state(), before);
        assert.equal(graph.ways.derive, derived, 'nor is anything derived again');
      }),
      { numRuns },
    );
  });

  test('Told and then set apart, at any moment, is as if never told', () => {
    fc.assert(
      fc.property(streams, fc.nat(), fc.nat(), ({ items, guessed, rules, order, cuts }, choice, moment) => {
        const told = items.filter(isTelling);
        const chosen = told[choice % told.length] as Telling;
        const graph = new TestGraph(rules, guessed);
        const batches = [...cut(complete(order, items), cuts)];
        batches.forEach((batch, i) => {
          graph.takeIn(batch);
          if (i === moment % batches.length) graph.setApart(chosen.a, chosen.b);
        });
        graph.setApart(chosen.a, chosen.b);
        const isChosen = ({ a, b }: Telling) => [a, b].sort().join() === [chosen.a, chosen.b].sort().join();
        const nodes = toNodes(items, guessed);
        const rest = told.filter((telling) => !isChosen(telling));
        assert.deepEqual(graph.read(), readPeople(rest, nodes, rules));
      }),
      { numRuns },
    );
  });

  test('Every profile id ever given leads to one living person, the one that its anchor belongs to', () => {
    fc.assert(
      fc.property(streams, ({ items, guessed, rules, order, cuts }) => {
        const graph = new TestGraph(rules, guessed);
        const born = new Set<number>();
        for (const batch of cut(complete(order, items), cuts)) {
          graph.takeIn(batch);
          const living = [...graph.profiles.values()].filter(({ gone }) => !gone);
          const owned = new Set([...graph.owners.values()].flat().map(({ profileId }) => profileId));
          assert.deepEqual(new Set(living.map(({ id }) => id)), owned);
          for (const { id, anchor, shared } of living) {
            born.add(id);
            const owners = graph.owners.get(anchor) as { profileId: number }[];
            assert.equal((shared ? owners.at(-1) : owners[0])?.profileId, id);
          }
        }
        for (const id of born) assert.ok(graph.profiles.has(id));
      }),
      { numRuns },
    );
  });
});

// Joining nodes to people: against a naive search, in every order.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type Graph, joinComponents } from './components.ts';

const profilesMax = 6;
const graphs: fc.Arbitrary<Graph> = fc.integer({ min: 1, max: 12 }).chain((size) =>
  fc.record({
    profileOf: fc.array(fc.option(fc.integer({ min: 1, max: profilesMax }), { nil: undefined }), {
      minLength: size,
      maxLength: size,
    }),
    edges: fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 14 }),
  }),
);

/** Ids of new profiles, larger than all known ones. */
const counter = (): (() => number) => {
  let next = profilesMax;
  return () => {
    next += 1;
    return next;
  };
};

/** For each node, the smallest node that it can reach by edges and by a common profile. */
function reach({ profileOf, edges }: Graph): number[] {
  const label = profileOf.map((_, node) => node);
  const pairs = [...edges];
  profileOf.forEach((profile, a) => {
    profileOf.forEach((other, b) => {
      if (profile !== undefined && profile === other) pairs.push([a, b]);
    });
  });
  for (let changed = true; changed; ) {
    changed = false;
    for (const [a, b] of pairs) {
      const least = Math.min(label[a] as number, label[b] as number);
      if (label[a] !== least || label[b] !== least) changed = true;
      label[a] = least;
      label[b] = least;
    }
  }
  return label;
}

const samePartition = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.every((_, i) => a.every((__, j) => (a[i] === a[j]) === (b[i] === b[j])));

describe('joinComponents', () => {
  test('Alone, everybody is somebody new', () => {
    const { profileOf, created, merges } = joinComponents(
      { profileOf: [undefined, undefined], edges: [] },
      counter(),
    );
    assert.deepEqual(profileOf, [7, 8]);
    assert.deepEqual(created, [7, 8]);
    assert.deepEqual(merges, []);
  });

  test('Of several known profiles the oldest stays, and each merge names where it ends and the edge that did it', () => {
    const graph: Graph = {
      profileOf: [5, 3, undefined, 4],
      edges: [
        [0, 1],
        [3, 2],
        [2, 1],
      ],
    };
    const { profileOf, created, merges } = joinComponents(graph, counter());
    assert.deepEqual(profileOf, [3, 3, 3, 3]);
    assert.deepEqual(created, []);
    assert.deepEqual(merges, [
      { from: 5, into: 3, edge: 0 },
      { from: 4, into: 3, edge: 2 },
    ]);
  });

  test('A chain of merges ends at the last', () => {
    const graph: Graph = {
      profileOf: [6, 5, 4, 1],
      edges: [
        [0, 1],
        [1, 2],
        [2, 3],
      ],
    };
    const { merges } = joinComponents(graph, counter());
    assert.deepEqual(
      merges.map(({ from, into }) => [from, into]),
      [
        [6, 1],
        [5, 1],
        [4, 1],
      ],
    );
  });

  test('People are what can be reached from each other', () => {
    fc.assert(
      fc.property(graphs, (graph) => samePartition(joinComponents(graph, counter()).profileOf, reach(graph))),
      { numRuns: 2000 },
    );
  });

  test('Merges tell exactly what happened to the known profiles', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const { profileOf, created, merges } = joinComponents(graph, counter());
        const known = new Set(graph.profileOf.filter((profile) => profile !== undefined));
        const after = new Map(merges.map(({ from, into }) => [from, into]));
        assert.equal(after.size, merges.length, 'nobody is merged away twice');
        graph.profileOf.forEach((before, node) => {
          if (before !== undefined) assert.equal(profileOf[node], after.get(before) ?? before);
        });
        for (const { from, into, edge } of merges) {
          assert.ok(into < from && known.has(from) && known.has(into));
          assert.ok(!after.has(into), 'the end of a merge is not itself merged away');
          assert.ok(edge >= 0 && edge < graph.edges.length);
        }
        for (const id of created) assert.ok(!known.has(id) && profileOf.includes(id));
      }),
      { numRuns: 2000 },
    );
  });

  test('The order of the edges does not matter', () => {
    const shuffled = graphs.chain((graph) =>
      fc.tuple(
        fc.constant(graph),
        fc.shuffledSubarray(graph.edges, { minLength: graph.edges.length, maxLength: graph.edges.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([graph, edges]) => {
        const turned = edges.map(([a, b]) => [b, a] as [number, number]);
        const one = joinComponents(graph, counter());
        const other = joinComponents({ ...graph, edges: turned }, counter());
        assert.deepEqual(one.profileOf, other.profileOf);
        const ends = (merges: typeof one.merges) => merges.map(({ from, into }) => `${from}→${into}`).sort();
        assert.deepEqual(ends(one.merges), ends(other.merges));
      }),
      { numRuns: 1000 },
    );
  });
});

// Which of several told values is the value: the same one in whatever order and grouping they arrive.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  foldAttributes,
  noAttributes,
  type StoredAttributes,
  toDisplayName,
  toStoredAttributes,
  wins,
} from './model.ts';

const telling = (values: Record<string, unknown>, given: object = {}): StoredAttributes =>
  toStoredAttributes(values, {
    id: 1,
    sourceId: 1,
    collectedMs: 1000,
    rank: 50,
    messageId: 'm',
    permissions: 1n,
    ...given,
  });

const one = (given: object) => telling({ plan: 'x' }, given).plan as NonNullable<StoredAttributes[string]>;

describe('wins', () => {
  test('Rank before time before message id', () => {
    const base = one({ rank: 50, collectedMs: 1000, messageId: 'b' });
    assert.ok(wins(one({ rank: 51, collectedMs: 1, messageId: 'a' }), base));
    assert.ok(!wins(one({ rank: 49, collectedMs: 9999, messageId: 'z' }), base));
    assert.ok(wins(one({ collectedMs: 1001, messageId: 'a' }), base));
    assert.ok(!wins(one({ collectedMs: 999, messageId: 'z' }), base));
    assert.ok(
      wins(one({ rank: 50, collectedMs: 1000, messageId: 'b', sourceId: 2 }), base),
      'another source',
    );
    assert.ok(wins(one({ messageId: 'c' }), base));
    assert.ok(!wins(one({ messageId: 'a' }), base));
    assert.ok(wins(base, undefined));
    assert.ok(!wins(base, base));
  });
});

const names = ['plan', 'city', '__proto__', 'constructor', 'toString'];
const tellings = fc.array(
  fc
    .record({
      values: fc.dictionary(fc.constantFrom(...names), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 3 }),
      rank: fc.constantFrom(0, 50, 100),
      collectedMs: fc.integer({ min: 0, max: 3 }),
    })
    .map(({ values, ...given }) => ({ values, given })),
  { minLength: 1, maxLength: 8 },
);

/** Everything folded into one set, in this order. Message ids follow the original places. */
function foldAll(list: { values: Record<string, unknown>; given: object; place: number }[]): string {
  const all = noAttributes();
  for (const { values, given, place } of list)
    foldAttributes(all, telling(values, { ...given, messageId: `m${place}` }));
  return JSON.stringify(Object.entries(all).sort());
}

describe('foldAttributes', () => {
  test('The order of arrival does not matter, nor repetition', () => {
    const arranged = tellings.chain((list) => {
      const placed = list.map((telling, place) => ({ ...telling, place }));
      const all = { minLength: placed.length, maxLength: placed.length };
      return fc.tuple(fc.constant(placed), fc.shuffledSubarray(placed, all), fc.shuffledSubarray(placed));
    });
    fc.assert(
      fc.property(arranged, ([list, shuffled, again]) => {
        assert.equal(foldAll(shuffled), foldAll(list));
        assert.equal(foldAll([...shuffled, ...again]), foldAll(list));
      }),
      { numRuns: 1000 },
    );
  });

  test('Two people who were told of apart and merged know what one would know', () => {
    fc.assert(
      fc.property(tellings, fc.nat(8), (list, cut) => {
        const placed = list.map((telling, place) => ({ ...telling, place }));
        const [left, right] = [placed.slice(0, cut), placed.slice(cut)].map((part) => {
          const set = noAttributes();
          for (const { values, given, place } of part)
            foldAttributes(set, telling(values, { ...given, messageId: `m${place}` }));
          return set;
        }) as [StoredAttributes, StoredAttributes];
        foldAttributes(right, left);
        assert.equal(JSON.stringify(Object.entries(right).sort()), foldAll(placed));
      }),
      { numRuns: 1000 },
    );
  });

  test('It says whether anything changed', () => {
    const set = noAttributes();
    assert.equal(foldAttributes(set, telling({ plan: 'gold' })), true);
    assert.equal(foldAttributes(set, telling({ plan: 'gold' })), false);
    assert.equal(foldAttributes(set, telling({}, { collectedMs: 5000 })), false);
    assert.equal(foldAttributes(set, telling({ plan: null }, { collectedMs: 5000 })), true);
    assert.equal(set.plan?.v, null);
  });
});

describe('toDisplayName', () => {
  const nameOf = (values: Record<string, unknown>): string => toDisplayName((name) => values[name]);
  test('A told name, else first and last, else nothing', () => {
    assert.equal(nameOf({ name: ' Sarah ', first_name: 'S.' }), 'Sarah');
    assert.equal(nameOf({ firstName: 'Sarah', last_name: 'of the shop' }), 'Sarah of the shop');
    assert.equal(nameOf({ lastName: 'Neha' }), 'Neha');
    assert.equal(nameOf({ name: 5, displayName: '' }), '');
    assert.equal(nameOf({}), '');
  });
});

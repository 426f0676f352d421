// Which of several told values is the value, held against a plain rule: the greatest that is greater than every removal.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { fold, isThere, nothingTold, type Standing, type Telling, toStanding, toTellings } from './model.ts';

const tellings: fc.Arbitrary<Telling[]> = fc.array(
  fc.record({
    type: fc.constant('product'),
    id: fc.constant('1'),
    atMs: fc.integer({ min: 0, max: 4 }),
    kind: fc.constantFrom('event', 'api', 'import'),
    source: fc.constantFrom('shop', 'till'),
    messageId: fc.constantFrom(null, 'a', 'b'),
    permissions: fc.constantFrom(null, 1n, 3n),
    person: fc.constantFrom(undefined, null, { type: 'email', value: 'sarah@example.com' }),
    fields: fc.dictionary(
      fc.constantFrom('price', 'name', '__proto__', 'constructor'),
      fc.constantFrom(null, 1, 2, 'x'),
      {
        maxKeys: 3,
      },
    ),
    removed: fc.boolean(),
  }),
  { maxLength: 12 },
);

/** The order, said once more in another way: as one list of what is compared, part by part. */
const rankingOf = (telling: Telling, value?: unknown): (string | number)[] => [
  telling.kind === 'event' ? 0 : 1,
  telling.atMs,
  telling.messageId ?? '',
  telling.source,
  telling.kind,
  telling.permissions === null ? '' : String(telling.permissions),
  ...(value === undefined ? [] : [JSON.stringify(value)]),
];

function isGreater(a: (string | number)[], b: (string | number)[]): boolean {
  const at = a.findIndex((part, i) => part !== b[i]);
  return at !== -1 && (b[at] === undefined || (a[at] as string) > (b[at] as string));
}

function plainValues(told: readonly Telling[]): Map<string, unknown> {
  const removals = told.filter(({ removed }) => removed);
  const best = new Map<string, { value: unknown; ranking: (string | number)[] }>();
  for (const telling of told) {
    if (telling.removed || removals.some((removal) => !isGreater(rankingOf(telling), rankingOf(removal))))
      continue;
    const values = Object.entries(telling.fields);
    if (telling.person !== undefined)
      values.push(['', telling.person && [telling.person.type, telling.person.value]]);
    for (const [field, value] of values) {
      const ranking = rankingOf(telling, value);
      const current = best.get(field);
      if (current === undefined || isGreater(ranking, current.ranking)) best.set(field, { value, ranking });
    }
  }
  return new Map([...best].map(([field, { value }]) => [field, value]));
}

function foldAll(told: readonly Telling[], store = (standing: Standing) => standing): Standing {
  return told.reduce((standing, telling) => {
    fold(standing, telling);
    return store(standing);
  }, nothingTold());
}

const throughJson = (standing: Standing): Standing =>
  toStanding(JSON.parse(JSON.stringify(toTellings(standing))));

const valuesOf = ({ values }: Standing) => new Map([...values].map(([field, { v }]) => [field, v]));

describe('What stands', () => {
  test('It is what the plain rule says, stored after each telling or not', () => {
    fc.assert(
      fc.property(tellings, (told) => {
        assert.deepEqual(valuesOf(foldAll(told)), plainValues(told));
        assert.deepEqual(valuesOf(foldAll(told, throughJson)), plainValues(told));
      }),
      { numRuns: 2000 },
    );
  });

  test('No order, repetition or cut changes it', () => {
    const shuffled = tellings.chain((told) =>
      fc.tuple(
        fc.constant(told),
        fc.shuffledSubarray([...told, ...told], { minLength: told.length * 2, maxLength: told.length * 2 }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([told, again]) => {
        const [once, twice] = [foldAll(told), foldAll(again, throughJson)];
        assert.deepEqual(twice.gone, once.gone);
        assert.deepEqual(new Map(twice.values), new Map(once.values));
      }),
      { numRuns: 2000 },
    );
  });

  test('What was told already changes nothing', () => {
    fc.assert(
      fc.property(tellings, (told) => {
        const standing = foldAll(told);
        for (const telling of told) assert.equal(fold(standing, telling).changed, false);
      }),
    );
  });
});

const base: Telling = {
  ...{ type: 'product', id: '1', atMs: 1000, kind: 'api', source: 'key', messageId: null, permissions: null },
  fields: {},
};

describe('What lost', () => {
  test('A value that was replaced is handed over, the same value is not', () => {
    const standing = foldAll([{ ...base, fields: { price: 5, name: 'Desk' } }]);
    const { lost } = fold(standing, { ...base, atMs: 2000, fields: { price: 6, name: 'Desk' } });
    assert.deepEqual(
      lost.map(({ field, v }) => [field, v]),
      [['price', 5]],
    );
  });

  test('An event neither overwrites what the company told nor fills the history', () => {
    const standing = foldAll([{ ...base, fields: { price: 5 } }]);
    const told = fold(standing, { ...base, kind: 'event', messageId: 'm', atMs: 9000, fields: { price: 1 } });
    assert.deepEqual(told, { changed: false, lost: [] });
    assert.equal(standing.values.get('price')?.v, 5);
  });

  test('A removed object is gone with all its values, and comes back with what is told later alone', () => {
    const standing = foldAll([{ ...base, fields: { price: 5, name: 'Desk' } }]);
    assert.equal(fold(standing, { ...base, atMs: 2000, removed: true }).lost.length, 2);
    assert.equal(isThere(standing), false);
    fold(standing, { ...base, atMs: 1500, fields: { price: 4 } });
    assert.equal(isThere(standing), false, 'told before it was removed');
    fold(standing, { ...base, atMs: 3000, fields: { price: 7 } });
    assert.deepEqual([...valuesOf(standing)], [['price', 7]]);
  });
});

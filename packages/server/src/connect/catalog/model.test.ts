// What stands of tellings, against a naive reading of the rule: in any order, repeated, in whatever batches.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { claimOf, claimsMax } from './claims.ts';
import { foldTellings } from './model.ts';
import { findPerson, isRemoved, listFields } from './standing.ts';
import { compareTellings, type Telling } from './telling.ts';

const value = fc.constantFrom<unknown>(
  1,
  2,
  'é',
  '商品',
  null,
  [1],
  { a: 1, b: null },
  { b: null, a: 1 },
  { a: 1 },
);
const names = ['price', 'title', 'constructor', 'to_string'];
const person = fc.constantFrom<[string, string]>(['email', 'a@example.com'], ['user_id', 'b']);

const telling: fc.Arbitrary<Telling> = fc
  .record({
    t: fc.nat(4),
    k: fc.nat(1),
    s: fc.nat(2),
    m: fc.constantFrom('m1', 'm2', 'm3'),
    r: fc.nat(3),
    values: fc.array(fc.tuple(fc.constantFrom(...names), value), { maxLength: 3 }),
    w: fc.option(person, { nil: undefined, freq: 2 }),
    x: fc.boolean(),
  })
  .map(({ values, w, x, t, k, s, m, r }): Telling => {
    // One message names one person.
    const place = { t, k, s, m: k === 0 && w !== undefined ? `${m} of ${w[1]}` : m };
    // Removals are calls of their own, of the company: none has the place of a telling.
    if (x && t === 2) return { ...place, k: 1, m: `${m}x`, x: true, v: {} };
    const whose = w === undefined ? {} : k === 0 ? { w, r } : { w };
    return { ...place, v: Object.fromEntries(values), ...whose };
  });

/** Whose events a reader takes in: of nobody, of one of the two who may claim an object, of both. */
const readers: readonly string[][] = [[], ['a@example.com'], ['b'], ['a@example.com', 'b']];
const isOf =
  (reader: readonly string[]) =>
  (by: Telling): boolean =>
    claimOf(by) === '' || reader.includes(by.w?.[1] ?? '');

/** The rule, word by word. */
function naive(all: readonly Telling[], reader: readonly string[]) {
  const text = (one: unknown): string => JSON.stringify(one);
  const removal = all
    .filter(({ x }) => x)
    .sort(compareTellings)
    .at(-1);
  const counts = all.filter((one) => !one.x && (removal === undefined || compareTellings(one, removal) > 0));
  const greatest = <Value>(told: { by: Telling; value: Value }[]) =>
    told
      .sort(
        (one, other) =>
          compareTellings(one.by, other.by) || (canonical(one.value) < canonical(other.value) ? -1 : 1),
      )
      .at(-1);
  const canonical = (one: unknown): string => {
    if (typeof one !== 'object' || one === null || Array.isArray(one)) return `${text(one)} ${text(one)}`;
    const sorted = Object.entries(one)
      .filter(([, inner]) => inner !== null)
      .sort(([x], [y]) => (x < y ? -1 : 1));
    return `${text(Object.fromEntries(sorted))} ${text(one)}`;
  };
  const fields = names.flatMap((name) => {
    const won = greatest(
      counts
        .filter(isOf(reader))
        .flatMap((by) => (Object.hasOwn(by.v, name) ? [{ by, value: by.v[name] }] : [])),
    );
    return won === undefined || won.value === null
      ? []
      : [[name, won.value, won.by.t, won.by.m, won.by.k] as const];
  });
  const said = greatest(counts.flatMap((by) => (by.k > 0 && by.w ? [{ by, value: by.w }] : [])));
  const [first] = counts
    .filter((by) => claimOf(by) !== '')
    .sort(
      (one, other) =>
        (one.r ?? 0) - (other.r ?? 0) ||
        one.t - other.t ||
        (one.m < other.m ? -1 : one.m > other.m ? 1 : one.s - other.s),
    );
  const who = said ? [...said.value, said.by.t] : first?.w && [...first.w, first.t];
  return { fields, who, exists: counts.length > 0 };
}

function shown(standing: readonly Telling[], reader: readonly string[]) {
  const fields = listFields(standing, isOf(reader));
  const who = findPerson(standing);
  return {
    fields: names.flatMap((name) => {
      const one = fields.get(name);
      return one === undefined ? [] : [[name, one.value, one.by.t, one.by.m, one.by.k] as const];
    }),
    who: who && [who.type, who.value, who.atMs],
    exists: standing.length > 0 && !isRemoved(standing),
  };
}

const kept = (standing: readonly Telling[]): Telling[] => JSON.parse(JSON.stringify(standing)) as Telling[];

test('what stands is what the rule says', () => {
  fc.assert(
    fc.property(fc.array(telling, { maxLength: 12 }), (all) => {
      const { standing } = foldTellings([], all);
      for (const reader of readers) assert.deepEqual(shown(standing, reader), naive(all, reader));
    }),
    { numRuns: 3000 },
  );
});

test('no order, no repetition and no cut into batches changes what stands', () => {
  const cases = fc.array(telling, { maxLength: 10 }).chain((all) =>
    fc.record({
      all: fc.constant(all),
      other: fc.shuffledSubarray(all, { minLength: all.length }),
      again: fc.subarray(all),
      cuts: fc.array(fc.nat(10), { maxLength: 4 }),
    }),
  );
  fc.assert(
    fc.property(cases, ({ all, other, again, cuts }) => {
      const once = foldTellings([], all).standing;
      const stream = [...other, ...again];
      const ends = [...new Set([...cuts, stream.length])].sort((x, y) => x - y);
      let standing: Telling[] = [];
      let from = 0;
      for (const end of ends) {
        standing = kept(foldTellings(standing, stream.slice(from, end)).standing);
        from = end;
      }
      assert.equal(JSON.stringify(standing), JSON.stringify(kept(once)));
      assert.equal(foldTellings(standing, all).changed, false);
    }),
    { numRuns: 3000 },
  );
});

test('a value that stood and is replaced by another is lost once, and an equal one is not', () => {
  const told = (t: number, price: number): Telling => ({ t, k: 0, s: 1, m: `m${t}`, v: { price } });
  const first = foldTellings([], [told(1, 10), told(3, 12)]);
  assert.deepEqual(
    first.lost.map(({ t, v }) => [t, v.price]),
    [[1, 10]],
  );
  assert.deepEqual(foldTellings(first.standing, [told(4, 12)]).lost, []);
  const late = foldTellings(first.standing, [told(2, 11)]);
  assert.deepEqual([late.changed, late.lost.map(({ t, v }) => [t, v.price])], [false, [[2, 11]]]);
  const owner: Telling = { t: 0, k: 1, s: 0, m: '1', o: 'api', v: { price: 9 } };
  const held = foldTellings(first.standing, [owner]);
  assert.deepEqual(
    held.lost.map(({ v }) => v.price),
    [12],
  );
  assert.deepEqual(foldTellings(held.standing, [told(9, 99)]), { ...held, lost: [], changed: false });
});

const claiming = (userId: string, r: number, v: Record<string, unknown> = { of: userId }): Telling => ({
  ...{ t: 100 - r, k: 0, s: 1, m: `m-${userId}-${r}`, w: ['user_id', userId], r, v },
});

test('an object stays whose event was received first, whatever later ones say of their time', () => {
  const { standing } = foldTellings(
    [],
    [claiming('mine', 1), claiming('thief', 2, { of: 'thief', price: 0 })],
  );
  assert.equal(findPerson(standing)?.value, 'mine');
  const counts = (userId: string) => (by: Telling) => by.w?.[1] === userId;
  assert.deepEqual([...listFields(standing, counts('mine')).keys()], ['of']);
  assert.equal(listFields(standing, counts('mine')).get('of')?.value, 'mine');
  const owner: Telling = { t: 0, k: 1, s: 0, m: '1', o: 'api', w: ['user_id', 'thief'], v: {} };
  assert.equal(findPerson(foldTellings(standing, [owner]).standing)?.value, 'thief');
});

test('a message that comes twice was received when it came first, in whichever order', () => {
  const claim = (t: number, m: string, r: number): Telling => ({
    ...{ t, k: 0, s: 0, m, v: {}, w: ['user_id', 'b'], r },
  });
  const [late, soon, other] = [claim(1, 'm3', 1), claim(1, 'm3', 0), claim(0, 'm1', 0)];
  const once = foldTellings([], [late, soon, other]).standing;
  const before = foldTellings([], [late, other]).standing;
  const after = foldTellings(before, [soon]);
  assert.deepEqual([after.standing, after.changed], [once, true]);
  assert.deepEqual(
    once.map(({ m, r }) => [m, r]),
    [
      ['m1', 0],
      ['m3', 0],
    ],
  );
  assert.equal(foldTellings(once, [late]).changed, false);
});

test('so many claims are kept, and no flood of later ones changes the first', () => {
  const flood = Array.from({ length: 100 }, (_, i) => claiming(`thief-${i}`, i + 2, { of: 'x'.repeat(i) }));
  const { standing } = foldTellings([], [claiming('mine', 1), ...flood]);
  assert.equal(new Set(standing.map(claimOf)).size, claimsMax);
  assert.equal(findPerson(standing)?.value, 'mine');
  assert.equal(foldTellings(standing, flood).changed, false);
});

// Intervals: those of the papers, and what holds of all.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { assignArm, heldOut } from './assignment.ts';
import { toDifference, toRate } from './intervals.ts';

const near = (value: number | null, expected: number, within = 0.0001): void =>
  assert.ok(value !== null && Math.abs(value - expected) < within, `${value} is not near ${expected}`);

describe('A rate', () => {
  test('has the interval of Wilson: the examples of Newcombe 1998', () => {
    // Table I of "Two-sided confidence intervals for the single proportion", method 3.
    for (const [count, of, low, high] of [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ] as const) {
      const rate = toRate(count, of);
      near(rate.low, low);
      near(rate.high, high);
    }
  });

  test('lies in its interval, within 0 and 1, and more people make it narrower', () => {
    const counted = fc
      .integer({ min: 1, max: 100_000 })
      .chain((of) => fc.tuple(fc.integer({ min: 0, max: of }), fc.constant(of)));
    fc.assert(
      fc.property(counted, ([count, of]) => {
        const one = toRate(count, of);
        const more = toRate(count * 4, of * 4);
        assert.ok(0 <= one.low && one.low <= (one.rate as number));
        assert.ok((one.rate as number) <= one.high && one.high <= 1);
        assert.ok(more.high - more.low < one.high - one.low);
        // What did not happen is as sure as what did.
        near(toRate(of - count, of).low, 1 - one.high, 1e-9);
      }),
    );
  });
});

describe('A difference', () => {
  test('has the interval of Newcombe: the examples of his table II, method 10', () => {
    for (const [a, m, b, n, low, high] of [
      [56, 70, 48, 80, 0.0524, 0.3339],
      [9, 10, 3, 10, 0.1705, 0.809],
      [6, 7, 2, 7, 0.0582, 0.8062],
      [5, 56, 0, 29, -0.0381, 0.1926],
      [0, 10, 0, 20, -0.1611, 0.2775],
      [10, 10, 0, 20, 0.6791, 1],
    ] as const) {
      const { low: found, high: foundHigh } = toDifference(toRate(a, m), toRate(b, n));
      near(found, low);
      near(foundHigh, high);
    }
  });

  test('has the p-value of the pooled score test', () => {
    // 56/70 against 48/80: pooled 104/150, z = 0.2 / 0.075467 = 2.6502.
    near(toDifference(toRate(56, 70), toRate(48, 80)).p_value, 0.008045, 0.000005);
    near(toDifference(toRate(50, 100), toRate(51, 100)).p_value, 0.8875, 0.0005);
    assert.equal(toDifference(toRate(0, 10), toRate(0, 20)).p_value, null);
    assert.equal(toDifference(toRate(1, 10), toRate(0, 0)).difference, null);
  });

  test('turned round is the same with the other sign', () => {
    const rate = fc
      .tuple(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }))
      .map(([of, share]) => toRate(Math.round(of * share), of));
    fc.assert(
      fc.property(rate, rate, (one, other) => {
        const [there, back] = [toDifference(one, other), toDifference(other, one)];
        near(there.low, -back.high, 1e-9);
        assert.ok(there.low <= (there.difference as number) && (there.difference as number) <= there.high);
        assert.equal(there.p_value, back.p_value);
      }),
    );
  });
});

describe('An arm', () => {
  const experiment = fc.record({
    holdout: fc.integer({ min: 0, max: 90 }),
    arms: fc
      .uniqueArray(
        fc.record({ name: fc.stringMatching(/^[a-z]{1,5}$/), weight: fc.integer({ min: 1, max: 9 }) }),
        {
          selector: ({ name }) => name,
          maxLength: 4,
        },
      )
      .filter((arms) => arms.every(({ name }) => name !== heldOut)),
  });
  const id = fc.integer({ min: 1, max: 2 ** 50 });

  test('is the same whenever it is asked, and a larger holdout moves nobody between arms', () => {
    fc.assert(
      fc.property(experiment, id, id, (one, campaign, person) => {
        const arm = assignArm(one, campaign, person);
        assert.equal(assignArm(one, campaign, person), arm);
        const fewer = assignArm({ ...one, holdout: one.holdout + 10 }, campaign, person);
        assert.ok(fewer === arm || fewer === heldOut);
        if (arm !== heldOut)
          assert.ok(arm === null ? one.arms.length === 0 : one.arms.some(({ name }) => name === arm));
      }),
    );
  });

  test('comes as often as its weight says, in each campaign independently', () => {
    const asked = {
      holdout: 20,
      arms: [
        { name: 'a', weight: 3 },
        { name: 'b', weight: 1 },
      ],
    };
    const count = new Map<string, number>();
    for (let person = 1; person <= 20_000; person += 1) {
      const both = `${assignArm(asked, 1, person)} ${assignArm(asked, 2, person)}`;
      count.set(both, (count.get(both) ?? 0) + 1);
    }
    const share: Record<string, number> = { a: 0.6, b: 0.2, [heldOut]: 0.2 };
    for (const first of Object.keys(share))
      for (const second of Object.keys(share)) {
        const expected = (share[first] as number) * (share[second] as number) * 20_000;
        const found = count.get(`${first} ${second}`) ?? 0;
        assert.ok(Math.abs(found - expected) < 5 * Math.sqrt(expected), `${first} ${second}: ${found}`);
      }
  });
});

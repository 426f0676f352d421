// Tests of the repeatable chance: it stays the same from release to release, and it is spread as it says.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { randomFrom, uuidFrom } from './random.ts';

describe('a stream of chance', () => {
  it('is the same for the same name and another for another', () => {
    const draw = (name: string) => Array.from({ length: 5 }, randomFrom(name).unit);
    assert.deepEqual(draw('a'), draw('a'));
    assert.notDeepEqual(draw('a'), draw('b'));
  });

  it('spreads evenly, and around the middle where asked', () => {
    const random = randomFrom('spread');
    const draws = Array.from({ length: 100_000 }, () => random.around(20, 2));
    const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
    const variance = draws.reduce((sum, draw) => sum + (draw - mean) ** 2, 0) / draws.length;
    assert.ok(Math.abs(mean - 20) < 0.05, `mean ${mean}`);
    assert.ok(Math.abs(Math.sqrt(variance) - 2) < 0.05, `deviation ${Math.sqrt(variance)}`);
    const ones = Array.from({ length: 40_000 }, () => random.whole(1, 4)).filter((draw) => draw === 1);
    assert.ok(
      Math.abs(ones.length - 10_000) < 400,
      `${ones.length} of 40,000 dice with four sides show a one`,
    );
    const heavy = Array.from({ length: 10_000 }, () =>
      random.weighted([
        ['rare', 1],
        ['often', 9],
      ] as const),
    );
    assert.ok(Math.abs(heavy.filter((choice) => choice === 'rare').length - 1_000) < 150);
  });

  it('draws different elements, all of them when asked for more', () => {
    const random = randomFrom('some');
    assert.equal(new Set(random.some([1, 2, 3, 4, 5], 3)).size, 3);
    assert.deepEqual(random.some([1, 2, 3], 9).sort(), [1, 2, 3]);
    assert.throws(() => random.pick([]), /empty/);
  });

  it('makes UUIDs that always belong to their name', () => {
    assert.match(uuidFrom('x'), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.equal(uuidFrom('x'), uuidFrom('x'));
    const many = new Set(Array.from({ length: 100_000 }, (_, n) => uuidFrom(`fact ${n}`)));
    assert.equal(many.size, 100_000);
  });
});

// How sure a rate is, and how sure a difference between two.
//
// A rate of few people is uncertain, and near 0 or 1, where rates of campaigns lie, the textbook interval (Wald) is wrong: it misses the
// true rate far more often than it says and reaches below 0. So a rate has the interval of Wilson (E. B. Wilson, "Probable Inference,
// the Law of Succession, and Statistical Inference", JASA 22, 1927), without continuity correction; and a difference that of Newcombe
// (R. G. Newcombe, "Interval Estimation for the Difference Between Independent Proportions", Statistics in Medicine 17, 1998, method
// 10), which puts two intervals of Wilson together.
export type Rate = { of: number; count: number; rate: number | null; low: number; high: number };
export type Difference = { difference: number | null; low: number; high: number; p_value: number | null };

/** 95 %. */
const z = 1.959963984540054;

/** Of nobody nothing is known. */
export function toRate(count: number, of: number): Rate {
  if (of === 0) return { of, count, rate: null, low: 0, high: 1 };
  const share = count / of;
  const middle = (share + z ** 2 / (2 * of)) / (1 + z ** 2 / of);
  const half = (z / (1 + z ** 2 / of)) * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2));
  // Where all or none did, the interval ends there; floating point would end it a hair beside.
  const low = count === 0 ? 0 : Math.max(0, middle - half);
  const high = count === of ? 1 : Math.min(1, middle + half);
  return { of, count, rate: share, low, high };
}

/** `one` less `other`. */
export function toDifference(one: Rate, other: Rate): Difference {
  if (one.rate === null || other.rate === null) return { difference: null, low: -1, high: 1, p_value: null };
  const difference = one.rate - other.rate;
  const below = Math.hypot(one.rate - one.low, other.high - other.rate);
  const above = Math.hypot(one.high - one.rate, other.rate - other.low);
  return {
    difference,
    low: Math.max(-1, difference - below),
    high: Math.min(1, difference + above),
    p_value: toPValue(one, other),
  };
}

/** Two-sided, of the score test with the pooled rate: as if there were no difference. Null where everybody did the same. */
function toPValue(one: Rate, other: Rate): number | null {
  const pooled = (one.count + other.count) / (one.of + other.of);
  const deviation = Math.sqrt(pooled * (1 - pooled) * (1 / one.of + 1 / other.of));
  if (deviation === 0) return null;
  const score = Math.abs((one.rate as number) - (other.rate as number)) / deviation;
  return Math.min(1, 2 * upperTail(score));
}

/**
 * Of the normal distribution, beyond `x` ≥ 0: the continued fraction of Laplace, or the series near 0, each where it converges fast
 * (Abramowitz and Stegun, 26.2.11 and 26.2.14).
 */
function upperTail(x: number): number {
  const density = Math.exp(-(x ** 2) / 2) / Math.sqrt(2 * Math.PI);
  if (x < 2.5) {
    let [term, sum] = [x, x];
    for (let k = 1; k < 100; k += 1) {
      term *= x ** 2 / (2 * k + 1);
      sum += term;
    }
    return 0.5 - density * sum;
  }
  let fraction = x;
  for (let k = 100; k >= 1; k -= 1) fraction = x + k / fraction;
  return density / fraction;
}

// The oracle's groups of scores: where a value falls among the limits of a full computation.

/** The limits between groups: for each k the smallest value that at least k ÷ groups of all values do not exceed. */
export function limitsAmong(values: readonly number[], groups: number): number[] | undefined {
  const sorted = values.toSorted((x, y) => x - y);
  if (sorted.length === 0) return undefined;
  return Array.from({ length: groups - 1 }, (_, index) => {
    const k = index + 1;
    // Multiplied out, since a fraction of doubles may fall on the wrong side.
    const limit = sorted.find((value) => atMost(sorted, value) * groups >= k * sorted.length);
    if (limit === undefined) throw new Error('no value is at most the greatest');
    return limit;
  });
}

const atMost = (values: readonly number[], value: number): number =>
  values.filter((other) => other <= value).length;

/** The group of a value, from 1; missing where the value is no number and where there are no limits yet. */
export function groupOf(
  value: unknown,
  limits: readonly number[] | undefined,
  groups: number,
  reversed: boolean,
): number | undefined {
  if (typeof value !== 'number' || limits === undefined) return undefined;
  const index = limits.findIndex((limit) => value <= limit);
  const group = index === -1 ? groups : index + 1;
  return reversed ? groups + 1 - group : group;
}

// Days put together so that each bar of a chart can be seen: one bar a day, and for long periods one a week.

export type Span<Day> = { from: string; to: string; days: Day[] };

const DAY_MS = 86_400_000;
/** More bars than this are too narrow to be pointed at. */
const barsMax = 92;

const toDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Every span of the period, also those in which nothing happened. The last one ends with the period. */
export function toSpans<Day extends { day: string }>(
  from: string,
  to: string,
  days: readonly Day[],
): Span<Day>[] {
  const [first, last] = [Date.parse(from), Date.parse(to)];
  const length = (last - first) / DAY_MS + 1 > barsMax ? 7 : 1;
  const spans: Span<Day>[] = [];
  for (let end = last; end >= first; end -= length * DAY_MS) {
    const [start, until] = [toDay(Math.max(first, end - (length - 1) * DAY_MS)), toDay(end)];
    spans.push({ from: start, to: until, days: days.filter(({ day }) => day >= start && day <= until) });
  }
  return spans.reverse();
}

export const sumOf = <Day>(days: readonly Day[], of: (day: Day) => number): number =>
  days.reduce((sum, day) => sum + of(day), 0);

/** Of the visitors of these days, each counted once a day, those with a signal; undefined where nobody came. */
export function signalShare(
  days: readonly { people: number; people_signalled: number }[],
): number | undefined {
  const people = sumOf(days, (day) => day.people);
  return people === 0 ? undefined : sumOf(days, (day) => day.people_signalled) / people;
}

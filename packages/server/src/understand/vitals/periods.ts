// The two periods that are compared: the last days up to now, and as many before them.

export type Periods = {
  zone: string;
  days: number;
  /** The first days of both. */
  firstDay: Temporal.PlainDate;
  firstDayBefore: Temporal.PlainDate;
  nowMs: number;
  fromMs: number;
  beforeFromMs: number;
  /** Today is not over yet, so the last day of the period before ends at the same time of day: what is compared is as long. */
  beforeUntilMs: number;
};

/** Days begin at midnight in the zone. */
export function toPeriods(nowMs: number, zone: string, days: number): Periods {
  const now = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(zone);
  const firstDay = now.toPlainDate().subtract({ days: days - 1 });
  const firstDayBefore = firstDay.subtract({ days });
  const startMsOf = (day: Temporal.PlainDate): number => day.toZonedDateTime(zone).epochMilliseconds;
  return {
    ...{ zone, days, firstDay, firstDayBefore, nowMs },
    fromMs: startMsOf(firstDay),
    beforeFromMs: startMsOf(firstDayBefore),
    beforeUntilMs: now.subtract({ days }).epochMilliseconds,
  };
}

/** All days of a period, as `2026-11-27`. */
export const listDays = (first: Temporal.PlainDate, days: number): string[] =>
  Array.from({ length: days }, (_, i) => first.add({ days: i }).toString());

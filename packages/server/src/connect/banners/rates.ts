// How often a banner was shown and how it was answered, by language and by day. Sums alone: nobody is told.
import { type Outcome, outcomes } from './model.ts';
import type { CountRow } from './store.ts';

type Sums = Record<Outcome, number> & {
  /** Shown, and left without an answer. */
  ignored: number;
  /** Of those to whom it was shown; null where it was shown to nobody. */
  rates: Record<'accepted' | 'rejected' | 'chosen' | 'ignored', number> | null;
};

export const toRates = (rows: readonly CountRow[]) => ({
  total: sumOf(rows),
  languages: [...Map.groupBy(rows, ({ language }) => language)]
    .map(([language, own]) => ({ language, ...sumOf(own) }))
    .toSorted((a, b) => b.shown - a.shown),
  days: [...Map.groupBy(rows, ({ day }) => day)].map(([day, own]) => ({ day, ...sumOf(own) })),
});

function sumOf(rows: readonly CountRow[]): Sums {
  const sums = Object.fromEntries(
    outcomes.map((outcome) => [
      outcome,
      rows.filter((row) => row.outcome === outcome).reduce((sum, { times }) => sum + times, 0),
    ]),
  ) as Record<Outcome, number>;
  const answered = sums.accepted + sums.rejected + sums.chosen;
  // An answer to what was shown before midnight, or before the sums were kept, has nothing that it answers.
  const shown = Math.max(sums.shown, answered);
  const ignored = shown - answered;
  const rate = (times: number): number => times / shown;
  return {
    ...sums,
    ignored,
    rates:
      shown === 0
        ? null
        : {
            ...{ accepted: rate(sums.accepted), rejected: rate(sums.rejected) },
            ...{ chosen: rate(sums.chosen), ignored: rate(ignored) },
          },
  };
}

// What a benchmark answers: one figure beside its yardstick, and whether it holds.

export type Question = {
  /** As it stands in the table. */
  asked: string;
  unit: '×' | 'events/s' | 'messages/s' | 'decisions/s' | 'presses' | 'kB' | 'ms' | 'µs' | 'GiB' | 's';
  /** Whether more is better or less. */
  better: 'more' | 'less';
  /** What it must reach now, and where we are going. */
  floor: number;
  goal: number;
};

export type Found = {
  /** The figure that is held against the floor, in the question's unit. */
  figure: number;
  /** What was measured, and the yardstick of the same run, in words. */
  measured: string;
  yardstick: string;
};

export type Answer = Question & Found & { holds: boolean };

/** 1 for the real run; a smaller number makes every benchmark smaller, to try whether it works. */
export const scale = Number(process.env.BENCH_SCALE ?? 1);
if (!(scale > 0 && scale <= 1)) throw new Error('BENCH_SCALE must be more than 0 and at most 1');

/** A count or a number of seconds at the scale of this run. */
export const sized = (full: number, min = 1): number => Math.max(min, Math.round(full * scale));

/** Prints the answer, and hands it to `run.ts` when that started this process. */
export function tell(question: Question, found: Found): void {
  const { figure } = found;
  const holds = question.better === 'more' ? figure >= question.floor : figure <= question.floor;
  const answer: Answer = { ...question, ...found, holds };
  process.stdout.write(
    `${question.asked}\n  measured   ${found.measured}\n  yardstick  ${found.yardstick}\n` +
      `  figure     ${toText(answer, figure)} (floor ${toBound(answer, 'floor')}, goal ${toBound(answer, 'goal')}): ${holds ? 'holds' : 'SHORT'}\n`,
  );
  if (process.connected) process.send?.(answer);
}

/** `12,345 events/s`, `0.42`, `3.1 ms`. */
export function toText({ unit }: Question, figure: number): string {
  if (unit === '×') return figure.toFixed(2);
  return `${toNumber(figure)} ${unit}`;
}

/** `≥ 0.25`, or `≤ 150 ms` where less is better. */
export const toBound = (question: Question, bound: 'floor' | 'goal'): string =>
  `${question.better === 'more' ? '≥' : '≤'} ${toText(question, question[bound])}`;

/** Three figures that mean something, with commas between thousands. */
export const toNumber = (value: number): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: value >= 100 ? 0 : value >= 10 ? 1 : 2 });

/** The value below which `share` (0 to 1) of the values lie. */
export function percentile(values: ArrayLike<number>, share: number): number {
  const sorted = Float64Array.from(values).sort();
  if (sorted.length === 0) throw new Error('There is nothing to take a percentile of');
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1))] as number;
}

export const median = (values: ArrayLike<number>): number => percentile(values, 0.5);

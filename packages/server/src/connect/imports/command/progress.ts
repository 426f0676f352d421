// The progress of an import: a bar that stays in place on a terminal, a line now and then elsewhere.

export type ProgressState = {
  rows: number;
  rowsTotal?: number | undefined;
  bytesRead: number;
  bytes: number;
  rejects: number;
};

export type Progress = {
  update(state: ProgressState): void;
  /** A line of its own, above the bar. */
  note(text: string): void;
  /** Removes the bar. */
  end(): void;
};

type Output = { write(text: string): unknown; isTTY?: boolean | undefined; columns?: number | undefined };

const redrawMs = 100;
const lineMs = 5000;
/** The rate is that of about the last ten seconds, so that the time left follows what happens now. */
const rateWindowMs = 10_000;

/** `firstRow` is where this run began: rows of an earlier run do not count for the rate. */
export function showProgress(
  output: Output,
  firstRow: number,
  now: () => number = () => performance.now(),
): Progress {
  const bar = output.isTTY === true;
  const points: { at: number; rows: number; done: number }[] = [{ at: now(), rows: firstRow, done: 0 }];
  let shownAt = bar ? Number.NEGATIVE_INFINITY : now();

  function clear(): void {
    if (bar) output.write('\r\x1b[2K');
  }

  return {
    update(state) {
      const at = now();
      const done = toShare(state);
      if (points.length === 1 && points[0]?.done === 0)
        points[0].done = done - (done * (state.rows - firstRow)) / Math.max(state.rows, 1);
      if (at - shownAt < (bar ? redrawMs : lineMs)) return;
      shownAt = at;
      points.push({ at, rows: state.rows, done });
      while (points.length > 2 && at - (points[1]?.at ?? at) > rateWindowMs) points.shift();
      const [first, last] = [points[0], points.at(-1)];
      if (first === undefined || last === undefined) return;
      const text = describe(
        state,
        (last.rows - first.rows) / seconds(first, last),
        (last.done - first.done) / seconds(first, last) || 0,
        bar ? (output.columns ?? 80) : 0,
      );
      clear();
      output.write(bar ? text : `${text}\n`);
    },
    note(text) {
      clear();
      output.write(`${text}\n`);
    },
    end: clear,
  };
}

const seconds = (first: { at: number }, last: { at: number }): number =>
  Math.max(last.at - first.at, 1) / 1000;

/** How much of the file is done, 0 to 1. */
const toShare = ({ rows, rowsTotal, bytesRead, bytes }: ProgressState): number =>
  Math.min(1, rowsTotal === undefined ? bytesRead / Math.max(bytes, 1) : rows / Math.max(rowsTotal, 1));

function describe(
  state: ProgressState,
  rowsPerSecond: number,
  sharePerSecond: number,
  width: number,
): string {
  const share = toShare(state);
  const left = sharePerSecond > 0 ? `${formatDuration((1 - share) / sharePerSecond)} left` : '';
  const parts = [
    `${Math.floor(share * 100)} %`,
    `${formatCount(state.rows)} rows`,
    `${formatCount(rowsPerSecond)} rows/s`,
    left,
    state.rejects > 0 ? `${formatCount(state.rejects)} rejected` : '',
  ];
  const text = parts.filter((part) => part !== '').join('  ');
  const room = Math.min(30, width - text.length - 4);
  if (room < 8) return text.slice(0, width > 0 ? width - 1 : undefined);
  const filled = Math.round(share * room);
  return `${'█'.repeat(filled)}${'░'.repeat(room - filled)}  ${text}`;
}

export const formatCount = (count: number): string => Math.round(count).toLocaleString('en');

/** `0:07`, `12:34`, `3:05:00`. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const two = (part: number): string => String(part).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

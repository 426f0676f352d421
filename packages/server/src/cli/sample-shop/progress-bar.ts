// A progress bar for the terminal: share, count, rate and time left. Where there is no terminal, a line now and then.

/** How far some work is. A new label begins a new line; `total` is 0 where nothing can be counted. */
export type Progress = {
  label: string;
  done: number;
  total: number;
  /** What is counted, where it is not what the bar counts otherwise. */
  unit?: string;
};

export type ProgressBar = {
  update(progress: Progress): void;
  /** Draws the last state and ends the line. */
  end(): void;
};

type Screen = { write(text: string): unknown; isTTY?: boolean; columns?: number };

export type ProgressBarOptions = {
  /** What is counted. */
  unit?: string;
  /** Milliseconds of a clock that only moves on. */
  elapsed?: () => number;
};

const barWidth = 24;
const redrawMs = 100;
const lineMs = 3_000;

/** A bar on `stream`, usually `process.stdout` or `process.stderr`. Writes nothing before the first update. */
export function progressBar(
  stream: Screen,
  { unit = 'messages', elapsed = () => performance.now() }: ProgressBarOptions = {},
): ProgressBar {
  const pause = stream.isTTY ? redrawMs : lineMs;
  let label = '';
  let startedAt = 0;
  let drawnAt = 0;
  let latest = '';
  let drawn = '';
  const draw = () => {
    if (latest === drawn) return;
    drawn = latest;
    drawnAt = elapsed();
    // "Erase to the end of the line" wipes what a longer line before has left behind.
    stream.write(stream.isTTY ? `\r${latest.slice(0, (stream.columns ?? 80) - 1)}\x1b[K` : `${latest}\n`);
  };
  const end = () => {
    draw();
    if (stream.isTTY && drawn !== '') stream.write('\n');
    latest = '';
    drawn = '';
  };
  return {
    update(progress) {
      const isNew = progress.label !== label;
      if (isNew) {
        end();
        label = progress.label;
        startedAt = elapsed();
      }
      const seconds = (elapsed() - startedAt) / 1000;
      const bar = stream.isTTY && progress.total > 0 ? `${toBar(progress)} ` : '';
      latest = `${label} ${bar}${toProgressText({ unit, ...progress, seconds })}`.trimEnd();
      if (isNew || elapsed() - drawnAt >= pause) draw();
    },
    end,
  };
}

type Count = { done: number; total: number };

const toBar = (count: Count): string => {
  const filled = Math.floor(barWidth * shareOf(count));
  return '█'.repeat(filled) + '░'.repeat(barWidth - filled);
};

/** Such as "54 %, 74,112 of 137,314 messages, 11,240/s, 6 s left"; empty where nothing is counted. */
export function toProgressText({
  done,
  total,
  seconds,
  unit,
}: Count & { seconds: number; unit: string }): string {
  if (total === 0) return '';
  const share = `${Math.floor(100 * shareOf({ done, total }))} %, ${toCount(done)} of ${toCount(total)} ${unit}`;
  if (done === 0 || seconds <= 0) return share;
  const rate = done / seconds;
  const left = done >= total ? `${toDuration(seconds)} in all` : `${toDuration((total - done) / rate)} left`;
  return `${share}, ${toCount(Math.round(rate))}/s, ${left}`;
}

const shareOf = ({ done, total }: Count): number => Math.min(1, done / total);

const toCount = (count: number): string => count.toLocaleString('en-US');

function toDuration(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 90 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

// A chart over time. What a period holds is said above the drawing, by pointing or by arrow keys, and all of it in a table.
import { type KeyboardEvent, lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import { useTranslation } from '../../language/index.ts';
import { Bone, Loading } from '../skeleton.tsx';
import styles from './chart.module.css';
import { Frame } from './frame.tsx';
import { type Series, type TimeShape, toTimeOption } from './time-option.ts';

const Drawing = lazy(() => import('./drawing.tsx'));

type TimeChartProps = TimeShape & {
  label: string;
  /** The moments or days at which the periods begin, oldest first. */
  periods: readonly string[];
  /** A period in words, and as short as an axis needs it. */
  atWords: (period: string) => string;
  atShort?: (period: string) => string;
  /** A value in words: "1,204 events"; `index` is the period, `isBefore` whether it is that of the period before. */
  valueWords: (value: number, index: number, isBefore: boolean) => string;
  valueShort: (value: number) => string;
  height?: number;
  aside?: ReactNode;
  headline?: ReactNode;
  /** What would fill it, where nothing is there at all. */
  empty?: string;
};

export function TimeChart(props: TimeChartProps) {
  const { label, periods, atWords, valueWords, series, before, aside, headline } = props;
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<number>();
  const lines = before ? [...series, before] : series;
  const isEmpty = lines.every(({ values }) => values.every((value) => !value));
  const say = (line: Series, index: number): string => {
    const value = line.values[index];
    return value === null || value === undefined ? '–' : valueWords(value, index, line === before);
  };
  const table = {
    head: [t('ui.chart.time'), ...(lines.length === 1 ? [label] : lines.map(({ name }) => name))],
    rows: periods
      .map((period, index) => ({
        key: period,
        cells: [atWords(period), ...lines.map((line) => say(line, index))],
      }))
      .toReversed(),
  };
  const single = lines.length === 1 ? lines[0] : undefined;
  const readOut =
    single && chosen !== undefined && periods[chosen] !== undefined
      ? t('ui.chart.at', { at: atWords(periods[chosen]), value: say(single, chosen) })
      : undefined;
  return (
    <Frame
      label={label}
      aside={aside}
      headline={headline}
      table={table}
      empty={isEmpty ? props.empty : undefined}
    >
      {single ? (
        // Its height is there before anything is said, so that nothing moves below the pointer.
        <p className={styles.key} aria-live="polite">
          <span className={styles.value}>{readOut}</span>
        </p>
      ) : (
        <Key
          lines={lines}
          before={before}
          at={chosen === undefined ? undefined : periods[chosen] && atWords(periods[chosen])}
          worthOf={(line) => (chosen === undefined ? line.total : say(line, chosen))}
        />
      )}
      <Plot {...props} chosen={chosen} onChoose={setChosen} />
    </Frame>
  );
}

type PlotProps = TimeChartProps & {
  chosen: number | undefined;
  onChoose: (index: number | undefined) => void;
};

function Plot({ chosen, onChoose, height = 148, ...props }: PlotProps) {
  const { periods, series, before, level, top, unfinished, atWords, atShort = atWords, valueShort } = props;
  // Made anew only where something else is to be drawn: the words are made of nothing but the language.
  const key = JSON.stringify([
    periods.map(atShort),
    series,
    before,
    level,
    top,
    unfinished,
    valueShort(1234.5),
  ]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` holds all of it.
  const option = useMemo(
    () => (palette: Parameters<typeof toTimeOption>[2]) =>
      toTimeOption(
        { series, before, level, top, unfinished },
        { at: (index) => atShort(periods[index] ?? ''), value: valueShort },
        palette,
      ),
    [key],
  );

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    onChoose(Math.max(0, Math.min(periods.length - 1, (chosen ?? periods.length) + step)));
  }

  return (
    <div
      className={styles.plot}
      role="img"
      aria-label={props.label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys read the periods out one by one.
      tabIndex={0}
      onKeyDown={onKeyDown}
      onBlur={() => onChoose(undefined)}
    >
      <Suspense
        fallback={
          <Loading>
            <Bone height={height} />
          </Loading>
        }
      >
        <Drawing option={option} height={height} chosen={chosen} onChoose={onChoose} />
      </Suspense>
    </div>
  );
}

/** The names of what is drawn, each with what it comes to: of the chosen period, else of all. */
function Key({
  lines,
  before,
  at,
  worthOf,
}: {
  lines: readonly Series[];
  before: Series | undefined;
  at: string | undefined;
  worthOf: (line: Series) => string | undefined;
}) {
  return (
    <p className={styles.key} aria-live="polite">
      {at && <span className={styles.at}>{at}</span>}
      {lines.map((line) => (
        <span key={line.name} className={styles.item}>
          <span
            className={line === before ? styles.dashes : styles[line.tone ?? 'main']}
            aria-hidden="true"
          />
          {line.name} <span className={styles.value}>{worthOf(line)}</span>
        </span>
      ))}
    </p>
  );
}

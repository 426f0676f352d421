// A small bar chart over time in plain SVG: zero baseline, empty periods shown, a value on hover, a table behind.
import { IconChartBar, IconTable } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useTranslation } from '../../language/index.ts';
import { IconButton } from '../button.tsx';
import styles from './bar-chart.module.css';

/** `words` says the value where it alone does not say enough: "12 % · 34 of 280". */
export type Bar = { at: string; value: number; words?: string };

type BarChartProps = {
  bars: Bar[];
  /** What the chart shows, for screen readers and above the table: "Events accepted per minute". */
  label: string;
  /** A value in words: "1,204 events". */
  valueWords: (value: number) => string;
  /** A moment in words: "14:32". */
  atWords: (at: string) => string;
  height?: number;
  /** What the full height stands for, where several charts are compared; absent: the highest bar. */
  top?: number;
  tone?: 'plain' | 'bad';
  /** A direct label at the right of the title. */
  aside?: ReactNode;
};

export function BarChart({
  bars,
  label,
  valueWords,
  atWords,
  height = 96,
  top = 0,
  tone = 'plain',
  aside,
}: BarChartProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<number>();
  const [asTable, setAsTable] = useState(false);
  const full = Math.max(1, top, ...bars.map((bar) => bar.value));
  const picked = chosen === undefined ? undefined : bars[chosen];

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    setChosen((before) => Math.max(0, Math.min(bars.length - 1, (before ?? bars.length) + step)));
  }

  return (
    <figure className={styles.chart}>
      <figcaption className={styles.caption}>
        <span className={styles.label}>{label}</span>
        <span className={styles.value} aria-live="polite">
          {picked ? `${atWords(picked.at)} · ${picked.words ?? valueWords(picked.value)}` : aside}
        </span>
        <IconButton
          label={asTable ? t('ui.chart.asChart') : t('ui.chart.asTable')}
          onClick={() => setAsTable(!asTable)}
        >
          {asTable ? <IconChartBar /> : <IconTable />}
        </IconButton>
      </figcaption>
      {asTable ? (
        <BarTable bars={bars} label={label} valueWords={valueWords} atWords={atWords} />
      ) : (
        <>
          <svg
            className={styles.svg}
            viewBox={`0 0 ${bars.length * 8} ${height}`}
            height={height}
            preserveAspectRatio="none"
            role="img"
            aria-label={label}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys read the bars out one by one.
            tabIndex={0}
            onKeyDown={onKeyDown}
            onBlur={() => setChosen(undefined)}
            onMouseLeave={() => setChosen(undefined)}
            onMouseMove={(event) => {
              const box = event.currentTarget.getBoundingClientRect();
              setChosen(Math.floor(((event.clientX - box.left) / box.width) * bars.length));
            }}
          >
            {bars.map((bar, index) => {
              const size = bar.value === 0 ? 0 : Math.max(2, (bar.value / full) * (height - 2));
              return (
                <g key={bar.at}>
                  <rect x={index * 8 + 1} y={height - 1} width={6} height={1} className={styles.floor} />
                  <rect
                    x={index * 8 + 1}
                    y={height - size}
                    width={6}
                    height={size}
                    className={index === chosen ? styles.chosen : tone === 'bad' ? styles.bad : styles.bar}
                  />
                </g>
              );
            })}
          </svg>
          <div className={styles.axis} aria-hidden="true">
            <span>{bars[0] && atWords(bars[0].at)}</span>
            <span>
              {t('ui.chart.highest', { value: valueWords(Math.max(0, ...bars.map((bar) => bar.value))) })}
            </span>
            <span>{t('ui.chart.now')}</span>
          </div>
        </>
      )}
    </figure>
  );
}

function BarTable({ bars, label, valueWords, atWords }: BarChartProps) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
    <section className={styles.tableScroll} tabIndex={0} aria-label={label}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('ui.chart.time')}</th>
            <th scope="col">{label}</th>
          </tr>
        </thead>
        <tbody>
          {bars.toReversed().map((bar) => (
            <tr key={bar.at}>
              <td>{atWords(bar.at)}</td>
              <td>{bar.words ?? valueWords(bar.value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

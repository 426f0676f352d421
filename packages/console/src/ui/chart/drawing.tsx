// A drawing of the library inside our page: it follows the theme and the width, and says which period is pointed at.
import type { EChartsOption, EChartsType } from 'echarts';
import { useEffect, useRef } from 'react';
import styles from './chart.module.css';
import { init } from './engine.ts';
import { type Palette, readPalette } from './palette.ts';

/** The member asked for less motion. */
const isStill = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

type DrawingProps = {
  option: (palette: Palette) => EChartsOption;
  height: number;
  /** The period that is read out. */
  chosen?: number | undefined;
  onChoose?: (index: number | undefined) => void;
};

export default function Drawing({ option, height, chosen, onChoose }: DrawingProps) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(undefined);
  const tell = useRef(onChoose);
  tell.current = onChoose;
  const latest = useRef(option);
  latest.current = option;

  function draw() {
    chart.current?.setOption({ ...latest.current(readPalette()), animation: !isStill() }, { notMerge: true });
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: made once; what it draws is kept in refs.
  useEffect(() => {
    if (!place.current) return;
    const made = init(place.current, null, { renderer: 'svg' });
    chart.current = made;
    made.on('updateAxisPointer', (event) => {
      const { axesInfo } = event as { axesInfo?: { value: number }[] };
      if (axesInfo?.[0]) tell.current?.(axesInfo[0].value);
    });
    made.getZr().on('globalout', () => tell.current?.(undefined));
    const width = new ResizeObserver(() => made.resize());
    width.observe(place.current);
    const theme = new MutationObserver(draw);
    theme.observe(document.documentElement, { attributeFilter: ['data-mantine-color-scheme'] });
    return () => {
      width.disconnect();
      theme.disconnect();
      made.dispose();
      chart.current = undefined;
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: drawn anew when what it shows is another.
  useEffect(draw, [option, height]);
  useEffect(() => {
    chart.current?.dispatchAction(
      chosen === undefined ? { type: 'hideTip' } : { type: 'showTip', seriesIndex: 0, dataIndex: chosen },
    );
  }, [chosen]);

  return <div ref={place} className={styles.drawing} style={{ height }} aria-hidden="true" />;
}

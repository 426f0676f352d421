// What a chart of ranks looks like, for the drawing library: one bar for each row, from zero, with its value beside it.
import type { EChartsOption } from 'echarts';
import type { Palette } from './palette.ts';

export type Rank = { value: number; words: string };

export const RANK_HEIGHT = 36;
/** Of small text, in pixels: room for the words beside the longest bar. */
const CHARACTER_WIDTH = 6.6;
const WIDE_CHARACTER_WIDTH = 12;
const WIDE = /[%MWmw\u2e80-\uffff]/;
const GAP = 6;

/** Chinese characters are as wide as they are high, and a few others nearly so. */
const widthOf = (words: string): number =>
  [...words].reduce(
    (sum, character) => sum + (WIDE.test(character) ? WIDE_CHARACTER_WIDTH : CHARACTER_WIDTH),
    0,
  );

export function toRankOption(ranks: readonly Rank[], palette: Palette): EChartsOption {
  const values = ranks.map(({ value }) => value);
  const [most, least] = [Math.max(0, ...values), Math.min(0, ...values)];
  const room = GAP + Math.max(0, ...ranks.map(({ words }) => widthOf(words)));
  return {
    animationDuration: 250,
    grid: { left: 1, right: room, top: 0, bottom: 0, outerBoundsMode: 'none' },
    xAxis: {
      type: 'value',
      show: false,
      ...{ min: least, max: most === least ? 1 : most },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: ranks.map((_, index) => index),
      axisLabel: { show: false },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: palette.floor } },
    },
    series: [
      {
        type: 'bar',
        barWidth: 14,
        emphasis: { disabled: true },
        itemStyle: { color: palette.main },
        data: ranks.map(({ value, words }) => ({
          value,
          itemStyle: { borderRadius: value < 0 ? [2, 0, 0, 2] : [0, 2, 2, 0] },
          label: {
            show: true,
            // Of a bar to the left the words stand on the free side of zero.
            ...(value < 0
              ? { position: ['100%', '50%'], align: 'left', verticalAlign: 'middle', offset: [GAP, 0] }
              : { position: 'right', distance: GAP }),
            formatter: () => words,
            ...{ fontFamily: palette.font, fontSize: 12, color: palette.text },
          },
        })),
      },
    ],
  };
}

// What a chart over time looks like, for the drawing library: bars from zero, the period before as a line, the highest named.
import type { BarSeriesOption, EChartsOption, LineSeriesOption } from 'echarts';
import type { Palette, Tone } from './palette.ts';

export type Series = {
  name: string;
  /** One for each period; null where nothing is known. */
  values: readonly (number | null)[];
  tone?: Tone;
  /** Beside the name while no period is chosen: what the whole comes to. */
  total?: string;
};

export type TimeShape = {
  /** On top of each other. */
  series: readonly Series[];
  before?: Series | undefined;
  /** A level that lasts is a line; what happened in each period is bars. */
  level?: boolean | undefined;
  /** What the full height stands for, where several charts are compared. */
  top?: number | undefined;
  /** The last period is not over. */
  unfinished?: boolean | undefined;
};

type Words = { at: (index: number) => string; value: (value: number) => string };

/** Room for the direct label above the highest bar. */
const LABEL_HEIGHT = 20;
const LABELS_MAX = 4;

export function toTimeOption(shape: TimeShape, words: Words, palette: Palette): EChartsOption {
  const { series, before, level, top } = shape;
  const count = Math.max(0, ...series.map(({ values }) => values.length));
  const small = { fontFamily: palette.font, fontSize: 12, color: palette.quiet };
  const named = chooseNamed(count);
  return {
    animationDuration: 250,
    grid: { left: 0, right: 0, top: LABEL_HEIGHT, bottom: 5, outerBoundsMode: 'same' },
    // Shown by us, in the line above the drawing, so that it is read out and covers nothing.
    tooltip: { trigger: 'axis', showContent: false, axisPointer: { type: 'shadow' } },
    xAxis: {
      type: 'category',
      data: Array.from({ length: count }, (_, index) => words.at(index)),
      boundaryGap: !level,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: palette.floor } },
      axisLabel: {
        ...small,
        interval: (index: number) => named.has(index),
        alignMinLabel: 'left',
        alignMaxLabel: 'right',
        hideOverlap: true,
      },
      axisPointer: { label: { show: false } },
    },
    yAxis: {
      type: 'value',
      min: 0,
      ...(top ? { max: toRound(top), interval: toRound(top) / 2 } : { splitNumber: 2 }),
      ...(isWhole(series, before) ? { minInterval: 1 } : {}),
      axisLabel: { ...small, formatter: words.value },
      splitLine: { lineStyle: { color: palette.line } },
      axisPointer: { show: false },
    },
    series: [
      ...series.map((_, index) =>
        level ? toLevel(shape, index, words, palette) : toBars(shape, index, words, palette),
      ),
      ...(before ? [toBefore(before, palette)] : []),
    ],
  };
}

/** Periods that the axis names: the first, the last and some between them. */
export const chooseNamed = (count: number): Set<number> =>
  new Set(
    Array.from({ length: LABELS_MAX }, (_, n) => Math.round((n * Math.max(0, count - 1)) / (LABELS_MAX - 1))),
  );

/** The next even number of which people read the half at a glance: 2, 4, 6, 8, 10, 20 … */
export function toRound(top: number): number {
  const size = 10 ** Math.floor(Math.log10(Math.max(1, top)));
  return size * ([1, 2, 4, 6, 8, 10].find((each) => each * size >= Math.max(2, top)) ?? 20);
}

/** There is no half person. */
const isWhole = (series: readonly Series[], before: Series | undefined): boolean =>
  [...series, ...(before ? [before] : [])].every(({ values }) =>
    values.every((value) => Number.isInteger(value ?? 0)),
  );

const sumAt = (series: readonly Series[], index: number): number =>
  series.reduce((sum, { values }) => sum + (values[index] ?? 0), 0);

/** Where the highest bar stands; the later of two that are as high. */
export function findHighest(series: readonly Series[]): number | undefined {
  const sums = (series[0]?.values ?? []).map((_, index) => sumAt(series, index));
  const highest = Math.max(0, ...sums);
  return highest === 0 ? undefined : sums.lastIndexOf(highest);
}

function toBars(
  { series, unfinished }: TimeShape,
  at: number,
  words: Words,
  palette: Palette,
): BarSeriesOption {
  const { name, values, tone = 'main' } = series[at] as Series;
  const isUppermost = at === series.length - 1;
  const highest = isUppermost ? findHighest(series) : undefined;
  return {
    name,
    type: 'bar',
    stack: 'now',
    barCategoryGap: '24%',
    barMaxWidth: 32,
    // What is too pale to be seen well has an edge, and nothing has none.
    itemStyle: { color: palette[tone], borderColor: palette.main },
    emphasis: { disabled: true },
    data: values.map((value, index) => ({
      value: value ?? '-',
      itemStyle: {
        borderWidth: tone === 'soft' && value ? 1 : 0,
        opacity: unfinished && index === values.length - 1 ? 0.5 : 1,
        borderRadius: isUppermost ? [2, 2, 0, 0] : 0,
      },
      label: {
        show: index === highest,
        position: 'top',
        ...(isAtEdge(index, values.length) ? { align: 'right' } : {}),
        formatter: () => words.value(sumAt(series, index)),
        ...{ fontFamily: palette.font, fontSize: 12, color: palette.text },
      },
    })),
  };
}

/** There a label would be cut off. */
const isAtEdge = (index: number, count: number): boolean => index >= count * 0.93;

function toLevel({ series }: TimeShape, at: number, words: Words, palette: Palette): LineSeriesOption {
  const { name, values, tone = 'main' } = series[at] as Series;
  const last = values.length - 1;
  return {
    ...{ name, type: 'line', symbol: 'circle', symbolSize: 6, showSymbol: true, showAllSymbol: true },
    lineStyle: { color: palette[tone], width: 2 },
    itemStyle: { color: palette[tone] },
    areaStyle: { color: palette.soft, opacity: 0.5 },
    emphasis: { disabled: true },
    // Only the last one has a mark, and the label that says what it is now.
    data: values.map((value, index) => ({
      value: value ?? '-',
      symbol: index === last ? 'circle' : 'none',
      label: {
        show: index === last,
        position: [-4, -18],
        align: 'right',
        formatter: () => words.value(value ?? 0),
        ...{ fontFamily: palette.font, fontSize: 12, color: palette.text },
      },
    })),
  };
}

function toBefore({ name, values }: Series, palette: Palette): LineSeriesOption {
  return {
    ...{ name, type: 'line', symbol: 'none', silent: true, z: 3 },
    lineStyle: { color: palette.before, width: 1.5, type: [4, 3] },
    emphasis: { disabled: true },
    data: values.map((value) => value ?? '-'),
  };
}

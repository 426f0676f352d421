// Things side by side, one bar each, with their names as links where they lead somewhere.
import { Link, type LinkProps } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useMemo } from 'react';
import { Bone, Loading } from '../skeleton.tsx';
import styles from './chart.module.css';
import { Frame } from './frame.tsx';
import { RANK_HEIGHT, type Rank, toRankOption } from './rank-option.ts';

const Drawing = lazy(() => import('./drawing.tsx'));

export type RankRow = Rank & {
  key: string;
  name: ReactNode;
  to?: LinkProps;
  /** In the table, after the name; absent: the words alone. */
  cells?: readonly string[];
};

type RankChartProps = {
  label: string;
  rows: readonly RankRow[];
  /** The columns of the table: of the names, then of the cells. */
  head: readonly string[];
  aside?: ReactNode;
  empty?: string;
};

export function RankChart({ label, rows, head, aside, empty }: RankChartProps) {
  const key = JSON.stringify(rows.map(({ value, words }) => [value, words]));
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` holds all that is drawn.
  const option = useMemo(
    () => (palette: Parameters<typeof toRankOption>[1]) => toRankOption(rows, palette),
    [key],
  );
  const height = rows.length * RANK_HEIGHT;
  const table = {
    head,
    rows: rows.map((row) => ({ key: row.key, cells: [nameOf(row), ...(row.cells ?? [row.words])] })),
  };
  return (
    <Frame label={label} aside={aside} table={table} empty={rows.length === 0 ? empty : undefined}>
      <div className={styles.ranks}>
        <ul className={styles.names}>
          {rows.map((row) => (
            <li key={row.key} style={{ height: RANK_HEIGHT }}>
              <span className={styles.name}>{nameOf(row)}</span>
              <span className="visually-hidden">{row.words}</span>
            </li>
          ))}
        </ul>
        <Suspense
          fallback={
            <Loading>
              <Bone height={height} />
            </Loading>
          }
        >
          <Drawing option={option} height={height} />
        </Suspense>
      </div>
    </Frame>
  );
}

const nameOf = ({ name, to }: RankRow): ReactNode => (to ? <Link {...to}>{name}</Link> : name);

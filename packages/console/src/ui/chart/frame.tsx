// What is around every chart: its name, what is said beside it, and the same as a table.
import { IconChartBar, IconTable } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from '../../language/index.ts';
import { IconButton } from '../button.tsx';
import styles from './chart.module.css';

export type ChartTable = {
  head: readonly string[];
  rows: readonly { key: string; cells: readonly ReactNode[] }[];
};

type FrameProps = {
  /** What the chart shows, for screen readers and above the table. */
  label: string;
  /** At the right of the label. */
  aside?: ReactNode;
  /** Under the label: the number that matters. */
  headline?: ReactNode;
  table: ChartTable;
  /** Stands in the place of the drawing where there is nothing to draw. */
  empty?: string | undefined;
  children: ReactNode;
};

export function Frame({ label, aside, headline, table, empty, children }: FrameProps) {
  const { t } = useTranslation();
  const [asTable, setAsTable] = useState(false);
  return (
    <figure className={styles.chart}>
      <figcaption className={styles.caption}>
        <span className={styles.label}>{label}</span>
        {aside && <span className={styles.aside}>{aside}</span>}
        {empty === undefined && (
          <IconButton
            label={asTable ? t('ui.chart.asChart') : t('ui.chart.asTable')}
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? <IconChartBar /> : <IconTable />}
          </IconButton>
        )}
      </figcaption>
      {empty === undefined && headline}
      {empty !== undefined ? (
        <p className={styles.empty}>{empty}</p>
      ) : asTable ? (
        <Rows label={label} table={table} />
      ) : (
        children
      )}
    </figure>
  );
}

function Rows({ label, table: { head, rows } }: { label: string; table: ChartTable }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
    <section className={styles.tableScroll} tabIndex={0} aria-label={label}>
      <table className={styles.table}>
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key}>
              {cells.map((cell, index) => (
                <td key={head[index]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

// The table: sticky head, sorting, column choice, rows that open by click or key, virtual scroll past 200 rows.
import type { LinkProps } from '@tanstack/react-router';
import { type SortingState, useTable } from '@tanstack/react-table';
import { type CSSProperties, type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../button.tsx';
import { classNames } from '../class-names.ts';
import { ColumnMenu, useColumnChoice } from './column-choice.tsx';
import { type Column, features, fromClass, toColumnDefs } from './columns.ts';
import { Head } from './head.tsx';
import { Rows } from './rows.tsx';
import styles from './table.module.css';

export type TableProps<Row> = {
  /** Names the table for what is remembered about it. */
  name: string;
  /** Says what the table lists, for screen readers. */
  label: string;
  rows: Row[];
  columns: Column<Row>[];
  rowKey: (row: Row) => string;
  /** Where a row leads, or what happens when it is opened. */
  rowLink?: (row: Row) => LinkProps;
  onOpen?: (row: Row) => void;
  /** The key of the row that the inspector shows. */
  openKey?: string;
  /** Rows that just came: they fade in. */
  isNew?: (row: Row) => boolean;
  /** Loads the next page; absent when everything is here. */
  onMore?: () => void;
  loadingMore?: boolean;
  /** What stands at the left of the column choice: filters. */
  toolbar?: ReactNode;
  /** Shown in the place of the rows, below the toolbar: a skeleton, an empty or an error state. */
  instead?: ReactNode;
};

export function Table<Row extends object>(props: TableProps<Row>) {
  const { name, label, rows, columns, rowKey, toolbar, instead, onMore } = props;
  const { t } = useTranslation();
  const { visibility, show } = useColumnChoice(name, columns);
  const [sorting, setSorting] = useState<SortingState>([]);
  const defs = useMemo(() => toColumnDefs(columns), [columns]);
  const table = useTable({
    features,
    columns: defs,
    data: rows,
    state: { sorting, columnVisibility: visibility },
    onSortingChange: setSorting,
    getRowId: rowKey,
  });
  const ordered = table.getRowModel().rows.map((row) => row.original);
  const shown = columns.filter((column) => visibility[column.id]);
  return (
    <div className={styles.wrap}>
      {toolbar && (
        <div className={styles.toolbar}>
          <div className={styles.filters}>{toolbar}</div>
          {!instead && <ColumnMenu columns={columns} visibility={visibility} onShow={show} />}
        </div>
      )}
      {instead ?? (
        <table
          className={classNames(styles.table, !toolbar && styles.bare)}
          aria-label={label}
          aria-rowcount={ordered.length + 1}
        >
          <colgroup>
            {shown.map((column) => (
              <col
                key={column.id}
                className={fromClass(column, styles)}
                style={{ '--width': column.width } as CSSProperties}
              />
            ))}
          </colgroup>
          <Head columns={shown} sorting={sorting} onSort={(id) => table.getColumn(id)?.toggleSorting()} />
          <Rows {...props} rows={ordered} columns={shown} />
        </table>
      )}
      {!toolbar && !instead && (
        <div className={styles.corner}>
          <ColumnMenu columns={columns} visibility={visibility} onShow={show} />
        </div>
      )}
      {onMore && !instead && (
        <div className={styles.more}>
          <Button onClick={onMore} busy={props.loadingMore}>
            {t('ui.showMore')}
          </Button>
        </div>
      )}
    </div>
  );
}

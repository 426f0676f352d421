// The table: sticky head, sorting, column choice, rows that open by click or key, virtual scroll past 200 rows.
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { Link, type LinkProps } from '@tanstack/react-router';
import { type SortingState, useTable } from '@tanstack/react-table';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../button.tsx';
import { classNames } from '../class-names.ts';
import { ColumnMenu, useColumnChoice } from './column-choice.tsx';
import { type Column, features, toColumnDefs } from './columns.ts';
import { useRowMovement } from './row-movement.ts';
import styles from './table.module.css';

const ROW_HEIGHT = 44;
const VIRTUAL_FROM = 200;

type TableProps<Row> = {
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
};

export function Table<Row extends object>(props: TableProps<Row>) {
  const { name, label, rows, columns, rowKey, openKey } = props;
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

  const wrap = useRef<HTMLDivElement>(null);
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => {
    setOffset((wrap.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
  }, []);
  const virtual = ordered.length > VIRTUAL_FROM;
  const virtualizer = useWindowVirtualizer({
    count: ordered.length,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    scrollMargin: offset,
    enabled: virtual,
  });
  const movement = useRowMovement(ordered.length, (index) => {
    if (virtual) virtualizer.scrollToIndex(index, { align: 'auto' });
  });
  const window_ = virtual ? virtualizer.getVirtualItems() : undefined;
  const from = window_?.[0]?.index ?? 0;
  const to = window_ ? (window_.at(-1)?.index ?? -1) + 1 : ordered.length;

  return (
    <div className={styles.wrap} ref={wrap}>
      <div className={styles.toolbar}>
        <div className={styles.filters}>{props.toolbar}</div>
        <ColumnMenu columns={columns} visibility={visibility} onShow={show} />
      </div>
      <table className={styles.table} aria-label={label} aria-rowcount={ordered.length + 1}>
        <colgroup>
          {shown.map((column) => (
            <col key={column.id} className={fromClass(column)} style={{ width: column.width }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {shown.map((column) => {
              const sorted = sorting.find((each) => each.id === column.id);
              return (
                <th
                  key={column.id}
                  scope="col"
                  className={classNames(styles.head, alignClass(column), fromClass(column))}
                  aria-sort={sorted ? (sorted.desc ? 'descending' : 'ascending') : undefined}
                >
                  {column.sortBy ? (
                    <button
                      type="button"
                      className={styles.sort}
                      onClick={() => table.getColumn(column.id)?.toggleSorting()}
                    >
                      {column.header}
                      {sorted && (sorted.desc ? <IconArrowDown aria-hidden /> : <IconArrowUp aria-hidden />)}
                    </button>
                  ) : (
                    column.header
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody ref={movement.body} onKeyDown={movement.onKeyDown}>
          <Gap height={from * ROW_HEIGHT} />
          {ordered.slice(from, to).map((row, position) => {
            const index = from + position;
            const key = rowKey(row);
            return (
              <tr
                key={key}
                aria-rowindex={index + 2}
                className={classNames(
                  styles.row,
                  (props.rowLink || props.onOpen) && styles.opens,
                  key === openKey && styles.open,
                  props.isNew?.(row) && styles.fresh,
                )}
                onFocus={() => movement.setActive(index)}
              >
                {shown.map((column, columnIndex) => (
                  <td
                    key={column.id}
                    className={classNames(styles.cell, alignClass(column), fromClass(column))}
                  >
                    {columnIndex === 0 ? (
                      <Opener
                        row={row}
                        index={index}
                        active={movement.active}
                        isOpen={key === openKey}
                        {...props}
                      >
                        {column.cell(row)}
                      </Opener>
                    ) : (
                      column.cell(row)
                    )}
                  </td>
                ))}
              </tr>
            );
          })}
          <Gap height={(ordered.length - to) * ROW_HEIGHT} />
        </tbody>
      </table>
      {props.onMore && (
        <div className={styles.more}>
          <Button onClick={props.onMore} busy={props.loadingMore}>
            {t('ui.showMore')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** The first cell of a row: a link or a button whose target is the whole row. */
function Opener<Row>({
  row,
  index,
  active,
  isOpen,
  rowLink,
  onOpen,
  children,
}: Pick<TableProps<Row>, 'rowLink' | 'onOpen'> & {
  row: Row;
  index: number;
  active: number;
  isOpen: boolean;
  children: ReactNode;
}) {
  const shared = { className: styles.opener, 'data-row': index, tabIndex: index === active ? 0 : -1 };
  if (rowLink) {
    return (
      <Link {...rowLink(row)} {...shared}>
        {children}
      </Link>
    );
  }
  if (onOpen) {
    return (
      <button type="button" {...shared} aria-pressed={isOpen} onClick={() => onOpen(row)}>
        {children}
      </button>
    );
  }
  return children;
}

/** Stands for the rows that are not drawn. */
function Gap({ height }: { height: number }) {
  return height > 0 ? (
    <tr role="presentation">
      <td style={{ height, padding: 0, border: 0 }} />
    </tr>
  ) : null;
}

function alignClass(column: { align?: 'end' }): string | undefined {
  return column.align === 'end' ? styles.end : undefined;
}

function fromClass(column: { from?: 'sm' | 'md' | 'lg' }): string | undefined {
  return column.from && styles[column.from];
}

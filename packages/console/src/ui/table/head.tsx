// The head of a table: names of columns, and sorting where the whole list is loaded.
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { SortingState } from '@tanstack/react-table';
import { classNames } from '../class-names.ts';
import { alignClass, type Column, fromClass } from './columns.ts';
import styles from './table.module.css';

export function Head<Row>({
  columns,
  sorting,
  onSort,
}: {
  columns: Column<Row>[];
  sorting: SortingState;
  onSort: (id: string) => void;
}) {
  return (
    <thead>
      <tr>
        {columns.map((column) => {
          const sorted = sorting.find((each) => each.id === column.id);
          return (
            <th
              key={column.id}
              scope="col"
              className={classNames(styles.head, alignClass(column, styles), fromClass(column, styles))}
              aria-sort={sorted && (sorted.desc ? 'descending' : 'ascending')}
            >
              {column.sortBy ? (
                <button type="button" className={styles.sort} onClick={() => onSort(column.id)}>
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
  );
}

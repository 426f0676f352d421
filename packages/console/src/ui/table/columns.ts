// What a page says about a table's columns, and how that becomes the table library's terms.
import {
  type ColumnDef,
  columnVisibilityFeature,
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
} from '@tanstack/react-table';
import type { ReactNode } from 'react';

export type Column<Row> = {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Gives the value to sort by; absent: the column cannot be sorted. Only for lists that are loaded whole. */
  sortBy?: (row: Row) => string | number | null;
  /** `end` for numbers. */
  align?: 'end';
  /** A CSS width; absent: shares what is left. */
  width?: string;
  /** The narrowest table that shows the column: `sm` 480 px, `md` 720 px, `lg` 960 px. Absent: always shown. */
  from?: 'sm' | 'md' | 'lg';
  /** Not shown until a member chooses it. */
  hidden?: boolean;
};

export const features = tableFeatures({
  rowSortingFeature,
  columnVisibilityFeature,
  sortedRowModel: createSortedRowModel(),
});

export type Features = typeof features;

/** The library's column definitions; the first column cannot be hidden, because it opens the row. */
export function toColumnDefs<Row extends object>(columns: Column<Row>[]): ColumnDef<Features, Row>[] {
  return columns.map((column, index) => ({
    id: column.id,
    header: column.header,
    accessorFn: (row: Row) => column.sortBy?.(row) ?? null,
    enableSorting: column.sortBy !== undefined,
    enableHiding: index > 0,
    sortFn: (a, b, id) => compare(a.getValue(id), b.getValue(id)),
  }));
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Text as a reader would, numbers by size, absent values first. */
function compare(left: unknown, right: unknown): number {
  if (left === null || right === null) return Number(left !== null) - Number(right !== null);
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return collator.compare(String(left), String(right));
}

/** The class that aligns a column, out of the table's own. */
export function alignClass(column: { align?: 'end' }, styles: Record<string, string>): string | undefined {
  return column.align === 'end' ? styles.end : undefined;
}

/** The class that hides a column in a narrow table. */
export function fromClass(
  column: { from?: 'sm' | 'md' | 'lg' },
  styles: Record<string, string>,
): string | undefined {
  return column.from && styles[column.from];
}

// The table and what a page says about its columns.
export type { Column } from './columns.ts';
export { Table } from './table.tsx';

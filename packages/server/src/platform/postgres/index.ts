// The one door to PostgreSQL: queries, transactions, and binary arrays for set-based statements.
export { binaryArray, binaryColumns } from './binary-arrays.ts';
export {
  type ConnectionOptions,
  type Database,
  openDatabase,
  type Queryable,
  type Transaction,
} from './database.ts';

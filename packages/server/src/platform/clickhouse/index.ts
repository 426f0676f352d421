// The one door to ClickHouse: the embedded engine or a server, behind the same client.
export { type ClickHouse, openClickHouse, type QueryOptions, type QueryRole } from './clickhouse.ts';

// Definitions as questions of the event store.
export type { Limits } from './definition-sql.ts';
export type { Evidence } from './evidence-sql.ts';
export { type Bind, openParameters, type Parameters } from './parameters.ts';
export { passes } from './passes.ts';
export { type Compiled, compileQuery, type Definitions, type QueryScope } from './query.ts';
export { openScan, type Scan } from './scan-sql.ts';
export { querySettings } from './settings.ts';
export { nowhere, propertySql } from './value-sql.ts';
export { neverMs } from './wake-test-sql.ts';

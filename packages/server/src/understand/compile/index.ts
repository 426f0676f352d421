// Definitions as questions of the event store.
export type { Limits } from './definition-sql.ts';
export type { Evidence } from './evidence-sql.ts';
export { type Compiled, compileQuery, type Definitions, type QueryScope } from './query.ts';
export { querySettings } from './settings.ts';
export { nowhere } from './value-sql.ts';
export { neverMs } from './wake-test-sql.ts';

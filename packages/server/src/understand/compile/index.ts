// Definitions as questions of the event store.
export { type Compiled, compileQuery, type Definitions, type Limits, type QueryScope } from './query.ts';
export { querySettings } from './settings.ts';

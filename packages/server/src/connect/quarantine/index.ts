// Messages that cannot be stored as events, with the reason.
export { quarantineListQuery, quarantineSelection, registerQuarantineRoutes } from './routes.ts';
export { countQuarantined, type Quarantined, recordQuarantined } from './store.ts';

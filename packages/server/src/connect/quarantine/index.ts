// Messages that cannot be stored as events, with the reason.
export { registerQuarantineRoutes } from './routes.ts';
export { countQuarantined, type Quarantined, recordQuarantined } from './store.ts';

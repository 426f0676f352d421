// Messages that cannot be stored as events, with the reason.
export {
  quarantineListQuery,
  quarantineQuery,
  quarantineSelection,
  registerQuarantineRoutes,
} from './routes.ts';
export { type AsideEnvelope, countQuarantined, type Quarantined, recordQuarantined } from './store.ts';

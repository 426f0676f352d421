// Why data may be used: the registry of purposes.
export { bitOf, type ConsentModel, includesPurpose, type Permissions, type Purpose } from './model.ts';
export { registerPurposeRoutes } from './routes.ts';
export {
  choosePurpose,
  ensureStarterPurposes,
  getPurpose,
  listPurposes,
  listPurposesOf,
  purposesEdition,
} from './store.ts';

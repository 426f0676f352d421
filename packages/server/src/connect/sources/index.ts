// Where messages come from: sources, their keys and settings.
export { type Source, type SourceSettings, truncateIp } from './model.ts';
export { registerSourceRoutes } from './routes.ts';
export { openSourceKeys, type SourceKeys } from './source-keys.ts';
export {
  createSource,
  ensureFirstSource,
  getSource,
  listAllSources,
  listSources,
  recordSourceActivity,
} from './store.ts';

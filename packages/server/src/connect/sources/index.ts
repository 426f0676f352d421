// Where messages come from: sources, their keys and settings.
export { engageKind, type Source, type SourceSettings, sourceKinds, truncateIp } from './model.ts';
export { newSource, registerSourceRoutes, sourceChange } from './routes.ts';
export { listSignalFaults, recordSignalFaults } from './signal-faults.ts';
export { openSourceKeys, type SourceKeys } from './source-keys.ts';
export {
  createSource,
  ensureEngageSource,
  ensureFirstSource,
  findSlugs,
  getSource,
  listAllSources,
  listSources,
  recordSourceActivity,
} from './store.ts';

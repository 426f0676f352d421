// Why data may be used: the registry of purposes.
export { registerGpcRoute } from './gpc.ts';
export { toJurisdiction } from './jurisdictions.ts';
export {
  bitOf,
  type ConsentModel,
  type Handling,
  includesPurpose,
  type Meaning,
  type Permissions,
  type Purpose,
  plainHandling,
  plainMeaning,
  starterPurposes,
  unrefusedBit,
  unrefusedMark,
} from './model.ts';
export { ensureStarterPurposes, publishPurpose, retirePurpose } from './publish.ts';
export {
  changePurposeBody,
  publishPurposeBody,
  purposeListQuery,
  registerPurposeRoutes,
} from './routes.ts';
export {
  choosePurpose,
  getPurpose,
  listPurposes,
  listPurposesOf,
  listPurposeVersions,
  type PurposeVersion,
  purposesEdition,
} from './store.ts';
export { getUpkeepPurpose } from './upkeep.ts';

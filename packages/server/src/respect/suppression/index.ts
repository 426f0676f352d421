// Who must not be collected, contacted or sold, kept as keyed hashes.
export {
  type NamedBy,
  type NamedInForms,
  type StopScope,
  type SuppressionScope,
  staysOnAddress,
  stopScopes,
  suppressedChannels,
  suppressionScopes,
  suppressionStates,
} from './model.ts';
export {
  liftBody,
  type NormalForm,
  registerSuppressionRoutes,
  suppressionBody,
  suppressionCheckBody,
  suppressionListQuery,
} from './routes.ts';
export { type NewSuppression, openSuppressions, type Suppressed, type Suppressions } from './suppressions.ts';

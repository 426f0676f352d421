// Who is who: identifiers, the links between them, and the profiles they resolve to.

export { type AssignDeps, type Assignment, assignProfiles } from './assign.ts';
export type { Told } from './batch.ts';
export { shippedBlockedValues } from './blocked-values.ts';
export { applyDecision, type HandDecision, type Maker } from './by-hand.ts';
export { type IdentityCache, openIdentityCache } from './cache.ts';
export type { Owner } from './changes.ts';
export { type Components, type Graph, joinComponents } from './components.ts';
export { type Deciding, listDeciding } from './deciding.ts';
export { type ClusterEvidence, derive } from './derive.ts';
export type { DerivedPeople } from './derive-groups.ts';
export { categoryOfIdentifier, identifierCategories, labelOfIdentifier } from './identifier-labels.ts';
export type { Identifier } from './identifiers.ts';
export { linkPurpose, withoutLinks } from './linking.ts';
export {
  countAllIdentifiers,
  type Found,
  findConnected,
  lookOver,
  needsLookOver,
  writePartners,
} from './look-over.ts';
export { type IdentifierReader, type NamedIdentifier, openIdentifierReader } from './named-identifiers.ts';
export { toAsked, toHashedEmail, withHashedForm } from './normal-forms.ts';
export { findMergedInto, findPlaces, listPlacesOf, type Places } from './places.ts';
export { isAddress, listAllReachedBy, listReachedBy, type Reached } from './reached-by.ts';
export {
  deleteReassigned,
  findOwnership,
  findReassignedPlaces,
  listReassigned,
  markReassigned,
  noteReassigned,
  type ReassignedRow,
  repeatReassigned,
} from './reassignments.ts';
export { findMergedId, listIdsOf, type MergedId } from './redirects.ts';
export { graphQuery, identityListQuery, refusalListQuery, registerIdentityRoutes } from './routes.ts';
export {
  defaultTypes,
  listDeviceTypes,
  listTypes,
  mergesPeople,
  type RulesInput,
  rulesSchema,
  toRules,
} from './rules.ts';
export { type Reach, toReach, toReachedQuery } from './rules-reach.ts';
export {
  getRules,
  listRulesSince,
  listRulesVersions,
  type RulesInForce,
  type RulesMemory,
  type RulesVersion,
  recordRules,
} from './rules-store.ts';
export { findIdentifier, findProfileId, listLeadingTo, recordWithheld } from './store.ts';
export { compareWhole, followRules, isFollowed, loadWhole } from './whole-clusters.ts';
export { openWholeReader, type WholeReader } from './whole-reader.ts';

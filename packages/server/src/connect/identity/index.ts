// Who is who: identifiers, the links between them, and the profiles they resolve to.

export { type AssignDeps, type Assignment, assignProfiles } from './assign.ts';
export type { Told } from './batch.ts';
export { applyDecision, type HandDecision, type Maker } from './by-hand.ts';
export { type IdentityCache, openIdentityCache } from './cache.ts';
export { type Components, type Graph, joinComponents } from './components.ts';
export type { DerivedPeople } from './derive-groups.ts';
export type { Identifier } from './identifiers.ts';
export { mayLink, withoutLinks } from './linking.ts';
export type { IdentifierReader, NamedIdentifier } from './named-identifiers.ts';
export { toAsked, toHashedEmail } from './normal-forms.ts';
export { findPlaces, type Places } from './places.ts';
export { findMergedId, type MergedId } from './redirects.ts';
export { identityListQuery, refusalListQuery, registerIdentityRoutes } from './routes.ts';
export { getRules, type RulesInForce, type RulesMemory } from './rules-store.ts';
export { findProfileId, recordWithheld } from './store.ts';

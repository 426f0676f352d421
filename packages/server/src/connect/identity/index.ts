// Who is who: identifiers, the links between them, and the profiles they resolve to.

export {
  type AssignDeps,
  type Assignment,
  assignProfiles,
  type IdentityCache,
  openIdentityCache,
} from './assign.ts';
export { type Components, type Graph, joinComponents } from './components.ts';
export { type Identifier, keyOf, listIdentifiers, toIdentifier } from './identifiers.ts';
export { registerIdentityRoutes } from './routes.ts';
export { findProfileId, listFormerIds } from './store.ts';

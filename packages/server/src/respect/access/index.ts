// Who may ask: API keys of programs and sessions of members.
export { type Access, openAccess, type Scopes, type ViewAsked } from './access.ts';
export { cardTokenBody, registerCardRoutes } from './card-routes.ts';
export { type CardTokens, openCardTokens, type ViewSubject } from './card-tokens.ts';
export { allowForeignPages } from './foreign-pages.ts';
export { type Clearance, mayDo, sensitivityMax } from './grants.ts';
export { keyBody, registerKeyRoutes } from './keys.ts';
export { ensureFirstMember, isMemberEmail, listMemberEmails, type Members, openMembers } from './members.ts';
export type { Principal } from './principals.ts';
export { openRate, type Rate } from './rate.ts';
export { memberBody, memberRoleBody, registerRoleRoutes, roleBody } from './role-routes.ts';
export { registerSessionRoutes } from './routes.ts';
export { ensureAdminKey, hashKey, type LentKey, lendKey, listPrincipalNames } from './store.ts';

// Who answers whether data may be used, and why.
export { type Decision, decideWithoutConsent, permissionsWithoutConsent } from './model.ts';

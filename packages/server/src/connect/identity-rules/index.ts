// The rules of identity: setting others, what that would do, and following it for what is there.
export { openRulesFollower, type RulesFollower } from './follower.ts';
export { previewRules, type RulesPreview } from './preview.ts';
export {
  registerIdentityRulesRoutes,
  rulesPreviewBody,
  rulesVersionsQuery,
  setRulesBody,
  toRulesInput,
} from './routes.ts';

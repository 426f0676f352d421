// Campaigns: one communication to many, once, again and again, or to whoever does something.
export { changeCampaignBody, createCampaignBody, planBody } from './bodies.ts';
export { askedMax, groups } from './estimate.ts';
export { campaignStates, runStates } from './model.ts';
export { rateNames } from './results.ts';
export {
  campaignListQuery,
  campaignResultsQuery,
  campaignRunsQuery,
  estimateBody,
  registerCampaignRoutes,
} from './routes.ts';
export { openRunning } from './running.ts';
export { openTriggers, type Triggers } from './triggers.ts';

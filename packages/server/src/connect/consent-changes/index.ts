// Consent through the API: recording what people express, and asking what follows.
export { askGate, type Found, findAsked } from './ask.ts';
export { type DecisionLog, openDecisionLog } from './decision-log.ts';
export { express } from './express.ts';
export { isUncollected, type KeepingList } from './keep-objection.ts';
export { type LetGo, listLetGo } from './let-go.ts';
export { partRefused } from './part-refused.ts';
export { consentBody, decideBody, ledgerQuery, registerConsentRoutes } from './routes.ts';

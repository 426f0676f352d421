// Why somebody is in a segment, and what made a trait what it is.
export { explainQuery, registerExplainRoutes } from './routes.ts';

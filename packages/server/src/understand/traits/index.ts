// Traits: what they come to, and what they were of a person.
export { historyQuery } from './history.ts';
export { countValued } from './olap.ts';
export { registerTraitRoutes, traitPreviewBody } from './routes.ts';

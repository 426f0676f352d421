// Views: what one use needs to know of a person, or of the business, for one purpose.
export { type Answering, answerView } from './answer.ts';
export { createView as addView, getView } from './changes.ts';
export { viewBody, viewChangeBody } from './definition-routes.ts';
export { openViews, type Views } from './open.ts';
export { registerViewRoutes, viewBatchBody, viewPreviewBody } from './routes.ts';
export type { StoredView } from './store.ts';

// What pages ask their visitors for, one thing at a time, under a purpose and as rarely as the company says.
export { changeAskBody, createAskBody, previewAskBody } from './bodies.ts';
export { askKinds } from './model.ts';
export { askCountsQuery, registerAskRoutes } from './routes.ts';

// The road from the inbox to profiles and events: RESOLVE and APPEND.
export { startFolding } from './folding.ts';
export { openOneByOne } from './one-by-one.ts';
export { type Computing, type Pipeline, startPipeline } from './pipeline.ts';
export { ensurePosition } from './position.ts';
export { defaultPrepareLimits, type PrepareLimits } from './prepare.ts';
export { tellSomeReassigned } from './reassign.ts';
export { describePipeline, registerPipelineRoutes, settleBody } from './routes.ts';
export type { Turn, TurnResult } from './turn.ts';

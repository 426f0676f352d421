// Segments: who is in them, and what they come to.
export { growthQuery } from './growth.ts';
export { countMembers } from './olap.ts';
export { overlapQuery } from './overlap.ts';
export { membersQuery, previewBody, registerSegmentRoutes } from './routes.ts';

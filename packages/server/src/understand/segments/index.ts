// Segments: who is in them, and what they come to.
export { exportQuery } from './export.ts';
export { growthQuery } from './growth.ts';
export { membersQuery } from './members.ts';
export { countGrowth, countMembers } from './olap.ts';
export { overlapQuery } from './overlap.ts';
export { toPreviewSql } from './preview.ts';
export { previewBody, registerSegmentRoutes } from './routes.ts';

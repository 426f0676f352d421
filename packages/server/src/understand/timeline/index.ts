// What definitions made of a person, change by change: for their timeline.
export { changesQuery, registerTimelineRoutes } from './routes.ts';

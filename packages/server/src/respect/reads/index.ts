// Who read what of whom, and for which purpose.
export { findLastExported, type LastExported } from './exported.ts';
export { openReadLog, type ReadLog } from './read-log.ts';
export { readListQuery, registerReadRoutes } from './routes.ts';

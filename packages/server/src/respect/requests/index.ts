// What people ask of a company beside their choices: a copy, a correction, erasure.
export {
  additionsMax,
  parseWords,
  type RequestKind,
  requestKinds,
  requestStates,
  wordsLengthMax,
} from './model.ts';
export { registerRequestRoutes, requestListQuery } from './routes.ts';
export {
  countOpenRequests,
  type Filed,
  fileRequest,
  listOpenRequests,
  type StoredRequest,
  takeBackRequest,
} from './store.ts';

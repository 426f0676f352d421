// The API of the catalog: its types, its objects, and files of them.
export {
  historyQuery,
  objectBody,
  objectListQuery,
  objectQuery,
  objectsBody,
  registerObjectRoutes,
} from './object-routes.ts';
export { registerTypeRoutes, typeBody } from './type-routes.ts';

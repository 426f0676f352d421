// The API of the catalog: its types, its objects, and files of them.
export { runCatalogImport } from './import-command.ts';
export { catalogImportQuery, registerCatalogImportRoute } from './import-route.ts';
export {
  historyQuery,
  objectBody,
  objectListQuery,
  objectQuery,
  objectsBody,
  registerObjectRoutes,
} from './object-routes.ts';
export { registerTypeRoutes } from './type-routes.ts';

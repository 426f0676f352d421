// The public face of imports: the command, and the uploads of the console.
// For the benchmarks: what reading the same rows costs.
export { openFile } from './files/open-file.ts';
export { type ImportIo, runImportCommand } from './command/run-import.ts';
export { type Imports, openImports } from './uploads/open-imports.ts';
export {
  importListQuery,
  importParams,
  newImport,
  registerImportRoutes,
  uploadQuery,
} from './uploads/routes.ts';

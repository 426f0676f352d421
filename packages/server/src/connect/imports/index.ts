// The public face of imports: the command, and the uploads of the console. Files are opened by the benchmarks too, which
// ask what reading the same rows costs.
export { type ImportIo, runImportCommand } from './command/run-import.ts';
export { openFile } from './files/open-file.ts';
export { openStream, type StreamedFile } from './files/open-stream.ts';
export { FileError, type FileRow } from './model.ts';
export { type Imports, openImports } from './uploads/open-imports.ts';
export {
  importListQuery,
  importParams,
  newImport,
  registerImportRoutes,
  uploadQuery,
} from './uploads/routes.ts';
